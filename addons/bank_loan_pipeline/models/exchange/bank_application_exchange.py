# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

PIPELINE = "pipeline"
SENT, DECIDED = "application.sent", "application.decided"


class BankApplication(models.Model):
    """Another pipeline is told of an application: keys and terms, no names."""

    _inherit = "bank.application"
    _server_fields = ("source_key", "source_state")

    source_key = fields.Char(
        string="Key in the Other Pipeline", readonly=True, copy=False
    )
    source_state = fields.Char(
        string="Status There",
        readonly=True,
        copy=False,
        help="What the other pipeline says of it. It decides nothing here.",
    )

    _source_key_uniq = models.UniqueIndex(
        "(source_key) WHERE source_key IS NOT NULL",
        "An application with this key of the other pipeline is already there.",
    )

    def action_request_approval(self):
        result = super().action_request_approval()
        self._tell_pipeline(SENT)
        return result

    def _on_approval_done(self):
        result = super()._on_approval_done()
        self._tell_pipeline(DECIDED)
        return result

    def _tell_pipeline(self, event):
        """Put messages into the outbox, one for each request and event."""
        # that it is told belongs to the process, not to who acts
        told_sudo = self.sudo().filtered(
            lambda row: row.process_id.is_exchanged and row.approval_id
        )
        rows = [(row.approval_id, row._prepare_exchange()) for row in told_sudo]
        if rows:
            self.env["bank.outbox"]._put(PIPELINE, event, rows)

    def _prepare_exchange(self):
        """Return what the other pipeline is told of this application."""
        self.ensure_one()
        return {
            "application": self.source_key or f"crm-{self.id}",
            "number": self.name,
            "client": {
                "id": self.partner_id.id,
                "key": self.partner_id.source_key or None,
            },
            "product": self.product_id.code,
            "currency": self.currency_id.name,
            "amount": f"{self.amount:.2f}",
            "rate": f"{self.rate:.4f}",
            "term_months": self.term_months,
            "request": self.approval_id.name,
            "state": self.approval_state,
        }
