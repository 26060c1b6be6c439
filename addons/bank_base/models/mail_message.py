# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class MailMessage(models.Model):
    """A message read is its document read."""

    _inherit = "mail.message"
    _access_log_pointer = ("model", "res_id")
