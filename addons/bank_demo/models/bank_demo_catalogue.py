# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import Any, NamedTuple

from odoo import Command, models
from odoo.tools import LazyTranslate

from ..tools import feed_rows

_lt = LazyTranslate(__name__)


class Category(NamedTuple):
    name: Any
    parent: str | None = None


class Attribute(NamedTuple):
    name: Any
    category: str
    kind: str
    unit: Any = None
    options: dict = {}  # code → name
    model: str | None = None
    formula: str | None = None


class Product(NamedTuple):
    name: Any
    category: str
    trade: str
    terms: dict = {}
    is_on_sale: bool = True


CATEGORIES = {
    "loans": Category(_lt("Loans")),
    "former_loans": Category(_lt("Loans of Former Years"), "loans"),
    "consumer_loans": Category(_lt("Consumer Loans"), "loans"),
    "car_loans": Category(_lt("Car Loans"), "loans"),
    "mortgages": Category(_lt("Mortgages"), "loans"),
    "business_loans": Category(_lt("Business Loans"), "loans"),
    "deposits": Category(_lt("Deposits")),
    "accounts": Category(_lt("Accounts")),
    "cards": Category(_lt("Cards")),
}
ATTRIBUTES = {
    "loan_outcome": Attribute(
        _lt("How the Loan Went"),
        "former_loans",
        "selection",
        options={
            "paid": _lt("Ended, paid off"),
            "unpaid": _lt("Ended, not paid off"),
            "running": _lt("Runs well"),
            "arrears": _lt("Runs in arrears"),
        },
    ),
    "loan_principal_month": Attribute(
        _lt("Principal a Month, on Average"),
        "loans",
        "computed",
        formula="amount / term",
    ),
    "loan_purpose": Attribute(_lt("Purpose of the Loan"), "loans", "text"),
    "car_mileage": Attribute(_lt("Mileage"), "car_loans", "integer", _lt("km")),
    "property_area": Attribute(
        _lt("Area of the Property"), "mortgages", "number", _lt("m²")
    ),
    "deposit_replenished": Attribute(_lt("May Be Added To"), "deposits", "boolean"),
    "statement_frequency": Attribute(
        _lt("Statements"),
        "accounts",
        "selection",
        options={
            "weekly": _lt("Weekly"),
            "monthly": _lt("Monthly"),
            "operation": _lt("After each operation"),
        },
    ),
    "opening_branch": Attribute(
        _lt("Opened In"), "accounts", "reference", model="bank.branch"
    ),
    "card_cashback": Attribute(_lt("Cash-Back"), "cards", "number", _lt("%")),
}
PRODUCTS = {
    feed_rows.LOAN_PRODUCT: Product(
        _lt("Loan of 1993–1998"), "former_loans", "credit", is_on_sale=False
    ),
    "consumer_loan": Product(
        _lt("Consumer Loan"),
        "consumer_loans",
        "credit",
        {
            "for_whom": "person",
            "amount_min": 5000,
            "amount_max": 600000,
            "term_min": 12,
            "term_max": 60,
            "rate": 14.9,
        },
    ),
    "car_loan": Product(
        _lt("Car Loan"),
        "car_loans",
        "credit",
        {
            "amount_min": 50000,
            "amount_max": 1500000,
            "term_min": 12,
            "term_max": 84,
            "rate": 11.5,
        },
    ),
    "mortgage": Product(
        _lt("Mortgage"),
        "mortgages",
        "credit",
        {
            "for_whom": "person",
            "amount_min": 300000,
            "amount_max": 15000000,
            "term_min": 60,
            "term_max": 360,
            "rate": 8.9,
        },
    ),
    "business_loan": Product(
        _lt("Business Loan"),
        "business_loans",
        "credit",
        {
            "for_whom": "business",
            "amount_min": 100000,
            "amount_max": 5000000,
            "term_min": 6,
            "term_max": 84,
            "rate": 10.9,
            "coverage_min": 100,
        },
    ),
    "term_deposit": Product(
        _lt("Term Deposit"),
        "deposits",
        "deposit",
        {"amount_min": 10000, "term_min": 3, "term_max": 36, "rate": 7.0},
    ),
    feed_rows.ACCOUNT_PRODUCT: Product(_lt("Current Account"), "accounts", "account"),
    "card_classic": Product(_lt("Classic Card"), "cards", "card"),
    "card_junior": Product(_lt("Junior Card"), "cards", "card"),
    "card_gold": Product(_lt("Gold Card"), "cards", "card"),
}


class BankDemoImport(models.Model):
    """What the bank sells. What is in the catalogue already is left as it is."""

    _inherit = "bank.demo.import"

    def _load_catalogue(self, _bank):
        self._create_categories()
        self._create_attributes()
        self._create_products()

    def _find_by_code(self, model, codes):
        """Return ``{code: record}`` of those that are there."""
        records = self.env[model].with_context(active_test=False)
        records = records.search([("code", "in", list(codes))])
        return {record.code: record for record in records}

    def _create_categories(self):
        known = self._find_by_code("bank.product.category", CATEGORIES)
        for code, category in CATEGORIES.items():
            if code in known:
                continue
            parent = known[category.parent] if category.parent else None
            known[code] = self.env["bank.product.category"].create(
                {
                    "code": code,
                    "name": category.name._translate("en_US"),
                    "parent_id": parent and parent.id,
                }
            )
            self._translate_names([(known[code], category.name)])

    def _create_attributes(self):
        known = self._find_by_code("bank.attribute", ATTRIBUTES)
        categories = self._find_by_code("bank.product.category", CATEGORIES)
        self.env["bank.attribute"].create(
            [
                {
                    "code": code,
                    "category_id": categories[attribute.category].id,
                    **self._prepare_attribute_values(attribute),
                }
                for code, attribute in ATTRIBUTES.items()
                if code not in known
            ]
        )

    def _prepare_attribute_values(self, attribute):
        """Attributes have one name for all languages: that of the demonstration."""
        options = [
            {"code": key, "name": self._say(name), "sequence": place}
            for place, (key, name) in enumerate(attribute.options.items())
        ]
        model = attribute.model and self.env["ir.model"]._get_id(attribute.model)
        return {
            "name": self._say(attribute.name),
            "kind": attribute.kind,
            "unit": attribute.unit and self._say(attribute.unit),
            "model_id": model,
            "formula": attribute.formula,
            "option_ids": [Command.create(option) for option in options],
        }

    def _create_products(self):
        """New products go on sale at once; those of former years come off it."""
        known = self._find_by_code("bank.product", PRODUCTS)
        categories = self._find_by_code("bank.product.category", CATEGORIES)
        currency = self.env.ref("base.CZK")
        new = {code: row for code, row in PRODUCTS.items() if code not in known}
        products = self.env["bank.product"].create(
            [
                {
                    **product.terms,
                    "code": code,
                    "name": product.name._translate("en_US"),
                    "category_id": categories[product.category].id,
                    "trade": product.trade,
                    "currency_id": currency.id,
                }
                for code, product in new.items()
            ]
        )
        self._translate_names([(record, new[record.code].name) for record in products])
        products._transition("active")
        products.filtered(lambda row: not new[row.code].is_on_sale)._transition(
            "retired"
        )
