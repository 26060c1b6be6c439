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
        string="What Has to Be Done", compute="_compute_shown"
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
    date_asked = fields.Date(string="Asked Until", compute="_compute_shown")
    extension_reason = fields.Text(string="Why Longer", compute="_compute_shown")
    date = fields.Date(string="Until")
    date_note = fields.Char(string="Day Off", compute="_compute_date_note")
    text = fields.Text(string="In Words")

    @api.depends("assignment_id")
    @api.depends_context("uid")
    def _compute_shown(self):
        shown = self.assignment_id._filter_shown()
        for dialog in self:
            row = dialog.assignment_id._origin & shown
            dialog.assignment_text = row.text
            dialog.date_asked = row.date_asked
            dialog.extension_reason = row.extension_reason

    @api.depends("date", "assignment_id")
    def _compute_date_note(self):
        for dialog in self:
            row_sudo = dialog.assignment_id.sudo()
            dialog.date_note = row_sudo._tell_rolled(dialog.date, row_sudo.company_id)

    def _read_format(self, fnames, load="_classic_read"):
        told = super()._read_format(fnames, load)
        return self.assignment_id._hide_closed("assignment_id", told)

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
