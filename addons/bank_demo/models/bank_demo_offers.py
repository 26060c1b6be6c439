# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from typing import Any, NamedTuple

from odoo import Command, fields, models
from odoo.tools import LazyTranslate

from .bank_demo_day import SEGMENT
from .bank_demo_deals import OBJECTION
from .bank_demo_queues import COLLEAGUE, LEAD
from .bank_demo_sale import SILENT
from .bank_demo_setup import REGIONS

_lt = LazyTranslate(__name__)

MORTGAGE, CAR, LOAN, DEPOSIT = "mortgage", "car_loan", "consumer_loan", "term_deposit"
MORTGAGES, DEPOSITS = "mortgages", "deposits"


class Offered(NamedTuple):
    """A deal of the second manager's and what has become of its offer."""

    name: Any
    product: str
    amount: int
    months: int
    fate: str
    discount: float = 0.0


# written by themselves: a string beside a term is taken for a term
KEPT, AGREED, SEEN, REFUSED, ASKED = "draft", "approved", "presented", "declined", "ask"
TAKEN = "accepted"
OFFERS = (
    Offered(_lt("A kitchen"), LOAN, 140_000, 36, REFUSED),
    Offered(_lt("A cottage by the river"), MORTGAGE, 2_100_000, 240, ASKED, 0.7),
    Offered(_lt("A car for the business"), CAR, 560_000, 60, AGREED, 0.5),
    Offered(_lt("A flat for the daughter"), MORTGAGE, 1_700_000, 300, SEEN),
    Offered(_lt("Money for two years"), DEPOSIT, 350_000, 24, KEPT),
    Offered(_lt("A new bathroom"), LOAN, 110_000, 24, TAKEN),
)
# the client takes less in the end, so the final offer replaces the preliminary one
LESS = 95_000
WAITS_DAYS = 4
LETTER = _lt("Which papers do you need?")
REGIME = _lt("The client of a mortgage is answered")
REGIME_CODE, REGIME_HOURS = "demo_mortgage_answer", 4
STEP = _lt("A final offer of a mortgage goes to the head: press “Ask for Approval”")
# cars have a process of their own, whose gate asks for terms that can be agreed anew
PROCESS = _lt("Sale of a car loan")
STAGES = (_lt("Terms of the Loan"), _lt("Offer to the Client"), _lt("Loan Is Signed"))
CHANCES = (20, 60, 100)
LARGE = _lt("More than 500,000 is lent for five years or longer")
LARGE_REMEDY = _lt(
    "Agree on a smaller amount or a longer term: press “What would pass?”"
)
LARGE_DOMAIN = "['|', ('amount', '<=', 500000), ('term_months', '>=', 60)]"
BLOCKED = _lt("A new car for the family")
BLOCKED_AMOUNT, BLOCKED_MONTHS = 640_000, 48
TERRITORY_PLAN = _lt("Loans of the quarter in Prague")
TERRITORY_TARGET = 9_000_000
SEGMENT_PLAN = _lt("Deposits that end are prolonged")
SEGMENT_TARGET = 2_000_000


class BankDemoImport(models.Model):
    """An offer in each state, how soon who is answered, plans of a part of the market."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "offers"]

    def _load_offers(self, bank):
        """Do it once: the term of an answer is made by nothing else."""
        people = self._find_people()
        if self._find_by_code("bank.clock.regime", [REGIME_CODE]):
            return
        if not people.keys() >= {COLLEAGUE, LEAD}:
            return
        self._set_terms()
        clients = self._find_book(people[COLLEAGUE], bank)[::-1]
        acting = self._acting(people[COLLEAGUE])
        deals = [acting._offer(*pair) for pair in zip(OFFERS, clients)]
        # the picture of this week; what comes after it has changed since
        self.env["bank.deal.snapshot"]._cron_take()
        for row, deal in zip(OFFERS, deals):
            acting._answer_offer(row.fate, deal, self._acting(people[LEAD]))
        self._acting(people[LEAD])._plan_parts()
        self._draw_process()
        acting._block(clients[len(OFFERS) : len(OFFERS) + 1])

    def _set_terms(self):
        """Who buys a mortgage is answered sooner; his final offer goes to the head."""
        category = self._find_by_code("bank.product.category", [MORTGAGES])[MORTGAGES]
        regime = self.env["bank.clock.regime"].create(
            {
                "name": REGIME._translate("en_US"),
                "code": REGIME_CODE,
                "unit": "hours",
                "amount": REGIME_HOURS,
            }
        )
        meant = {"product_category_id": category.id}
        self.env["bank.response.rule"].create(
            {**meant, "regime_id": regime.id, "sequence": 10}
        )
        step = self.env["bank.offer.step"].create(
            {
                **meant,
                "name": STEP._translate("en_US"),
                "origin": "draft",
                "kind": "final",
                "is_closed": True,
            }
        )
        self._translate_names([(regime, REGIME), (step, STEP)])

    # ------------------------------------------------------------ offers
    def _offer(self, row, client):
        """Return a deal on preliminary terms with the draft of its offer."""
        product = self._find_by_code("bank.product", [row.product])[row.product]
        deal = self.env["crm.lead"].create(
            {
                "name": self._say(row.name),
                "type": "opportunity",
                "partner_id": client.id,
                "product_id": product.id,
                "user_id": self.env.uid,
                "amount": row.amount,
                "term_months": row.months,
                "date_deadline": fields.Date.context_today(self) + timedelta(days=14),
            }
        )
        deal.activity_ids.action_feedback()
        deal.action_next_stage()
        self.env["bank.offer"].create({"deal_id": deal.id, "discount": row.discount})
        return deal

    def _answer_offer(self, fate, deal, head):
        offer = deal.offer_ids
        if fate in (ASKED, AGREED):
            offer.action_ask_approval()
        if fate == AGREED:
            offer.with_env(head.env).action_approve()
        if fate in (SEEN, REFUSED, TAKEN):
            offer.action_present()
        if fate == REFUSED:
            offer.objection = self._say(OBJECTION)
            offer.action_decline()
        if fate == SEEN:
            self._wait_for_answer(deal)
        if fate == TAKEN:
            self._take_less(offer)

    def _wait_for_answer(self, deal):
        """He has written days ago and nobody answers; a sequence would remind."""
        plan = self.env["mail.activity.plan"].search(
            [("name", "=", self._say(SILENT)), ("state", "=", "published")], limit=1
        )
        if plan:
            self.env["bank.action.plan"]._begin(plan, deal)
        deal.partner_id._log_interaction(
            channel="email",
            direction="in",
            subject=self._say(LETTER),
            date=fields.Datetime.now() - timedelta(days=WAITS_DAYS),
            source=deal,
        )
        # as the scheduler does: the term is over
        self.env["bank.clock"].sudo()._find_open(deal)._watch()

    def _take_less(self, offer):
        """The preliminary terms are accepted, then replaced by the final ones."""
        offer.action_accept()
        final = offer.create(
            {"deal_id": offer.deal_id.id, "kind": "final", "amount": LESS}
        )
        final.action_present()
        final.action_accept()
        offer.deal_id.action_next_stage()

    # ------------------------------------------------------------ what would pass
    def _draw_process(self):
        """From now on cars are sold by it; deals in work stay on their process."""
        category = self._find_by_code("bank.product.category", ["car_loans"])
        check = self.env["bank.check"].create(
            {
                "name": LARGE._translate("en_US"),
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "domain": LARGE_DOMAIN,
            }
        )
        process = self.env["bank.process"].create(
            {
                "name": PROCESS._translate("en_US"),
                "product_category_ids": [Command.set(category["car_loans"].ids)],
                "stage_ids": [
                    Command.create(self._prepare_stage(place, label, check))
                    for place, label in enumerate(STAGES)
                ],
            }
        )
        names = zip(process.stage_ids.sorted("sequence"), STAGES, strict=True)
        self._translate_names([(check, LARGE), (process, PROCESS), *names])
        for code, _name in self.env["res.lang"].get_installed():
            check.with_context(lang=code).remedy = LARGE_REMEDY._translate(code)
        process.action_publish()

    def _prepare_stage(self, place, label, check):
        last = len(STAGES) - 1
        return {
            "name": label._translate("en_US"),
            "sequence": 10 * (place + 1),
            "probability": CHANCES[place],
            "time_limit_days": 0 if place == last else 7,
            "is_won": place == last,
            "check_exit_ids": [Command.set([] if place else check.ids)],
        }

    def _block(self, client):
        """A deal whose terms do not pass, with the draft of its offer."""
        product = self._find_by_code("bank.product", [CAR])[CAR]
        for partner in client:
            deal = self.env["crm.lead"].create(
                {
                    "name": self._say(BLOCKED),
                    "type": "opportunity",
                    "partner_id": partner.id,
                    "product_id": product.id,
                    "user_id": self.env.uid,
                    "amount": BLOCKED_AMOUNT,
                    "term_months": BLOCKED_MONTHS,
                }
            )
            self.env["bank.offer"].create({"deal_id": deal.id})

    # ------------------------------------------------------------ plans
    def _plan_parts(self):
        """A territory by what was sold there a year ago, a segment equally."""
        territory = self.env["bank.territory"].search(
            [("name", "=", self._say(REGIONS["Prague"]))], limit=1
        )
        segment = self.env["bank.segment"].search(
            [("name", "=", self._say(SEGMENT)), ("is_shared", "=", True)], limit=1
        )
        loans = self._find_by_code("bank.product.category", ["loans", DEPOSITS])
        if territory:
            values = {"territory_id": territory.id}
            values["product_category_id"] = loans["loans"].id
            self._plan_part(TERRITORY_PLAN, TERRITORY_TARGET, "last_year", values)
        if segment:
            values = {"segment_id": segment.id}
            values["product_category_id"] = loans[DEPOSITS].id
            self._plan_part(SEGMENT_PLAN, SEGMENT_TARGET, "equal", values)

    def _plan_part(self, label, target, rule, values):
        start = fields.Date.start_of(fields.Date.context_today(self), "quarter")
        plan = self.env["bank.sales.plan"].create(
            {
                "name": self._say(label),
                "date_start": start,
                "date_end": fields.Date.end_of(start, "quarter"),
                "branch_id": self.env.user.branch_ids[:1].id,
                **values,
            }
        )
        plan.action_build()
        top = plan.line_ids.filtered(lambda line: not line.parent_id)
        top.target = target
        top._spread(rule, True)
