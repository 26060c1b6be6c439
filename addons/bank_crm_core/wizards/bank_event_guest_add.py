# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankEventGuestAdd(models.TransientModel):
    """Clients put on the list of an event: a whole segment, or one by one."""

    _name = "bank.event.guest.add"
    _description = "Clients for an Event"

    event_id = fields.Many2one(
        comodel_name="calendar.event", required=True, ondelete="cascade"
    )
    segment_id = fields.Many2one(comodel_name="bank.segment", ondelete="cascade")
    partner_ids = fields.Many2many(
        comodel_name="res.partner",
        string="Clients",
        domain=[("client_kind", "!=", False)],
    )

    def action_add(self):
        """Add whom this user sees and who is not on the list yet."""
        self.ensure_one()
        self.event_id.check_access("write")
        clients = self.partner_ids
        if self.segment_id:
            clients |= self.env["res.partner"].search(
                self.segment_id._get_client_domain()
            )
        known = self.event_id.client_guest_ids.partner_id
        self.env["bank.event.guest"].create(
            [
                {"event_id": self.event_id.id, "partner_id": client.id}
                for client in clients - known
            ]
        )
        return {"type": "ir.actions.act_window_close"}
