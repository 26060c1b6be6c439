# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from ...tools import authority
from .res_partner import RISKS


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
        """Return ``{id: matter}``: the amount and what its debtors' groups would owe.

        The sums are the bank's, over all branches: they decide, and are shown to
        nobody but those who are asked.
        """
        documents_sudo = self.sudo()
        members = documents_sudo._find_members()
        everyone = self.env["res.partner"].browse(set().union(*members.values()))
        books, roots = {}, documents_sudo._get_risk_roots()
        matters = {}
        for document_sudo in documents_sudo:
            company = document_sudo._get_approval_company()
            if company not in books:
                books[company] = everyone._read_claims(company)
            key = document_sudo.id
            sums = books[company].find(members[key], roots[key])
            values = document_sudo._prepare_approval_values()
            matters[key] = document_sudo._make_matter(values, sums)
        return matters

    def _find_members(self):
        """Return ``{id: ids}`` of who will owe each document, with all their groups."""
        debtors = self._get_debtors()
        clients = self.env["res.partner"].sudo().browse(set().union(*debtors.values()))
        groups = clients._find_related_clients()
        return {
            key: set().union(*(groups.get(client, ()) for client in ids))
            for key, ids in debtors.items()
        }

    def _get_debtors(self):
        """Return ``{id: ids}`` of the clients who will owe what a document promises."""
        others, name = self._get_co_debtors(), self._approval_client
        has_one = name and name in self._fields
        return {
            document.id: {
                *(document[name].ids if has_one else ()),
                *others.get(document.id, ()),
            }
            for document in self
        }

    def _get_co_debtors(self):
        """Hook: ``{id: ids}`` of the clients who owe it beside its own client.

        By ``_get_shared_promises`` of ``res.partner`` such documents are found.
        """
        return {}

    def _make_matter(self, values, sums):
        """Return the matter of one document, beside what its group owes otherwise."""
        parts = self._find_risks()
        risk, bare = self._sum_risks(parts)
        amount = risk
        if not parts:
            amount = self._to_company_amount(values, values.get("amount") or 0)
        return authority.Matter(
            amount=amount,
            exposure=sums.owed + sums.promised + risk,
            unsecured=sums.bare + bare,
            categories=self._get_authority_categories(),
            rating=self._get_authority_rating(),
            before=sums.owed + sums.promised + sums.own,
        )

    # What of a document is a risk, and to what it belongs

    def _find_risks(self):
        """Hook: ``[(currency, amount, unsecured part)]`` of the risks in a document."""
        self.ensure_one()
        name = self._approval_amount
        amount = (name and name in self._fields and self[name]) or 0
        bare = self[self._approval_unsecured] if self._approval_unsecured else amount
        is_risk = amount and self._is_risk(self._get_authority_product())
        return [(self._get_approval_currency(), amount, bare)] if is_risk else []

    @api.model
    def _is_risk(self, product):
        """What names no product lends; what takes money in is no risk."""
        return not product or product.sudo().trade in RISKS

    def _sum_risks(self, parts, company=None):
        """Return amount and unsecured part of these risks in a company's currency.

        :param company: whose; without it that of the document
        """
        company = company or self._get_approval_company()
        home, today = company.currency_id, company._get_today()
        amount_sum = bare_sum = 0
        for currency, amount, bare in parts:
            rate = home._get_conversion_rate(currency or home, home, company, today)
            amount_sum += home.round(amount * rate)
            bare_sum += home.round(bare * rate)
        return amount_sum, bare_sum

    def _get_approval_currency(self):
        name = self._approval_currency
        has_one = name and name in self._fields
        return self[name] if has_one else self.env["res.currency"]

    def _get_risk_roots(self):
        """Hook: ``{id: (model, id)}`` of what the risk of each document belongs to."""
        return {document.id: (self._name, document.id) for document in self}

    def _filter_promised(self):
        """Hook: those whose approval promises what no agreement shows yet."""
        return self - self._get_approval_used()

    def _make_promises(self, company):
        """Return a claim for each of these approved documents that is a risk."""
        roots, debtors, claims = self._get_risk_roots(), self._get_debtors(), []
        for document in self:
            whose = frozenset(debtors[document.id])
            amount, bare = document._sum_risks(document._find_risks(), company)
            if whose and amount:
                root = roots[document.id]
                claims.append(authority.Claim(whose, root, amount, bare, False))
        return claims

    def _to_company_amount(self, values, amount):
        company = self._get_approval_company()
        currency = self.env["res.currency"].browse(values.get("currency_id"))
        if not currency:
            return amount
        return currency._convert(
            amount, company.currency_id, company, company._get_today()
        )

    def _get_authority_categories(self):
        """Return the ids of its product's category and of those above it."""
        product = self._get_authority_product()
        path = (product and product.category_id.parent_path) or ""
        return tuple(reversed([int(part) for part in path.split("/") if part]))

    def _get_authority_product(self):
        name = self._approval_product
        return self[name] if name and name in self._fields else None

    def _get_authority_rating(self):
        name = self._approval_rating
        return (self[name] or "") if name and name in self._fields else ""
