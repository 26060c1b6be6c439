# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dataclasses import replace

from odoo import fields, models


class BankApprovalStep(models.Model):
    """A step that judges exceptions is asked anew when they have changed."""

    _inherit = "bank.approval.step"

    depends_on_exceptions = fields.Boolean(string="Judges the Policy Exceptions")

    def _get_plain(self):
        plain = super()._get_plain()
        if not self.depends_on_exceptions:
            return plain
        return replace(plain, parts=plain.parts | {"exceptions"})
