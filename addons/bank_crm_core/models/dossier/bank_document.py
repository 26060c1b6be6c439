# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from odoo.addons.bank_text.tools.query import variants

# from this weight on, a line typed in the other keyboard layout is searched for too
LAYOUT_WEIGHT = 0.9


class BankDocument(models.Model):
    """Where names and texts are known, papers are found as clients are."""

    _inherit = "bank.document"

    @api.model
    def _get_text_lines(self, line):
        return [
            *super()._get_text_lines(line),
            *(
                variant.text
                for variant in variants(line)
                if variant.kind == "layout" and variant.weight >= LAYOUT_WEIGHT
            ),
        ]
