# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ..tools import contact


class BankInteractionNote(models.TransientModel):
    """A call, visit or note, written down in one step from the client's card."""

    _name = "bank.interaction.note"
    _description = "Contact with a Client"

    @api.model
    def _default_channel_id(self):
        return self.env["bank.channel"].search([("code", "=", "phone")], limit=1)

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        ondelete="cascade",
    )
    channel_id = fields.Many2one(
        comodel_name="bank.channel",
        required=True,
        default=lambda self: self._default_channel_id(),
        ondelete="cascade",
    )
    direction = fields.Selection(
        selection=[("in", "From the Client"), ("out", "To the Client")], default="in"
    )
    purpose = fields.Selection(
        selection=list(contact.JUDGED), default="service", required=True
    )
    blocker = fields.Char(compute="_compute_blocker")
    date = fields.Datetime(
        string="When", required=True, default=lambda self: fields.Datetime.now()
    )
    subject = fields.Char(string="What About", required=True)
    summary = fields.Text(string="What Was Said")
    date_next = fields.Date(string="Next Contact On")
    kind_next = fields.Selection(
        selection=[("call", "Call"), ("meeting", "Meet")],
        string="Planned as a",
        default="call",
        required=True,
    )
    hour_next = fields.Float(
        string="At, by the Client's Clock",
        help="Then a reminder pops up. Empty: some time that day.",
    )
    next_warning = fields.Char(compute="_compute_next_warning")
    contact_hours = fields.Char(related="partner_id.contact_hours")
    promised = fields.Char(string="What We Promised")
    date_promised = fields.Date(string="Promised By")

    @api.depends("partner_id", "channel_id", "purpose", "direction")
    def _compute_blocker(self):
        """May he be called now: asked before the call, while the window is open."""
        policies = (
            self.env["bank.contact.policy"].sudo().search([("active", "=", True)])
        )
        for note in self:
            client = note.partner_id._origin
            # why not is told to those who see the client
            asked = client.has_access("read") and note.direction == "out"
            note.blocker = (
                bool(client)
                and asked
                and note.channel_id in policies.channel_id
                and client._get_contact_blocker(note.channel_id.code, note.purpose)
            )

    @api.depends("date_next", "hour_next", "kind_next", "partner_id")
    def _compute_next_warning(self):
        """Is it a time at which the client may be called?"""
        for note in self:
            is_call = note.kind_next == "call" and note.date_next and note.hour_next
            note.next_warning = bool(is_call) and note.partner_id._get_call_warning(
                note.date_next, note.hour_next
            )

    def action_save(self):
        """Write the contact down and plan the next one, if there is a date."""
        self.ensure_one()
        self.partner_id.check_access("read")
        self.partner_id._log_interaction(
            channel=self.channel_id.code,
            direction=self.direction,
            purpose=self.purpose,
            subject=self.subject,
            summary=self.summary,
            date=self.date,
        )
        if self.promised:
            self.env["bank.obligation"]._promise(
                self.partner_id,
                self.promised,
                self.date_promised or self.date_next or fields.Date.today(),
            )
        if self.date_next:
            self.partner_id._plan_contact(
                self.subject, self.date_next, self.hour_next, self.kind_next
            )
        return {"type": "ir.actions.act_window_close"}
