# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools.mail import mail_header_msgid_re


class BankInquiryLetter(models.Model):
    """A letter that replies to a mailing brings its campaign along."""

    _inherit = "bank.inquiry.letter"

    trace_id = fields.Many2one(
        comodel_name="mailing.trace",
        string="Reply to",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model
    def _read_letter(self, msg):
        return {**super()._read_letter(msg), "trace_id": self._find_trace(msg).id}

    @api.model
    def _find_trace(self, msg):
        """Return the trace of the mailing it replies to, by the number of the mail."""
        named = msg.get("references") or msg.get("in_reply_to") or ""
        numbers = mail_header_msgid_re.findall(named)
        # traces are the machine's; nothing of it is told to the sender
        traces_sudo = self.env["mailing.trace"].sudo()
        if not numbers:
            return traces_sudo
        return traces_sudo.search(
            [("message_id", "in", numbers), ("is_test_trace", "=", False)], limit=1
        )

    def _prepare_inquiry_values(self):
        """The mailing says where he learned of it; the mailbox where it does not."""
        values = super()._prepare_inquiry_values()
        for name in ("source_id", "medium_id", "campaign_id"):
            values[name] = self.trace_id[name].id or values[name]
        return values
