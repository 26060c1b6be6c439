# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class BankReferralState(models.Model):
    """A deal that is won shows whose word it was."""

    _inherit = "bank.referral.state"
    _depends = {"bank.referral": ["deal_id"], "crm.lead": ["won_status"]}

    won_count = fields.Integer(string="Won", readonly=True)

    @api.model
    def _get_select(self):
        won = SQL("(d.won_status = 'won')::int AS won_count")
        return SQL("%s, %s", super()._get_select(), won)

    @api.model
    def _get_from(self):
        deals = SQL("LEFT JOIN crm_lead d ON d.id = r.deal_id")
        return SQL("%s %s", super()._get_from(), deals)
