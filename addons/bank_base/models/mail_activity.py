# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class MailActivity(models.Model):
    """A task read is its document read."""

    _inherit = "mail.activity"
    _access_log_pointer = ("res_model", "res_id")
