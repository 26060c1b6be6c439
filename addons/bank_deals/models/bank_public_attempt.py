# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import hashlib
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

KEPT = timedelta(days=1)


class BankPublicAttempt(models.Model):
    """How often something was tried on a public page, by who tried, hour by hour.

    In the table, for workers share it; who it is, is kept as a hash and for a day.
    """

    _name = "bank.public.attempt"
    _description = "Attempts on a Public Page"
    _log_access = False

    key = fields.Char(required=True, readonly=True)
    hour = fields.Datetime(required=True, readonly=True)
    count = fields.Integer(required=True, readonly=True)

    _key_uniq = models.UniqueIndex("(key, hour)")

    @api.model
    def _get_hour(self):
        return fields.Datetime.now().replace(minute=0, second=0)

    @api.model
    def _make_key(self, page, who):
        """Return the key of an address or a phone: nobody reads it from the table."""
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        return hashlib.sha256(f"{secret}|{page}|{who}".encode()).hexdigest()

    @api.model
    def _is_over(self, key, limit, hours=1):
        """Tell whether so many were counted under this key, in this hour or in many."""
        since = self._get_hour() - timedelta(hours=hours - 1)
        rows = self.search([("key", "=", key), ("hour", ">=", since)])
        return sum(rows.mapped("count")) >= limit

    @api.model
    def _count(self, key):
        # one statement: two requests at once are two attempts
        self.env.cr.execute(
            SQL(
                "INSERT INTO bank_public_attempt AS t (key, hour, count) "
                "VALUES (%s, %s, 1) "
                "ON CONFLICT (key, hour) DO UPDATE SET count = t.count + 1",
                key,
                self._get_hour(),
            )
        )
        self.invalidate_model()

    @api.autovacuum
    def _gc_attempts(self):
        self.search([("hour", "<", fields.Datetime.now() - KEPT)]).unlink()
