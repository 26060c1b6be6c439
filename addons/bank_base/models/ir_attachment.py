# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class IrAttachment(models.Model):
    """A file read is its document read."""

    _inherit = "ir.attachment"
    _access_log_pointer = ("res_model", "res_id")
    _access_names = True

    def _is_guarded(self, target):
        """A file names the one that it was made of, whose name may say whose it is."""
        return super()._is_guarded(target) or target._name == self._name
