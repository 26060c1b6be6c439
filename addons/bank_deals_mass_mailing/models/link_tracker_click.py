# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.http import request


class LinkTrackerClick(models.Model):
    _inherit = "link.tracker.click"

    @api.model
    def add_click(self, code, **route_values):
        """A click is a person's; for a trace, on a link that its mailing has brought.

        Stock asks for machines on the address without a trace alone. The address names
        a trace by its bare number: with the link of another mailing anybody could make
        anybody a client who has responded. Such a click counts for the link only.
        """
        if request and request.env["ir.http"].is_a_bot():
            return None
        trace_id = route_values.get("mailing_trace_id")
        # whoever follows a link may read neither links nor traces
        link_sudo = self.env["link.tracker.code"].sudo().search([("code", "=", code)])
        trace_sudo = self.env["mailing.trace"].sudo().browse(trace_id or []).exists()
        if trace_sudo and not trace_sudo._filter_own_links(link_sudo.link_id):
            route_values["mailing_trace_id"] = False
        return super().add_click(code, **route_values)
