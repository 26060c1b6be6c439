# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import referral_score

DECIDED = ("accepted", "declined", "lapsed")
KEYS = ("referrer_id", "referrer_partner_id", "category_id")


class BankReferral(models.Model):
    """Which referral is worth a call first: ``tools/referral_score.py``."""

    _inherit = "bank.referral"

    def _rate(self):
        """Write the scores of these referrals, in four statements for any number.

        As superuser: what others have passed on counts, too.
        """
        rows_sudo = self.sudo()
        shares = {key: rows_sudo._read_shares(key) for key in KEYS}
        bank = rows_sudo._read_shares(None).get(None, (0, 0))
        for row in rows_sudo:
            # a client who recommends is judged by what he recommended before
            key = "referrer_partner_id" if row.is_external else "referrer_id"
            row.score = referral_score.get_score(
                shares[key].get(row[key].id, (0, 0)),
                shares["category_id"].get(row.category_id.id, (0, 0)),
                bank,
            )

    def _read_shares(self, key):
        """Return ``{id: (accepted, decided)}`` of the last year by one field.

        What a referrer has passed on to himself says nothing about him.
        """
        since = fields.Datetime.now() - relativedelta(years=1)
        domain = Domain("state", "in", DECIDED) & Domain("date_decided", ">=", since)
        if key:
            domain &= Domain(key, "in", self.mapped(f"{key}.id"))
        if key == "referrer_id":
            domain &= Domain("is_external", "=", False)
            own = Domain("state", "=", "accepted") & Domain("is_credited", "=", False)
            domain &= ~own
        found = {}
        groups = self._read_group(
            domain, [key, "state"] if key else ["state"], ["__count"]
        )
        for *record, state, count in groups:
            name = record[0].id if key else None
            accepted, decided = found.get(name, (0, 0))
            found[name] = (accepted + count * (state == "accepted"), decided + count)
        return found

    @api.model
    def _cron_rate(self):
        """Score anew what still waits: other referrals have been decided meanwhile."""
        self.search([("state", "=", "new")])._rate()
