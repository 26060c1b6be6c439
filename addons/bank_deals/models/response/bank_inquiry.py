# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankInquiry(models.Model):
    """An inquiry is taken up within the term that the bank has set itself."""

    _name = "bank.inquiry"
    _inherit = ["bank.clocked.mixin", "bank.inquiry"]

    # named anew: the labels of a mixin's options are translated where it is alone
    clock_state = fields.Selection(
        selection_add=[
            ("running", "Running"),
            ("paused", "Paused"),
            ("late", "Late"),
        ]
    )

    def _settle(self):
        super()._settle()
        rows = self.filtered(lambda row: row.state == "new")
        wanted = {row: (row.channel_id, row.product_id, 0) for row in rows.sudo()}
        chosen = self.env["bank.response.rule"]._choose("inquiry", wanted)
        by_regime = {}
        for row, regime in chosen.items():
            by_regime[regime] = by_regime.get(regime, self.browse()) | row
        for regime, found in by_regime.items():
            # who takes an inquiry down begins its term with it
            self.env["bank.clock"].sudo()._start(found, regime)

    def _qualify(self, client, deal, is_joined):
        """It is taken up; that the client waits for an answer goes on in his deal."""
        result = super()._qualify(client, deal, is_joined)
        self._stop_clock()
        return result

    def _decline(self, reason, note):
        result = super()._decline(reason, note)
        self._stop_clock()
        return result

    def _on_clock_event(self, event):
        """Tell who holds it, and who leads the queue once it is late."""
        super()._on_clock_event(event)
        users = self.user_id
        if event.kind == "late" or not users:
            users |= self.queue_id.lead_ids
        for user in users:
            summary = event.clock._get_summary(event, user.lang)
            self.env["mail.activity"]._tell(user, summary, self.display_name)
