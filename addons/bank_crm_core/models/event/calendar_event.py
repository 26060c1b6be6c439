# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CalendarEvent(models.Model):
    """An event with many clients: each branch sees its own on the list."""

    _inherit = "calendar.event"

    is_client_event = fields.Boolean(string="Event with Clients")
    client_guest_ids = fields.One2many(
        comodel_name="bank.event.guest", inverse_name="event_id", string="Clients"
    )
    client_guest_count = fields.Integer(
        string="Clients Listed", compute="_compute_client_guest_count"
    )
    client_came_count = fields.Integer(
        string="Clients Who Came", compute="_compute_client_guest_count"
    )

    @api.depends("client_guest_ids.result")
    @api.depends_context("uid")
    def _compute_client_guest_count(self):
        for event in self:
            guests = event.client_guest_ids
            event.client_guest_count = len(guests)
            event.client_came_count = len(
                guests.filtered(lambda guest: guest.result == "came")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_clients(self):
        """Whom the bank has invited, and who came, is its history with the client."""
        # a list behind the wall of whoever deletes would go along as well
        guests_sudo = self.env["bank.event.guest"].sudo()
        domain = guests_sudo._get_kept_domain() & Domain("event_id", "in", self.ids)
        if kept := guests_sudo.search(domain, limit=1).event_id:
            raise UserError(
                self.env._(
                    "“%(event)s” is not deleted: clients were invited to it or their "
                    "results are entered. Archive it instead (Action, Archive): it "
                    "leaves the calendar, the list of clients stays.",
                    event=kept.name,
                )
            )

    def action_add_guests(self):
        return self._open_guest_dialog("bank_crm_core.bank_event_guest_add_action")

    def action_invite_guests(self):
        return self._open_guest_dialog("bank_crm_core.bank_event_invite_action")

    def _open_guest_dialog(self, name):
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return {**action, "context": {"default_event_id": self.id}}

    def action_record_guests(self):
        """Results go onto the cards of the clients, next tasks to their managers."""
        self.check_access("write")
        self.client_guest_ids._record_results()
        return True
