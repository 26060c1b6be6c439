# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class MailActivityMixin(models.AbstractModel):
    _inherit = "mail.activity.mixin"

    def activity_send_mail(self, template_id):
        """Stock fills in the letter before it asks for rights: its error names people."""
        self.check_access("read")
        if not isinstance(template_id, int):
            return False
        template = self.env["mail.template"].browse(template_id).exists()
        # the screen offers letters about such documents; others are filled in wrongly
        if template.model != self._name:
            return False
        return super().activity_send_mail(template_id)
