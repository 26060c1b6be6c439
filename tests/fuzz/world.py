# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A small bank of two branches with a record of every model in each of them."""

import io
from dataclasses import dataclass, field

from reportlab.pdfgen import canvas

from . import (
    world_agents,
    world_approval,
    world_collateral,
    world_deals,
    world_indicators,
    world_loan,
    world_servicing,
    world_team,
)
from .factory import Factory
from .roles import make_roles, make_user

MANAGER = "bank_crm_core.group_crm_manager"
PREFIXES = ("bank.", "test.bank.hole")
# stock models that hold data of clients or that we extended
STOCK = (
    "calendar.event",
    "crm.lead",
    "ir.attachment",
    "mail.activity",
    "mail.followers",
    "mail.message",
    "res.partner",
    "res.partner.bank",
)
# models that exist to be caught: only test_judges attacks them
HOLES = "test.bank.hole"


@dataclass
class World:
    """What the attackers find: ids of records by model and side, who they are."""

    roles: list
    ids: dict
    tokens: dict
    models: list
    by_sql: set = field(default_factory=set)
    unmade: dict = field(default_factory=dict)

    def id(self, model, side):
        return self.ids.get((model, side))


def find_models(env):
    """Return the models that are attacked: all of ours, and stock ones with clients."""
    names = [name for name in env.registry if name.startswith(PREFIXES)]
    return sorted(names) + [name for name in STOCK if name in env.registry]


def make_world(env, models=None):
    """Make the records and the users; the caller commits."""
    factory = Factory(env, dict(MAKERS))
    for side in "ab":
        branch = factory.get("bank.branch", side)
        for name in ("author", "colleague"):
            user = make_user(env, f"fuzz_{name}_{side}", MANAGER, branch)
            factory.ids[name, side] = user.id
    models = models or find_models(env)
    for side in "ab":
        for name in models:
            if env[name]._abstract or not env[name]._auto:
                continue
            factory.get(name, side)
    roles = make_roles(env, factory.get("bank.branch", "a"))
    env.flush_all()
    return World(
        roles, factory.ids, factory.tokens, models, factory.by_sql, factory.unmade
    )


def _make_branch(factory, side):
    values = {"name": f"Fuzz {side}", "code": f"FUZZ-{side}"}
    return factory.env["bank.branch"].create(values)


def _make_client(factory, side):
    text = factory.token("res.partner", side)
    return factory.env["res.partner"].create(
        {
            "name": text,
            "client_kind": "person",
            "branch_id": factory.get("bank.branch", side).id,
            "manager_id": factory.ids["author", side],
            "email": f"{text}@example.com",
            "phone": "+7 916 123-45-67",
            "comment": text,
        }
    )


def _make_product(factory, side):
    product = factory.env["bank.product"].create(
        {
            "name": f"Loan {side}",
            "code": f"fuzz_{side}",
            "category_id": factory.get("bank.product.category", side).id,
            "trade": "credit",
        }
    )
    product.action_activate()
    return product


def _make_year(factory, side):
    years = factory.env["bank.production.year"]
    calendar = factory.env["resource.calendar"].search([], limit=1)
    values = {"year": 2040 + "ab".index(side), "calendar_id": calendar.id}
    return years.create(values)


def _make_agreement(factory, side):
    return factory.env["bank.agreement"]._open_from_deal(
        {
            "number": factory.token("bank.agreement", side),
            "partner_id": factory.get("res.partner", side).id,
            "product_id": factory.get("bank.product", side).id,
            "currency_id": factory.env.company.currency_id.id,
            "amount": 100000.0,
            "balance": 80000.0,
            "rate": 12.5,
            "term_months": 12,
            "date_start": "2026-01-15",
        }
    )


def _make_agreement_event(factory, side):
    """A change of terms, as the one who decided it wrote it down."""
    agreement = factory.get("bank.agreement", side)
    reason = factory.token("bank.agreement.event", side)
    agreement.sudo()._because_of(reason).rate = 13.5
    return agreement.event_ids


def _make_deal(factory, side):
    text = factory.token("crm.lead", side)
    return factory.env["crm.lead"].create(
        {
            "name": text,
            "type": "opportunity",
            "description": text,
            "partner_id": factory.get("res.partner", side).id,
            "product_id": factory.get("bank.product", side).id,
            "user_id": factory.ids["author", side],
        }
    )


def _make_offer(factory, side):
    deal = factory.get("crm.lead", side)
    text = factory.token("bank.offer", side)
    offer = factory.env["bank.offer"].create(
        {"deal_id": deal.id, "amount": 5000, "term_months": 12}
    )
    offer.objection = text
    return offer


def _make_application(factory, side):
    deal = factory.get("crm.lead", side)
    text = factory.token("bank.application", side)
    values = {"deal_id": deal.id, "purpose": text, "amount": 5000, "term_months": 12}
    return factory.env["bank.application"].create(values)


def _make_paper(factory, side):
    text = factory.token("bank.document", side)
    paper = factory.env["bank.document"].create(
        {
            "res_model": "res.partner",
            "res_id": factory.get("res.partner", side).id,
            "type_id": factory.get("bank.document.type", side).id,
        }
    )
    file = io.BytesIO()
    page = canvas.Canvas(file)
    page.drawString(72, 720, text)
    page.save()
    paper._add_version(file.getvalue(), f"{text}.pdf")
    return paper


def _make_version(factory, side):
    return factory.get("bank.document", side).version_id


def _make_type(factory, side):
    # which files are good for the type is a list of endings
    values = {"name": f"Type {side}", "code": f"fuzz_{side}"}
    return factory.env["bank.document.type"].create(values)


def _make_interaction(factory, side):
    client = factory.get("res.partner", side)
    return client._log_interaction(
        channel="phone", subject=factory.token("bank.interaction", side)
    )


def _make_activity(factory, side):
    text = factory.token("mail.activity", side)
    return factory.get("res.partner", side).activity_schedule(
        "mail.mail_activity_data_todo",
        summary=text,
        note=text,
        user_id=factory.ids["author", side],
    )


def _make_message(factory, side):
    text = factory.token("mail.message", side)
    return factory.get("res.partner", side).message_post(body=text, subject=text)


def _make_file(factory, side):
    text = factory.token("ir.attachment", side)
    values = {"name": text, "raw": text.encode(), "mimetype": "text/plain"}
    client = factory.get("res.partner", side)
    values |= {"res_model": client._name, "res_id": client.id}
    return factory.env["ir.attachment"].create(values)


def _make_event(factory, side):
    text = factory.token("calendar.event", side)
    values = {"name": text, "description": text, "start": "2026-02-01 10:00:00"}
    client = factory.get("res.partner", side)
    model = factory.env["ir.model"]._get("res.partner")
    return (
        factory.env["calendar.event"]
        .with_user(factory.ids["author", side])
        .sudo()
        .create(
            {
                **values,
                "stop": "2026-02-01 11:00:00",
                "privacy": "confidential",
                "res_model_id": model.id,
                "res_id": client.id,
                "partner_ids": [(4, client.id)],
            }
        )
    )


def _make_guest(factory, side):
    """One who was invited: with him his event is not to be deleted."""
    values = {
        "event_id": factory.get("calendar.event", side).id,
        "partner_id": factory.get("res.partner", side).id,
        "invite_state": "invited",
        "note": factory.token("bank.event.guest", side),
    }
    return factory.env["bank.event.guest"].create(values)


def _make_plan_rule(factory, side):
    todo = factory.env.ref("mail.mail_activity_data_todo")
    item = {
        "summary": "Call",
        "activity_type_id": todo.id,
        "delay_from": "after_plan_date",
        "responsible_type": "manager",
    }
    plan = factory.env["mail.activity.plan"].create(
        {
            "name": f"Fuzz {side}",
            "res_model": "res.partner",
            "company_id": False,
            "template_ids": [(0, 0, item)],
        }
    )
    plan.action_publish()
    return factory.env["bank.action.plan.rule"].create(
        {
            "event": "life_event",
            "life_event_type_id": factory.get("bank.life.event.type", side).id,
            "plan_id": plan.id,
        }
    )


def _make_follower(factory, side):
    client = factory.get("res.partner", side)
    client.message_subscribe([client.id])
    return client.message_follower_ids.filtered(lambda row: row.partner_id == client)


def _make_profit(factory, side):
    values = {
        "month": "2026-01-01",
        "partner_id": factory.get("res.partner", side).id,
        "product_id": factory.get("bank.product", side).id,
        "interest_margin": 1000.0,
    }
    return factory.env["bank.client.profit"].create(values)


def _make_sales_plan(factory, side):
    return factory.env["bank.sales.plan"].create(
        {
            "name": factory.token("bank.sales.plan", side),
            "branch_id": factory.get("bank.branch", side).id,
            "date_start": "2026-01-01",
            "date_end": "2026-12-31",
        }
    )


MAKERS = {
    **world_agents.MAKERS,
    **world_approval.MAKERS,
    **world_collateral.MAKERS,
    **world_indicators.MAKERS,
    **world_deals.MAKERS,
    **world_loan.MAKERS,
    **world_servicing.MAKERS,
    **world_team.MAKERS,
    "bank.action.plan.rule": _make_plan_rule,
    "bank.agreement": _make_agreement,
    "bank.agreement.event": _make_agreement_event,
    "bank.branch": _make_branch,
    "bank.client.profit": _make_profit,
    "bank.document": _make_paper,
    "bank.document.type": _make_type,
    "bank.document.version": _make_version,
    "bank.event.guest": _make_guest,
    "bank.interaction": _make_interaction,
    "bank.application": _make_application,
    "bank.offer": _make_offer,
    "bank.product": _make_product,
    "bank.sales.plan": _make_sales_plan,
    "bank.production.year": _make_year,
    "calendar.event": _make_event,
    "crm.lead": _make_deal,
    "ir.attachment": _make_file,
    "mail.activity": _make_activity,
    "mail.followers": _make_follower,
    "mail.message": _make_message,
    "res.partner": _make_client,
    "res.partner:second": _make_client,
}
