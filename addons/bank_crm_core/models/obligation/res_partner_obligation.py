# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class ResPartner(models.Model):
    """What is burning and what was promised, on the client's card."""

    _inherit = "res.partner"

    obligation_ids = fields.One2many(
        comodel_name="bank.obligation", inverse_name="partner_id", string="Obligations"
    )
    card_obligation_ids = fields.Many2many(
        comodel_name="bank.obligation",
        compute="_compute_card_facts",
        string="What Is Due",
    )
    card_burning_count = fields.Integer(
        string="Burning",
        compute="_compute_card_burning",
        help="Due within a week or late.",
    )
    card_promised = fields.Char(string="Promised", compute="_compute_card_burning")

    @api.model
    def _get_card_lists(self):
        return {
            **super()._get_card_lists(),
            "card_obligation_ids": (
                "bank_obligation",
                "",
                "t.partner_id = p.id AND t.state IN ('open', 'missed')",
                "t.date_due, t.id",
                40,
            ),
        }

    @api.model
    def _get_card_triggers(self):
        return [*super()._get_card_triggers(), "obligation_ids.state"]

    @api.depends("card_obligation_ids")
    def _compute_card_burning(self):
        soon = fields.Date.add(fields.Date.context_today(self), days=7)
        for partner in self:
            duties = partner.card_obligation_ids
            partner.card_burning_count = sum(duty.date_due <= soon for duty in duties)
            promised = duties.filtered(lambda duty: duty.event == "promise")[:1]
            partner.card_promised = promised.subject

    def action_open_obligations(self):
        return self._open_own("bank_obligation_action")
