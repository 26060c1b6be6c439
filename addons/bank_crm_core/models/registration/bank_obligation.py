# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class BankObligation(models.Model):
    _inherit = "bank.obligation"

    @api.model
    def _find_licence_expiry(self, kind, today):
        """Licences that run out and that nobody has withdrawn."""
        return SQL(
            """
            SELECT l.partner_id, NULL::int, l.date_end, l.id || '/' || l.date_end,
                   l.kind || ', ' || l.number
              FROM bank_client_licence l
             WHERE NOT COALESCE(l.is_withdrawn, FALSE) AND l.date_end BETWEEN %s AND %s
            """,
            today,
            fields.Date.add(today, days=kind.lead_days),
        )
