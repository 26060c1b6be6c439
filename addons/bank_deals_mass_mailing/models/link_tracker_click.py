# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.http import request


class LinkTrackerClick(models.Model):
    _inherit = "link.tracker.click"

    @api.model
    def add_click(self, code, **route_values):
        """A click is a person's; for a trace, on a link that its own mail has brought.

        Stock asks for machines on the address without a trace alone. The address names
        a trace by its bare number: with the link of another mail anybody could make
        anybody a client who has responded. Such a click counts for the link only.
        """
        if request and request.env["ir.http"].is_a_bot():
            return None
        # whoever follows a link may read neither links nor traces
        traces_sudo = self.env["mailing.trace"].sudo()
        trace_sudo = traces_sudo.browse(route_values.get("mailing_trace_id") or [])
        trace_sudo = trace_sudo.exists()
        if trace_sudo and not self._is_of_trace(code, trace_sudo):
            route_values["mailing_trace_id"] = False
        return super().add_click(code, **route_values)

    @api.model
    def _is_of_trace(self, code, trace_sudo):
        # what no address has brought is the server's own word
        if request and not trace_sudo._is_signed(request.params.get("s")):
            return False
        link_sudo = self.env["link.tracker.code"].sudo().search([("code", "=", code)])
        return bool(trace_sudo._filter_own_links(link_sudo.link_id))
