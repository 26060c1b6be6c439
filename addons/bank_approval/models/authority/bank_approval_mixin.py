# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ...tools import authority


class BankApprovalMixin(models.AbstractModel):
    """What a document counts for where limits of authority are asked."""

    _inherit = "bank.approval.mixin"

    # names of the fields that limits look at; None where there is none
    _approval_unsecured = None
    _approval_product = "product_id"
    _approval_rating = "rating"

    def _prepare_approval_values(self):
        values = super()._prepare_approval_values()
        name = self._approval_unsecured
        # where the document does not tell, nothing secures it
        return {**values, "unsecured": self[name] if name else values.get("amount")}

    def _get_authority_matters(self):
        """Return ``{id: matter}``: the amount and what the client's group would owe.

        The sums are the bank's, over all branches: they decide, and are shown to
        nobody but those who are asked.
        """
        documents_sudo = self.sudo()
        drawn = {row.id: row._prepare_approval_values() for row in documents_sudo}
        clients = self.env["res.partner"].sudo().browse(
            {values.get("partner_id") for values in drawn.values()} - {None, False}
        )  # fmt: skip
        groups = clients._find_related_clients()
        everyone = clients.browse(set().union(*groups.values()))
        books = {}
        matters = {}
        for document_sudo in documents_sudo:
            company = document_sudo._get_approval_company()
            if company not in books:
                books[company] = everyone._read_claims(company)
            values = drawn[document_sudo.id]
            members = groups.get(values.get("partner_id"), set())
            matters[document_sudo.id] = document_sudo._make_matter(
                values, *books[company].find(members, (self._name, document_sudo.id))
            )
        return matters

    def _make_matter(self, values, owed, promised, bare):
        """Return the matter of one document.

        :param owed: what the group owes; what secures it is not told: it counts as
            unsecured
        :param promised: what has been approved for it; ``bare`` is the unsecured part
        """
        amount = self._to_company_amount(values, values.get("amount") or 0)
        unsecured = self._to_company_amount(values, values.get("unsecured") or 0)
        return authority.Matter(
            amount=amount,
            exposure=owed + promised + amount,
            unsecured=owed + bare + unsecured,
            categories=self._get_authority_categories(),
            rating=self._get_authority_rating(),
        )

    def _to_company_amount(self, values, amount):
        company = self._get_approval_company()
        currency = self.env["res.currency"].browse(values.get("currency_id"))
        if not currency:
            return amount
        return currency._convert(
            amount, company.currency_id, company, fields.Date.today()
        )

    def _get_authority_categories(self):
        """Return the ids of its product's category and of those above it."""
        name = self._approval_product
        product = self[name] if name and name in self._fields else None
        path = (product and product.category_id.parent_path) or ""
        return tuple(reversed([int(part) for part in path.split("/") if part]))

    def _get_authority_rating(self):
        name = self._approval_rating
        return (self[name] or "") if name and name in self._fields else ""
