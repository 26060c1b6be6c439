# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

READERS = "bank_crm_core.group_crm_profit,bank_base.group_bank_auditor"


class ResPartner(models.Model):
    """What the bank earns on a client, for those who may see it."""

    _inherit = "res.partner"

    card_profit = fields.Monetary(
        string="Profit of 12 Months",
        compute="_compute_card_profit",
        currency_field="profit_currency_id",
        groups=READERS,
        help="Interest margin and fees less cost, as the accounting of the bank has it.",
    )
    profit_currency_id = fields.Many2one(
        comodel_name="res.currency",
        compute="_compute_card_profit",
        groups=READERS,
    )

    def _compute_card_profit(self):
        profits = self.env["bank.client.profit"]._read_year(self._origin)
        for partner in self:
            partner.profit_currency_id = self.env.company.currency_id
            partner.card_profit = profits.get(partner._origin.id, 0.0)

    def action_open_profit(self):
        """By month and product, as a chart first."""
        return self._open_own("bank_client_profit_action")
