# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ..card.res_partner_card import SOME


class ResPartner(models.Model):
    """What is planned for the client, on his card."""

    _name = "res.partner"
    _inherit = ["bank.plan.document.mixin", "res.partner"]

    started_plan_ids = fields.One2many(
        comodel_name="bank.action.plan", inverse_name="partner_id", string="Plans"
    )
    card_plan_ids = fields.Many2many(
        comodel_name="bank.action.plan",
        compute="_compute_card_facts",
        string="Action Plans",
    )

    @api.model
    def _get_card_lists(self):
        return {
            **super()._get_card_lists(),
            "card_plan_ids": (
                "bank_action_plan",
                "",
                "t.partner_id = p.id",
                "t.state <> 'running', t.date_start DESC, t.id DESC",
                SOME,
            ),
        }

    @api.model
    def _get_card_triggers(self):
        return [*super()._get_card_triggers(), "started_plan_ids.state"]
