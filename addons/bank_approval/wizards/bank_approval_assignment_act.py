# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApprovalAssignmentAct(models.TransientModel):
    """The dialog in which somebody says what he has done with an assignment."""

    _name = "bank.approval.assignment.act"
    _description = "Step of an Assignment"

    assignment_id = fields.Many2one(
        comodel_name="bank.approval.assignment", required=True, readonly=True
    )
    assignment_text = fields.Char(
        related="assignment_id.text", string="What Has to Be Done"
    )
    kind = fields.Selection(
        selection=[
            ("report", "Done"),
            ("return", "Return"),
            ("ask", "Ask for a Later Date"),
            ("extend", "Give the Later Date"),
            ("refuse", "Leave the Date"),
            ("cancel", "Take Back"),
        ],
        required=True,
        readonly=True,
    )
    date_asked = fields.Date(related="assignment_id.date_asked", readonly=True)
    extension_reason = fields.Text(
        related="assignment_id.extension_reason", readonly=True
    )
    date = fields.Date(string="Until")
    date_note = fields.Char(string="Day Off", compute="_compute_date_note")
    text = fields.Text(string="In Words")

    @api.depends("date", "assignment_id")
    def _compute_date_note(self):
        for dialog in self:
            row_sudo = dialog.assignment_id.sudo()
            dialog.date_note = row_sudo._tell_rolled(dialog.date, row_sudo.company_id)

    def action_confirm(self):
        self.ensure_one()
        row, text = self.assignment_id, self.text or ""
        steps = {
            "report": lambda: row.action_report(text),
            "return": lambda: row.action_return(text),
            "ask": lambda: row.action_ask_extension(self.date, text),
            "extend": lambda: row.action_extend(True, text),
            "refuse": lambda: row.action_extend(False, text),
            "cancel": lambda: row.action_cancel(text),
        }
        steps[self.kind]()
        return {"type": "ir.actions.client", "tag": "soft_reload"}
