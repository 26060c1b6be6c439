# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import models


class MailMail(models.Model):
    """Links of a mailing carry a signature: a click is of whom the mail was for."""

    _inherit = "mail.mail"

    def _prepare_outgoing_body(self):
        """Extended: the number of the trace, which stock puts into each link, is signed."""
        body = super()._prepare_outgoing_body()
        # traces are the machine's
        trace_sudo = self.sudo().mailing_trace_ids[:1]
        if not (body and trace_sudo):
            return body
        link = rf"(/r/[^/?#&\s\"'<>]+/m/{trace_sudo.id})(?=[\"'])"
        signed = re.sub(link, rf"\g<1>?s={trace_sudo._get_signature()}", body)
        return body.__class__(signed)
