# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.bank_crm_core.models.card.res_partner_card import SOME


class ResPartner(models.Model):
    _inherit = "res.partner"

    deal_count = fields.Integer(compute="_compute_deal_count", string="Open Deals")

    @api.depends("card_deal_ids")
    def _compute_deal_count(self):
        """As many as the card lists; only a longer list has to be counted."""
        for partner in self:
            count = len(partner.card_deal_ids)
            if count >= SOME:
                count = self.env["crm.lead"].search_count(
                    [
                        ("partner_id", "=", partner._origin.id),
                        ("type", "=", "opportunity"),
                        ("won_status", "=", "pending"),
                    ]
                )
            partner.deal_count = count

    def action_open_deals(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_deals.crm_lead_action_deals"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id), ("type", "=", "opportunity")],
            "context": {
                "default_partner_id": self.id,
                "default_type": "opportunity",
                "bank_deal_form": True,
                "active_test": False,
            },
            "view_mode": "list,form,kanban",
            "views": [(False, "list"), (False, "form"), (False, "kanban")],
        }

    def action_new_deal(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "views": [(self.env.ref("bank_deals.crm_lead_view_form_deal").id, "form")],
            "context": {
                "default_partner_id": self.id,
                "default_type": "opportunity",
                "bank_deal_form": True,
            },
        }

    def action_select_for_sale(self):
        """Choose what the selected clients are offered; each gets a deal."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open Deals for Clients"),
            "res_model": "bank.deal.selection",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_ids": self.ids},
        }

    @api.model
    def _find_branch_columns(self):
        """The wall of a deal is computed, not related: it moves with the client, too."""
        found = super()._find_branch_columns()
        return [*found, ("crm_lead", "branch_id", "partner_id")]
