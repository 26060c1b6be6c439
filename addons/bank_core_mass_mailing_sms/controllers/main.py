# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import http
from odoo.http import request

from odoo.addons.mass_mailing_sms.controllers.main import MailingSMSController


class BankMailingSmsController(MailingSMSController):
    """Who unsubscribes by the link of an SMS withdraws his consent."""

    @http.route()
    def blacklist_number(self, mailing_id, trace_code, **post):
        """The stock list of refusals would hold back notices of his agreements too."""
        trace = self._find_trace(mailing_id, trace_code, post.get("sms_number"))
        mailings_sudo = request.env["mailing.mailing"].sudo()
        address = request.httprequest.remote_addr
        is_client = bool(trace) and mailings_sudo._withdraw_by_sms(trace, address)
        if not is_client or trace.mass_mailing_id.contact_list_ids:
            return super().blacklist_number(mailing_id, trace_code, **post)
        return request.render(
            "mass_mailing_sms.blacklist_number",
            {
                "mailing_id": mailing_id,
                "trace_code": trace_code,
                "sms_number": trace.sms_number,
                "lists_optin": request.env["mailing.list"],
                "lists_optout": request.env["mailing.list"],
            },
        )

    def _find_trace(self, mailing_id, trace_code, number):
        """Return the trace that the link and the typed number name, as stock does."""
        wanted = (number or "").strip(" ")
        traces = self._check_trace(mailing_id, trace_code).get("trace")
        if not traces or not wanted:
            return request.env["mailing.trace"]
        return traces.filtered(lambda trace: trace.sms_number == wanted)[:1]
