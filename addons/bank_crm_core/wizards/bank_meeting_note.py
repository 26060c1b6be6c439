# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankMeetingNote(models.TransientModel):
    """A meeting written down in one step, or more notes of one that is there."""

    _name = "bank.meeting.note"
    _description = "Record of a Meeting"

    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Client", required=True, ondelete="cascade"
    )
    interaction_id = fields.Many2one(
        comodel_name="bank.interaction", readonly=True, ondelete="cascade"
    )
    date = fields.Datetime(
        string="When", required=True, default=lambda self: fields.Datetime.now()
    )
    subject = fields.Char(string="What About", required=True)
    guest_ids = fields.Many2many(
        comodel_name="res.partner",
        relation="bank_meeting_note_guest_rel",
        string="From the Client",
        domain="['|', ('id', '=', partner_id), ('parent_id', '=', partner_id)]",
    )
    staff_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_meeting_note_staff_rel",
        string="From the Bank",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    agreement_ids = fields.Many2many(
        comodel_name="bank.agreement",
        relation="bank_meeting_note_agreement_rel",
        string="Agreements",
        domain="[('partner_id', '=', partner_id)]",
    )
    line_ids = fields.One2many(
        comodel_name="bank.meeting.note.line", inverse_name="note_id", string="Notes"
    )

    def action_save(self):
        self.ensure_one()
        self.partner_id.check_access("read")
        interaction = self.interaction_id or self._log_meeting()
        interaction.check_access("read")
        # private: who may read the client may note what was said to him
        self.env["bank.interaction.summary"].sudo().create(
            [line._prepare_summary(interaction) for line in self.line_ids]
        )
        return {"type": "ir.actions.act_window_close"}

    def _log_meeting(self):
        """Write the one row of the meeting, with what it was about."""
        links = self._read_links()
        row = self.partner_id._log_interaction(
            channel="meeting", subject=self.subject, date=self.date
        )
        # written once, with the row: nobody has a right to write it later
        row.sudo().write({name: rows.ids for name, rows in links.items()})
        return row

    @api.model
    def _get_link_fields(self):
        about = self.env["bank.interaction"]._get_subject_fields()
        return ["guest_ids", "staff_ids", *about]

    def _read_links(self):
        """Return ``{field: records}`` that this user may name for this client."""
        links = {name: self[name] for name in self._get_link_fields()}
        for name in self.env["bank.interaction"]._get_subject_fields():
            links[name].check_access("read")
            if links[name].partner_id - self.partner_id:
                raise UserError(self.env._("That belongs to another client."))
        guests = links["guest_ids"]
        guests.check_access("read")
        clients = guests.mapped(lambda guest: guest.parent_id or guest)
        if clients - self.partner_id:
            raise UserError(
                self.env._("From the client: himself or people of his company.")
            )
        return links
