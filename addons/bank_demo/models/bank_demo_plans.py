# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from odoo import Command, fields, models
from odoo.tools import LazyTranslate

from ..tools import feed_rows
from .bank_demo_deals import MANAGER

_lt = LazyTranslate(__name__)

STARTED_DAYS_AGO = 12
INVITED = 3


class Item(NamedTuple):
    """What the plan asks for, of whom, and when."""

    summary: Any
    kind: str
    responsible: str
    days: int


PLAN = _lt("A child is born")
ITEMS = (
    Item(_lt("Congratulate and ask about plans"), "call", "manager", 1),
    Item(_lt("Offer savings for the child"), "call", "manager", 5),
    Item(_lt("Look at the terms offered"), "todo", "head", 20),
    Item(_lt("Ask what has been decided"), "call", "manager", 30),
)
MEETING = _lt("A bigger flat, and how to pay for it")
FOR_THE_CLIENT = _lt(
    "Looks for a flat by the summer, wants to know the monthly payment"
)
FOR_HEADS = _lt("Talks to another bank too: a better rate would keep the client")
NOTES = (("client", FOR_THE_CLIENT), ("heads", FOR_HEADS))
EVENT = _lt("Breakfast for our clients: a mortgage without surprises")


class BankDemoImport(models.Model):
    """A plan and how far it has come, a meeting, an event with several clients."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "plans"]

    def _load_plans(self, bank):
        """Start the plan on a client of the demo manager, unless it was done before."""
        manager = self.env["res.users"].search([("login", "=", MANAGER)])
        client = manager and self._find_youngest(manager, bank)
        plans = self.env["bank.action.plan"]
        if not client or plans.search_count([("partner_id", "=", client.id)], limit=1):
            return
        acting = self.with_user(manager).with_context(lang=self._get_demo_lang())
        client = client.with_env(acting.env)
        acting._follow(self._publish_plan(), client)
        acting._meet(client)
        acting._invite_clients(self._find_allowed(manager, bank))

    def _find_youngest(self, manager, bank):
        """Return the client of the manager who may have a child most likely."""
        keys = [
            feed_rows.source_key("client", number) for number in bank["client"].records
        ]
        return self.env["res.partner"].search(
            [("manager_id", "=", manager.id), ("source_key", "in", keys)],
            order="birth_date desc, source_key desc",
            limit=1,
        )

    def _publish_plan(self):
        """The plan that starts by itself when a child is born to a client."""
        plan = self._publish(PLAN, ITEMS)
        kind = self.env.ref("bank_crm_core.bank_life_event_type_child")
        self.env["bank.action.plan.rule"].create(
            {"event": "life_event", "life_event_type_id": kind.id, "plan_id": plan.id}
        )
        return plan

    def _publish(self, name, items):
        """Return a published template of these items, in the language of the bank."""
        plan = self.env["mail.activity.plan"].create(
            {
                "name": self._say(name),
                "res_model": "res.partner",
                "company_id": False,
                "can_add_items": True,
                "template_ids": [
                    Command.create(self._prepare_item(item)) for item in items
                ],
            }
        )
        plan.action_publish()
        return plan

    def _prepare_item(self, item):
        kind = self.env.ref(f"mail.mail_activity_data_{item.kind}")
        return {
            "activity_type_id": kind.id,
            "summary": self._say(item.summary),
            "responsible_type": item.responsible,
            "delay_from": "after_plan_date",
            "delay_count": item.days,
        }

    def _follow(self, template, client):
        """The first item is done, the second should have been."""
        date = fields.Date.context_today(self) - timedelta(days=STARTED_DAYS_AGO)
        plan = self.env["bank.action.plan"]._begin(
            template.with_env(self.env), client, date=date
        )
        plan.item_ids[:1].action_done()

    def _meet(self, client):
        """One meeting, one note for everybody and one for the heads."""
        dialog = self.env["bank.meeting.note"].create(
            {
                "partner_id": client.id,
                "subject": self._say(MEETING),
                "guest_ids": [Command.set(client.ids)],
                "line_ids": [
                    Command.create({"confidentiality": who, "body": self._say(body)})
                    for who, body in NOTES
                ],
            }
        )
        dialog.action_save()

    def _invite_clients(self, allowed):
        """Invite the first ones and the last, who is not to be disturbed."""
        guests = (allowed[:INVITED] | allowed[-1:]).with_env(self.env)
        for guest in guests.filtered(lambda client: not client.email):
            guest.email = f"{guest.source_key}@example.com"
        start = datetime.combine(
            fields.Date.context_today(self) + timedelta(days=7), time(8)
        )
        event = self.env["calendar.event"].create(
            {
                "name": self._say(EVENT),
                "start": start,
                "stop": start + timedelta(hours=2),
                "is_client_event": True,
                "client_guest_ids": [
                    Command.create({"partner_id": guest.id}) for guest in guests
                ],
            }
        )
        channel = self.env["bank.channel"].search([("code", "=", "email")])
        event.client_guest_ids._invite(channel)
        event.client_guest_ids[:1].answer = "yes"
