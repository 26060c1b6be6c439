# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class IrAttachment(models.Model):
    """A file read is its document read."""

    _inherit = "ir.attachment"
    _access_log_pointer = ("res_model", "res_id")
