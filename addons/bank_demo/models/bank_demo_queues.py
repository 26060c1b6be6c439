# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from typing import Any, NamedTuple

from odoo import Command, fields, models
from odoo.tools import LazyTranslate

from ..tools import feed_rows
from .bank_demo_deals import MANAGER

_lt = LazyTranslate(__name__)

LEAD = "head"
OPERATOR = "operator"
LAWYER = "lawyer"
COLLEAGUE = "manager2"
JUNIOR = "junior"
# written by themselves: a string beside a term is taken for a term
LOANS = "loans"
HAS_IT = "has_it"
ACCEPTED = "accepted"
SERVICE = (OPERATOR,)
LAWYERS = (LAWYER,)
LENDERS = (COLLEAGUE, JUNIOR)
# places among the manager's clients, after those whom his deals are about
FIRST_REFERRED = 5


class Queue(NamedTuple):
    """Who answers requests or takes referrals, and how soon."""

    name: Any
    members: tuple  # logins
    days: int
    is_default: bool = False
    category: str | None = None


class Ask(NamedTuple):
    """What the demo manager has asked, and what has become of it."""

    client: int
    queue: str | None  # nothing: the rules say who answers
    topic: str
    subject: Any
    note: Any
    days: int  # until it is due; negative: late already
    taken_by: str | None = None
    answer: Any = None


class Interest(NamedTuple):
    """What the operator has heard from whom, and what has become of it."""

    client: int | None
    category: str
    note: Any
    taken_by: str | None = None
    outcome: str | None = None  # accepted, or why it was declined


QUEUES = {
    "service": Queue(_lt("Client Service Department"), SERVICE, 2, is_default=True),
    "legal": Queue(_lt("Legal Department"), LAWYERS, 3),
    "loans": Queue(_lt("Retail Loans"), LENDERS, 1, category=LOANS),
}
RULE = _lt("Certificates and statements")
WORDS = "справка, выписка, certificate, statement"
REQUESTS = (
    Ask(
        0,
        None,
        "certificate",
        _lt("A certificate of balances for a visa"),
        _lt("In English, as of today; the client comes for it himself."),
        1,
        OPERATOR,
        _lt("The certificate is ready, it lies in the dossier."),
    ),
    Ask(
        1,
        "legal",
        "contract",
        _lt("Check the contract for the flat"),
        _lt("The seller acts by a power of attorney. The client waits for our answer."),
        -1,
    ),
    Ask(
        2,
        "legal",
        "contract",
        _lt("May he withdraw money by this power of attorney?"),
        _lt("Given by his mother two years ago, certified by a notary abroad."),
        2,
        LAWYER,
    ),
    Ask(
        3,
        None,
        "complaint",
        _lt("The fee for the card was charged twice"),
        _lt("On the 1st and on the 3rd. He asks to have one of them back."),
        0,
    ),
    Ask(
        4,
        None,
        "data",
        _lt("New surname after the marriage"),
        _lt("Brought the new passport, a copy is in the dossier."),
        2,
    ),
)
PROSPECT = _lt("Example Prospect (demo)")
PROSPECT_PHONE = "+420 000 990 001"
INTERESTS = (
    Interest(5, "consumer_loans", _lt("Repairs the kitchen, asked how much we lend")),
    Interest(
        None, "mortgages", _lt("Saw our advertisement, buys a first flat"), COLLEAGUE
    ),
    Interest(
        6,
        "car_loans",
        _lt("Looks for a used car"),
        COLLEAGUE,
        HAS_IT,
    ),
    Interest(
        7,
        "consumer_loans",
        _lt("Wants to bring two loans together into one"),
        JUNIOR,
        ACCEPTED,
    ),
)


class BankDemoImport(models.Model):
    """Departments and lines of business: what waits for them, what is late, what is done."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "queues"]

    def _load_queues(self, bank):
        """Let everybody do his part, unless the bank has queues already."""
        people = self._find_people()
        if self.env["bank.queue"].search_count([], limit=1):
            return
        if not people.keys() >= {MANAGER, LEAD, OPERATOR}:
            return
        queues = self._create_queues(people)
        self._acting(people[MANAGER])._ask_departments(bank, queues, people)
        self._acting(people[OPERATOR])._pass_interests_on(bank, people)

    def _find_people(self):
        """Return ``{login: user}`` of the employees of the demonstration.

        A login that was taken before belongs to somebody who may have no role here.
        """
        logins = [MANAGER, LEAD, *SERVICE, *LAWYERS, *LENDERS, "junior2", "analyst"]
        users = self.env["res.users"].search(
            [
                ("login", "in", logins),
                ("branch_ids", "!=", False),
                ("all_group_ids", "in", self.env.ref("bank_base.group_bank_user").ids),
            ]
        )
        return {user.login: user for user in users}

    def _acting(self, user):
        """Return this as somebody who works in the language of the demonstration."""
        return self.with_user(user).with_context(lang=self._get_demo_lang())

    def _find_book(self, manager, bank):
        """Return all clients of a manager from the files, by their number there."""
        keys = [
            feed_rows.source_key("client", number) for number in bank["client"].records
        ]
        return (
            self.env["res.partner"]
            .search([("manager_id", "=", manager.id), ("source_key", "in", keys)])
            .sorted(lambda client: feed_rows.parse_source_key(client.source_key))
        )

    # ------------------------------------------------------------ queues
    def _create_queues(self, people):
        categories = self._find_by_code(
            "bank.product.category",
            [queue.category for queue in QUEUES.values() if queue.category],
        )
        queues = {}
        for key, queue in QUEUES.items():
            queues[key] = self._create_queue(queue, people)
            if queue.category in categories:
                categories[queue.category].referral_queue_id = queues[key]
        rule = self.env["bank.routing.rule"].create(
            {
                "name": RULE._translate("en_US"),
                "model": "bank.request",
                "words": WORDS,
                "queue_id": queues["service"].id,
            }
        )
        self._translate_names([(rule, RULE)])
        return queues

    def _create_queue(self, queue, people):
        record = self.env["bank.queue"].create(
            {
                "name": queue.name._translate("en_US"),
                "days": queue.days,
                "is_default": queue.is_default,
                "lead_ids": [Command.set(people[LEAD].ids)],
                "member_ids": [
                    Command.create({"user_id": people[login].id, "capacity": 5})
                    for login in queue.members
                    if login in people
                ],
            }
        )
        self._translate_names([(record, queue.name)])
        return record

    # ------------------------------------------------------------ requests
    def _ask_departments(self, bank, queues, people):
        clients = self._find_book(self.env.user, bank)
        codes = [ask.topic for ask in REQUESTS]
        topics = self._find_by_code("bank.request.topic", codes)
        today = fields.Date.context_today(self)
        for ask in REQUESTS:
            if ask.client >= len(clients):
                continue
            request = self.env["bank.request"].create(
                {
                    "subject": self._say(ask.subject),
                    "note": self._say(ask.note),
                    "topic_id": topics[ask.topic].id if ask.topic in topics else False,
                    "queue_id": queues[ask.queue].id if ask.queue else False,
                    "res_model": "res.partner",
                    "res_id": clients[ask.client].id,
                    "date_due": today + timedelta(days=ask.days),
                }
            )
            if ask.taken_by in people:
                self._answer(request, people[ask.taken_by], ask.answer)

    def _answer(self, request, user, answer):
        request.with_user(user).action_take()
        if answer:
            task = self.env["mail.activity"].with_user(user)
            task = task.search([("request_id", "=", request.id)])
            task.action_feedback(feedback=self._say(answer))

    # ------------------------------------------------------------ referrals
    def _pass_interests_on(self, bank, people):
        clients = self._find_book(people[MANAGER], bank)
        categories = self._find_by_code(
            "bank.product.category", [interest.category for interest in INTERESTS]
        )
        for interest in INTERESTS:
            if interest.client is not None and interest.client >= len(clients):
                continue
            is_client = interest.client is not None
            dialog = self.env["bank.referral.add"].create(
                {
                    "partner_id": is_client and clients[interest.client].id,
                    "name": not is_client and self._say(PROSPECT),
                    "phone": not is_client and PROSPECT_PHONE,
                    "category_id": categories[interest.category].id,
                    "note": self._say(interest.note),
                }
            )
            dialog.action_refer()
            if interest.taken_by in people:
                self._decide(people[interest.taken_by], interest.outcome)

    def _decide(self, user, outcome):
        """Whoever takes the interest that came last says what becomes of it."""
        referral = self.env["bank.referral"].sudo().search([], order="id desc", limit=1)
        referral = referral.with_user(user).sudo(False)
        referral.action_take()
        if outcome == ACCEPTED:
            referral.action_accept()
        elif outcome:
            referral._decline(outcome, False)
