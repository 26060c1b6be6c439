# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class MailingTrace(models.Model):
    """The trace of an SMS is its client's by the number."""

    _inherit = "mailing.trace"

    failure_type = fields.Selection(
        selection_add=[
            ("bank_no_provider", "No SMS Provider Is Set Up"),
            ("bank_refused", "Refused by the SMS Provider"),
        ]
    )

    @api.depends("sms_number")
    def _compute_client_id(self):
        super()._compute_client_id()
        texts = self.filtered(
            lambda trace: trace.trace_type == "sms" and trace.model != "res.partner"
        )
        nobody = self.env["res.partner"]
        pairs = [(nobody, trace.sms_number) for trace in texts]
        matched = self.env["sms.sms"]._match_clients(pairs)
        for trace, clients in zip(texts, matched, strict=True):
            trace.client_id = clients[:1]._get_contact_client()
