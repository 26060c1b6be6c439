# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankDocumentRefuse(models.TransientModel):
    """Why a paper is sent back or taken out of its dossier."""

    _name = "bank.document.refuse"
    _description = "Refusal of a Paper"

    document_ids = fields.Many2many(
        comodel_name="bank.document",
        string="Papers",
        required=True,
        default=lambda self: self.env.context.get("active_ids", []),
    )
    act = fields.Selection(
        selection=[("refuse", "Refuse"), ("withdraw", "Withdraw")],
        required=True,
        default="refuse",
    )
    reason = fields.Char(
        required=True, help="What the one who uploaded it should do better."
    )

    def action_confirm(self):
        """Do what was asked with all the papers, or say why not."""
        self.ensure_one()
        if self.act == "refuse":
            self.document_ids.action_refuse(self.reason)
        else:
            self.document_ids.action_withdraw(self.reason)
        return {"type": "ir.actions.act_window_close"}
