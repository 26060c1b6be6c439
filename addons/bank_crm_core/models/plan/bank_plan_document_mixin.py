# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankPlanDocumentMixin(models.AbstractModel):
    """A document on which an action plan can be started."""

    _name = "bank.plan.document.mixin"
    _description = "Document with Action Plans (abstract)"

    def action_start_plan(self):
        """Open the dialog in which a plan is chosen and looked at before it starts."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_action_plan_begin_action"
        )
        context = {"default_res_model": self._name, "default_res_id": self.id}
        return {**action, "context": context}
