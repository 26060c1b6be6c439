# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCheck(models.Model):
    """The whole adoption of a kind of check: an option and a method."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("test_title", "Title")], ondelete={"test_title": "cascade"}
    )

    def _find_failures_test_title(self, documents):
        untitled = documents.filtered(lambda document: document.name == "Untitled")
        return dict.fromkeys(untitled.ids, self._get_reason())
