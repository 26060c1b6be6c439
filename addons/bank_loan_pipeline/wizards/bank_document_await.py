# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankDocumentAwait(models.TransientModel):
    """Ask for one paper by hand, or move the day of one that is awaited."""

    _name = "bank.document.await"
    _description = "Paper to Await"

    agreement_id = fields.Many2one(
        comodel_name="bank.agreement",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    document_id = fields.Many2one(
        comodel_name="bank.document",
        string="Paper",
        readonly=True,
        ondelete="cascade",
    )
    type_id = fields.Many2one(
        comodel_name="bank.document.type",
        string="Type of Paper",
        ondelete="cascade",
    )
    name = fields.Char(string="What", help="Empty: as its type is called.")
    # by a guessed number nobody reads the day of a paper that is closed to him
    date_before = fields.Date(
        related="document_id.date_due", related_sudo=False, string="Until Now"
    )
    date_due = fields.Date(string="Awaited By", required=True)
    reason = fields.Char(required=True, help="Stands in the history of the agreement.")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        model = self.env.context.get("active_model")
        record_id = self.env.context.get("active_id")
        if not isinstance(record_id, int):
            return values
        if model == "bank.document":
            paper = self.env[model].browse(record_id)
            paper.check_access("read")
            if paper.res_model == "bank.agreement":
                values.update({"document_id": paper.id, "agreement_id": paper.res_id})
        elif model == "bank.agreement":
            values["agreement_id"] = record_id
        return {name: values[name] for name in values if name in fields}

    def action_confirm(self):
        """Ask for the paper, or move its day; why not is said in sentences."""
        self.ensure_one()
        if self.document_id:
            self.document_id._move_due(self.date_due, self.reason)
        else:
            self.agreement_id._ask_for(
                self.type_id, self.name, self.date_due, self.reason
            )
        return {"type": "ir.actions.act_window_close"}
