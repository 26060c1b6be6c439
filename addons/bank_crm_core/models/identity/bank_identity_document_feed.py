# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from ...tools import identity


class BankIdentityDocument(models.Model):
    """Identity documents from the core banking system; ``number`` holds the series, too.

    A number that does not fit its type refuses the row, without naming the number.
    """

    _inherit = "bank.identity.document"

    def _get_feed_columns(self):
        return {
            "partner_id": "required client",
            "type_id": "required identity_type",
            "number": "required text",
            "number_masked": "text",
            "number_hash": "text",
            "issuer": "text",
            "issuer_code": "text",
            "date_issued": "date",
            "date_expiry": "date",
            "citizenship_id": "country",
            "is_main": "boolean",
        }

    def _clean_feed_row(self, row):
        row, warnings = super()._clean_feed_row(row)
        mask = self.env["bank.identity.type"]._read_masks().get(row.get("type"))
        typed = row.get("number")
        number = identity.arrange(typed, mask) if isinstance(typed, str) else None
        row["number"] = number
        row["number_masked"] = identity.mask_number(number)
        row["number_hash"] = identity.hash_number(self._get_key(), number) or None
        return row, warnings
