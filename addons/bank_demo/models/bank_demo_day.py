# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from typing import NamedTuple

from odoo import Command, fields, models
from odoo.tools import LazyTranslate

from .bank_demo_deals import MANAGER
from .bank_demo_queues import COLLEAGUE, JUNIOR, LEAD

_lt = LazyTranslate(__name__)


class Deposit(NamedTuple):
    """A deposit of a client of the demo manager that ends soon."""

    client: int
    amount: int
    days: int  # until it ends
    months: int


DEPOSITS = (
    Deposit(5, 250000, 6, 12),
    Deposit(6, 90000, 20, 6),
    Deposit(7, 480000, 27, 12),
    Deposit(8, 120000, 75, 12),
)
# (client, what about, in how many days, hour by his clock)
CALLS = (
    (1, _lt("He has talked to his wife about the mortgage"), 1, 11.0),
    (4, _lt("Back from holidays: the second car"), 4, 16.5),
)
# a client met three times: (login of who entered the card, is the name turned round)
THRICE = ((COLLEAGUE, False), (JUNIOR, True))
SEGMENT = _lt("The deposit ends, nobody has spoken to him")
SEGMENT_NOTE = _lt("To be called before they take the money to another bank.")
HANDOVER_FROM = COLLEAGUE
HANDOVER_TO = (MANAGER, JUNIOR, "junior2")
HANDOVER_DAYS = 7
PLAN = _lt("Present the terms")


class BankDemoImport(models.Model):
    """What a day brings to each role: deposits that end, calls to make, a client met
    three times, a list of the analyst, a book to hand over.
    """

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "day"]

    def _load_day(self, bank):
        """Prepare it, unless the analyst has a list already."""
        people = self._find_people()
        segments = self.env["bank.segment"].with_context(active_test=False)
        if MANAGER not in people or segments.search_count([], limit=1):
            return
        clients = self._find_book(people[MANAGER], bank)
        self._feed_deposits(clients)
        self._acting(people[MANAGER])._promise_calls(clients)
        self._meet_thrice(clients[9:10], people)
        if "analyst" in people:
            self._acting(people["analyst"])._build_list()
        if people.keys() >= {LEAD, HANDOVER_FROM, *HANDOVER_TO}:
            self._acting(people[LEAD])._prepare_handover(people)
        self._name_plan()

    def _feed_deposits(self, clients):
        today = fields.Date.context_today(self)
        rows = [row for row in DEPOSITS if row.client < len(clients)]
        self._feed_made_up(
            "bank.agreement",
            [
                {
                    "source_key": f"demo-deposit-{row.client}",
                    "number": f"DEMO-D{row.client}",
                    "product": "term_deposit",
                    "partner": clients[row.client].source_key,
                    "currency": "CZK",
                    "amount": row.amount,
                    "balance": row.amount,
                    "rate": 7.0,
                    "date_start": fields.Date.subtract(
                        today + timedelta(days=row.days), months=row.months
                    ),
                    "date_end": today + timedelta(days=row.days),
                    "state": "active",
                }
                for row in rows
            ],
        )
        self.env["bank.obligation"]._search_events()

    def _promise_calls(self, clients):
        today = fields.Date.context_today(self)
        for place, subject, days, hour in CALLS:
            if place < len(clients):
                client = clients[place].with_env(self.env)
                day = today + timedelta(days=days)
                client._plan_contact(self._say(subject), day, hour)

    def _meet_thrice(self, client, people):
        """The same person, entered by two more managers; found by the steward's search."""
        if not client:
            return
        # the number behind the name is of the files, people do not type it
        words = client.name.split(" (")[0].split()
        for login, is_turned in THRICE:
            if login in people:
                partners = self._acting(people[login]).env["res.partner"]
                partners.create(
                    {
                        "name": " ".join(reversed(words) if is_turned else words),
                        "client_kind": "person",
                        "birth_date": client.birth_date,
                        "phone": client.phone,
                    }
                )
        run = self.env["bank.duplicate.run"]._start()
        while run.state == "running":
            run._do_slice()

    def _build_list(self):
        """The list of the analyst's journey, for everybody."""
        deposits = self._find_by_code("bank.product.category", ["deposits"])
        topics = self._find_by_code("bank.request.topic", ["complaint"])
        lines = [
            {"source": "ending", "days": 30, "category_ids": deposits},
            {"source": "contacted", "days": 60, "is_negated": True},
            {"source": "request", "is_negated": True, "topic_ids": topics},
        ]
        segment = self.env["bank.segment"].create(
            {
                "name": self._say(SEGMENT),
                "note": self._say(SEGMENT_NOTE),
                "is_shared": True,
                "line_ids": [
                    Command.create(
                        {
                            name: (
                                [Command.set([row.id for row in value.values()])]
                                if isinstance(value, dict)
                                else value
                            )
                            for name, value in line.items()
                        }
                    )
                    for line in lines
                ],
            }
        )
        segment.action_refresh()

    def _prepare_handover(self, people):
        """Dealt out and not yet handed over: the head looks at it first."""
        row = self.env["bank.handover"].create(
            {
                "from_user_id": people[HANDOVER_FROM].id,
                "date_from": fields.Date.context_today(self)
                + timedelta(days=HANDOVER_DAYS),
                "target_ids": [
                    Command.create({"user_id": people[login].id})
                    for login in HANDOVER_TO
                ],
            }
        )
        row.action_distribute()

    def _name_plan(self):
        """Names of plans have no translations: that of the language stays."""
        if plan := self.env.ref(
            "bank_deals.mail_activity_plan_terms", raise_if_not_found=False
        ):
            plan.name = self._say(PLAN)
