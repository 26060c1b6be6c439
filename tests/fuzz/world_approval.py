# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Records of approvals: routes, limits, committees, policies, assignments."""

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


def _make_committee(factory, side):
    return factory.env["bank.committee"].create(
        {
            "name": factory.token("bank.committee", side),
            "code": f"FUZZ-{side}",
            "branch_id": factory.get("bank.branch", side).id,
            "chairman_id": factory.ids["author", side],
            "secretary_id": factory.ids["colleague", side],
        }
    )


def _make_group(factory, side):
    return factory.env["bank.committee.group"].create(
        {
            "name": factory.token("bank.committee.group", side),
            "committee_id": factory.get("bank.committee", side).id,
        }
    )


def _make_seat(factory, side):
    values = {
        "committee_id": factory.get("bank.committee", side).id,
        "user_id": factory.ids["author", side],
    }
    return factory.env["bank.committee.member"].create(values)


def _make_matter(factory, side):
    return factory.env["bank.committee.item"].create(
        {
            "name": factory.token("bank.committee.item", side),
            "committee_id": factory.get("bank.committee", side).id,
            "partner_id": factory.get("res.partner", side).id,
        }
    )


def _make_vote(factory, side):
    votes = factory.env["bank.committee.vote"]
    item = factory.get("bank.committee.item", side)
    seat = factory.get("bank.committee.member", side)
    text = factory.token("bank.committee.vote", side)
    row = votes._prepare_row(item, seat, "for", text, [])
    return votes.browse(votes._insert([row]))


def _make_limit(factory, side):
    return factory.env["bank.authority.limit"].create(
        {
            "matrix_id": factory.get("bank.authority.matrix", side).id,
            "user_id": factory.ids["author", side],
            "ratings": factory.token("bank.authority.limit", side),
            "exposure_limit": 1000,
        }
    )


def _make_route(factory, side):
    model = factory.env["ir.model"]._get("bank.application")
    text = factory.token("bank.approval.route", side)
    values = {"name": text, "model_id": model.id}
    return factory.env["bank.approval.route"].create(values)


def _make_opening(factory, side):
    route = factory.get("bank.approval.route", side)
    field = factory.env["ir.model.fields"]._get(route.model, "date_start")
    group = factory.env.ref("bank_base.group_bank_user")
    values = {"route_id": route.id, "field_id": field.id, "group_id": group.id}
    return factory.env["bank.approval.opening"].create(values)


def _make_act_rule(factory, side):
    model = factory.env["ir.model"]._get("bank.act.request")
    text = factory.token("bank.act.rule", side)
    route = factory.env["bank.approval.route"].create(
        {"name": text, "model_id": model.id}
    )
    return factory.env["bank.act.rule"].create(
        {"name": text, "act": "bank.delegation:active", "route_id": route.id}
    )


def _make_act_request(factory, side):
    requests = factory.env["bank.act.request"]
    rule = factory.get("bank.act.rule", side)
    document = factory.get("bank.application", side)
    reason = factory.token("bank.act.request", side)
    return requests.create(requests._prepare_values(rule, document, reason))


MAKERS = {
    "bank.act.request": _make_act_request,
    "bank.act.rule": _make_act_rule,
    "bank.approval.assignment": _make_assignment,
    "bank.approval.opening": _make_opening,
    "bank.approval.route": _make_route,
    "bank.authority.limit": _make_limit,
    "bank.committee": _make_committee,
    "bank.committee.group": _make_group,
    "bank.committee.item": _make_matter,
    "bank.committee.member": _make_seat,
    "bank.committee.vote": _make_vote,
    "bank.policy.exception": _make_exception,
    "bank.policy.requirement": _make_requirement,
    "bank.policy.severity": _make_severity,
}
