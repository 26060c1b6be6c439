# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApproval(models.Model):
    """The other pipeline says under which number it has taken an application."""

    _inherit = "bank.approval"

    def _on_outbox_confirmed(self, message):
        if message.event not in ("application.sent", "application.decided"):
            return
        application = self.env["bank.application"].browse(self.res_id).exists()
        if self.res_model == application._name and application:
            application.message_post(
                body=self.env._(
                    "Taken by the other pipeline under No. %(number)s",
                    number=message.reference,
                )
            )
