# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_refer(self):
        """Pass on what this client is interested in, or whoever it is, of nobody's card."""
        if len(self) > 1:
            raise UserError(
                self.env._("An interest is one client's: choose one of them.")
            )
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_referral_add_action"
        )
        return {**action, "context": {"default_partner_id": self.id}}

    @api.model
    def _find_branch_columns(self):
        """The wall of a referral is computed, not related: it moves with the client."""
        found = super()._find_branch_columns()
        return [*found, ("bank_referral", "branch_id", "partner_id")]
