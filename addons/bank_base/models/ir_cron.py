# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class IrCron(models.Model):
    """What a job keeps for people to read is in the language of whom it runs as."""

    _inherit = "ir.cron"

    def _callback(self, cron_name, server_action_id):
        """Give jobs of ours a language; the scheduler gives none, which is English."""
        names = self.get_external_id().values()
        lang = self.env.user.lang
        if lang and any(name.startswith("bank_") for name in names):
            self = self.with_context(lang=lang)
        return super()._callback(cron_name, server_action_id)
