# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Records of what hangs on approvals: policies, departures from them, assignments."""

from datetime import date, timedelta


def _make_severity(factory, side):
    policy = factory.env["bank.policy"].create(
        {"name": factory.token("bank.policy.severity", side), "text": "20 %"}
    )
    values = {"policy_id": policy.id, "name": policy.name, "value": 3}
    return factory.env["bank.policy.severity"].create(values)


def _make_requirement(factory, side):
    severity = factory.get("bank.policy.severity", side)
    model = factory.env["ir.model"]._get("bank.application")
    return factory.env["bank.policy.requirement"].create(
        {
            "policy_id": severity.policy_id.id,
            "severity_id": severity.id,
            "name": factory.token("bank.policy.requirement", side),
            "model_id": model.id,
            "condition": "[('term_months', '<=', 36)]",
        }
    )


def _make_exception(factory, side):
    document = factory.get("bank.application", side)
    return factory.env["bank.policy.exception"]._propose(
        document,
        {
            "severity_id": factory.get("bank.policy.severity", side).id,
            "name": factory.token("bank.policy.exception", side),
        },
    )


def _make_assignment(factory, side):
    item = factory.get("bank.committee.item", side)
    return factory.env["bank.approval.assignment"]._give(
        {
            "item_id": item.id,
            "res_model": item._name,
            "res_id": item.id,
            "company_id": item.committee_id.company_id.id,
            "text": factory.token("bank.approval.assignment", side),
            "user_id": factory.ids["author", side],
            "controller_id": factory.ids["colleague", side],
            "date_due": date.today() + timedelta(days=9),
        }
    )


MAKERS = {
    "bank.approval.assignment": _make_assignment,
    "bank.policy.exception": _make_exception,
    "bank.policy.requirement": _make_requirement,
    "bank.policy.severity": _make_severity,
}
