# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_rendering_context(self, report, docids, data):
        """A document printed is noted also where the report reads with full rights."""
        if report.model in self.env:
            self.env[report.model].browse(docids)._note_access()
        return super()._get_rendering_context(report, docids, data)
