# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApplication(models.Model):
    """What is asked for is the whole package of the deal, in the memo as well."""

    _inherit = "bank.application"

    def _get_memo_request(self):
        found = super()._get_memo_request()
        package_sudo = self._get_approval_package()
        if not package_sudo:
            return found
        # decided on as one: whoever reads the application reads all of it
        values = self.sudo()._prepare_approval_values()
        currency = self.env["res.currency"].browse(values["currency_id"])
        whole = self._write_money(values["amount"], currency)
        return {
            "facts": [*found["facts"], (self.env._("Package, total"), whole)],
            "head": [
                self.env._("Facility of the package"),
                self.env._("Amount"),
                self.env._("Term, months"),
                self.env._("Annual rate, %"),
                self.env._("Purpose"),
            ],
            "rows": [self._tell_facility(row) for row in (self, *package_sudo)],
        }

    def _tell_facility(self, row):
        """Return the terms of the application itself or of a further facility."""
        return [
            row.product_id.name,
            self._write_money(row.amount, row.currency_id),
            row.term_months,
            self._write_number(row.rate),
            row.purpose,
        ]
