# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SmsSms(models.Model):
    _inherit = "sms.sms"

    def _get_contact_topic(self):
        topic = self.mailing_id.sudo().product_category_id
        return topic or super()._get_contact_topic()
