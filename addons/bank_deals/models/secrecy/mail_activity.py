# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _forget_task_documents(self):
        """A task and a place in the team open what is confidential, too."""
        super()._forget_task_documents()
        self.env["crm.lead"].invalidate_model(["is_withheld"], flush=False)
