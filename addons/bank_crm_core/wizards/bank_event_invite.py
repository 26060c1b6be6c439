# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankEventInvite(models.TransientModel):
    """By which channel the clients on the list are invited, and who may not be."""

    _name = "bank.event.invite"
    _description = "Invitation to an Event"

    event_id = fields.Many2one(
        comodel_name="calendar.event", required=True, ondelete="cascade"
    )
    channel_id = fields.Many2one(
        comodel_name="bank.channel",
        required=True,
        ondelete="cascade",
        domain=[("code", "in", ["email", "phone"])],
        default=lambda self: self._default_channel_id(),
    )
    allowed_count = fields.Integer(
        string="May Be Invited", compute="_compute_allowed_count"
    )
    blocked = fields.Text(string="May Not Be Invited", compute="_compute_allowed_count")

    @api.model
    def _default_channel_id(self):
        return self.env["bank.channel"].search([("code", "=", "email")], limit=1)

    @api.depends("event_id", "channel_id")
    def _compute_allowed_count(self):
        for row in self:
            guests = row.event_id.client_guest_ids.filtered(
                lambda guest: guest.invite_state != "invited"
            )
            clients = guests.partner_id
            blockers = {}
            if row.channel_id:
                blockers = clients._get_contact_blockers(
                    row.channel_id.code, "marketing"
                )
            row.allowed_count = len(clients) - len(blockers)
            row.blocked = "\n".join(
                f"{client.name}: {blockers[client.id]}"
                for client in clients
                if client.id in blockers
            )

    def action_invite(self):
        self.ensure_one()
        self.event_id.check_access("write")
        self.event_id.client_guest_ids._invite(self.channel_id)
        return {"type": "ir.actions.act_window_close"}
