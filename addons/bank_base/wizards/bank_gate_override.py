# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankGateOverride(models.TransientModel):
    """Asks for the reason when somebody lets a document pass a failing check."""

    _name = "bank.gate.override"
    _description = "Let Pass"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(required=True, readonly=True)
    check_id = fields.Selection(selection="_selection_check_id", required=True)
    reason = fields.Text(required=True)

    @api.model
    def _selection_check_id(self):
        """Checks that block the document and that the user may let pass."""
        document = self._get_context_document()
        if document is None:
            return []
        return [
            (str(failure["check_id"]), failure["reason"])
            for failure in document.get_blocking_checks()
            if failure["can_override"]
        ]

    def _get_context_document(self):
        """The document is only looked up here; every right is checked on it later."""
        context = self.env.context
        model = context.get("default_res_model") or context.get("active_model")
        res_id = context.get("default_res_id") or context.get("active_id")
        if model not in self.env or not isinstance(res_id, int):
            return None
        document = self.env[model].browse(res_id)
        return document if hasattr(document, "get_blocking_checks") else None

    def action_confirm(self):
        self.ensure_one()
        if self.res_model not in self.env or not hasattr(
            self.env[self.res_model], "action_override_check"
        ):
            raise UserError(self.env._("Documents of this kind pass no checks."))
        document = self.env[self.res_model].browse(self.res_id)
        document.action_override_check(int(self.check_id), self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
