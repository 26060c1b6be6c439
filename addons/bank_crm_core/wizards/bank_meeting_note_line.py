# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class BankMeetingNoteLine(models.TransientModel):
    """One note of a meeting and who may read it."""

    _name = "bank.meeting.note.line"
    _description = "Note in the Record of a Meeting"

    note_id = fields.Many2one(
        comodel_name="bank.meeting.note",
        string="Meeting",
        required=True,
        index=True,
        ondelete="cascade",
    )
    body = fields.Text(string="Note", required=True)
    confidentiality = fields.Selection(
        selection=lambda self: self._selection_confidentiality(),
        string="Who Reads It",
        required=True,
        default="client",
    )
    reader_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_meeting_note_line_reader_rel",
        string="Readers",
        domain=[("share", "=", False)],
    )

    def _selection_confidentiality(self):
        field = self.env["bank.interaction.summary"]._fields["confidentiality"]
        return field._description_selection(self.env)

    def _prepare_summary(self, interaction):
        readers = self.reader_ids if self.confidentiality == "named" else False
        if self.confidentiality == "named" and not readers:
            raise UserError(self.env._("Name the employees who may read the note."))
        return {
            "interaction_id": interaction.id,
            "author_id": self.env.uid,
            "confidentiality": self.confidentiality,
            "reader_ids": readers and readers.ids,
            "body": self.body,
        }
