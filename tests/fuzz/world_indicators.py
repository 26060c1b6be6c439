# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What companies of the small bank have and earn."""


def _make_statement(factory, side):
    company = factory.env["res.partner"].create(
        {
            "name": factory.token("bank.statement", side),
            "client_kind": "company",
            "branch_id": factory.get("bank.branch", side).id,
            "manager_id": factory.ids["author", side],
        }
    )
    return factory.env["bank.statement"].create(
        {"partner_id": company.id, "date_end": "2025-12-31"}
    )


def _make_line(factory, side):
    return factory.env["bank.statement.line"].create(
        {
            "statement_id": factory.get("bank.statement", side).id,
            "item_id": factory.env.ref("bank_indicators.bank_statement_item_2110").id,
            "amount": 5,
        }
    )


def _make_item(factory, side):
    code = f"199{'ab'.index(side)}"
    values = {"name": f"Line {side}", "code": code, "form": "1"}
    return factory.env["bank.statement.item"].create(values)


def _make_indicator(factory, side):
    return factory.env["bank.indicator"].create(
        {"name": f"Fuzz {side}", "code": f"fuzz_{side}", "formula": "l2110 / months"}
    )


def _make_value(factory, side):
    statement = factory.get("bank.statement", side)
    return factory.env["bank.indicator.value"].create(
        {
            "statement_id": statement.id,
            "partner_id": statement.partner_id.id,
            "indicator_id": factory.get("bank.indicator", side).id,
            "date": "2025-12-31",
            "reason": factory.token("bank.indicator.value", side),
        }
    )


MAKERS = {
    "bank.indicator": _make_indicator,
    "bank.indicator.value": _make_value,
    "bank.statement": _make_statement,
    "bank.statement.item": _make_item,
    "bank.statement.line": _make_line,
}
