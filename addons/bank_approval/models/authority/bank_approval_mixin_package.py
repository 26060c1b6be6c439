# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

PART = "facilities"


class BankApprovalMixin(models.AbstractModel):
    """A package: what else is sold in one deal is decided on together with it."""

    _inherit = "bank.approval.mixin"

    def _get_approval_package(self):
        """Hook: rows decided on with one document, beside its own amount.

        Each has ``product_id``, ``amount``, ``currency_id``, ``term_months``, ``rate``.
        """
        return self.browse()

    def _prepare_approval_values(self):
        """A package shows the amount of the whole, in the currency of the bank."""
        values = super()._prepare_approval_values()
        package = self._get_approval_package()
        if not package:
            return values
        company = self._get_approval_company()
        home, today = company.currency_id, company._get_today()
        whole = self._to_company_amount(values, values.get("amount") or 0)
        for row in package:
            whole += row.currency_id._convert(row.amount, home, company, today)
        return {
            **values,
            "amount": whole,
            "currency_id": home.id,
            "unsecured": self._sum_risks(self._find_risks())[1],
        }

    def _find_risks(self):
        """What secures the document secures its own amount alone."""
        return super()._find_risks() + [
            (row.currency_id, row.amount, row.amount)
            for row in self._get_approval_package()
            if self._is_risk(row.product_id)
        ]

    def _read_approval_extras(self):
        extras = super()._read_approval_extras()
        for document in self.sudo():
            if package := document._get_approval_package():
                extras[document.id][PART] = sorted(
                    [
                        row.product_id.id,
                        str(row.amount),
                        row.term_months,
                        str(row.rate),
                    ]
                    for row in package
                )
        return extras

    # Whoever changes the package

    def _check_approval_package(self):
        """What is being decided on does not change under those who decide."""
        self._check_not_in_approval()

    def _lapse_package_changed(self):
        """A decision does not cover another package: it is decided on anew."""
        approved = self.filtered(
            lambda row: row.approval_state in ("approved", "approved_conditions")
        )
        if approved:
            self.env.flush_all()
            (approved - approved._get_approval_used())._lapse_changed()
