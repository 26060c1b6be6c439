# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import Any, NamedTuple

from odoo import Command, fields, models
from odoo.tools import LazyTranslate

from .bank_demo_deals import MANAGER
from .bank_demo_queues import COLLEAGUE, LEAD, OPERATOR

_lt = LazyTranslate(__name__)

# ids and codes stand by themselves: a string beside a term is taken for a term
TERMS = "bank_deals.crm_lost_reason_terms"
OTHER_BANK = "bank_deals.crm_lost_reason_other_bank"
MORTGAGE, CAR, LOAN, DEPOSIT = "mortgage", "car_loan", "consumer_loan", "term_deposit"
BUSINESS = "business_loan"
PHONE, OFFICE, SITE = "phone", "branch", "site"
NOT_REACHED = "not_reached"

COMPETITORS = (_lt("Neighbour Bank (demo)"), _lt("River Bank (demo)"))
NEIGHBOUR, RIVER = 0, 1
TARGET = 40_000_000


class Loss(NamedTuple):
    """A deal of the manager's that was lost, why and to whom."""

    client: int
    name: Any
    product: str
    amount: int
    months: int
    reason: str
    competitor: int | None = None
    rate: float = 0.0


class Inquiry(NamedTuple):
    """Who has asked for what, over which channel, and what has become of it."""

    name: Any
    phone: str
    channel: str
    product: str | None
    note: Any
    taken_by: str | None = None
    decline: str | None = None


LOSSES = (
    Loss(
        10, _lt("A flat for the parents"), MORTGAGE, 2400000, 240, TERMS, NEIGHBOUR, 4.9
    ),
    Loss(11, _lt("A used car"), CAR, 150000, 36, OTHER_BANK, RIVER, 7.5),
    Loss(12, _lt("A new roof"), LOAN, 90000, 24, TERMS),
    Loss(
        13, _lt("Savings for a year"), DEPOSIT, 300000, 12, OTHER_BANK, NEIGHBOUR, 3.5
    ),
)
INQUIRIES = (
    Inquiry(
        _lt("Example Caller (demo)"),
        "+420 000 990 011",
        PHONE,
        LOAN,
        _lt("Wants to repair a bathroom, asks what he would pay a month"),
    ),
    Inquiry(
        _lt("Example Visitor (demo)"),
        "+420 000 990 012",
        OFFICE,
        CAR,
        _lt("Came in with the papers of a car, waits for an answer today"),
        MANAGER,
    ),
    Inquiry(
        _lt("Example Inquirer (demo)"),
        "+420 000 990 013",
        PHONE,
        LOAN,
        _lt("Saw our advertisement in the underground"),
        COLLEAGUE,
        NOT_REACHED,
    ),
    Inquiry(
        _lt("Example Reader of the Site (demo)"),
        "+420 000 990 014",
        SITE,
        MORTGAGE,
        _lt("A mortgage for a first flat, is free after six in the evening"),
    ),
    Inquiry(
        _lt("Example Baker (demo)"),
        "+420 000 990 015",
        PHONE,
        BUSINESS,
        _lt("Wants to buy an oven for the bakery on credit"),
    ),
)
# whoever is to work there is still looked for: its inquiries stand in a list of heads
LINE, LINE_DAYS = _lt("Business Loans"), 1
PAGE = _lt("A loan from our bank")
CONSENT = _lt("I agree that the bank uses what I have written here to answer me.")
PLAN = _lt("Sales of the year")
FORECAST_NOTE = _lt("Two large mortgages are certain, though they stand early")


class BankDemoImport(models.Model):
    """What a head of sales looks at: who inquires, why deals are lost, the plan."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "sales"]

    def _load_sales(self, bank):
        """Do it once: competitors are made by nothing else."""
        people = self._find_people()
        competitors = self.env["bank.competitor"].with_context(active_test=False)
        if not people.keys() >= {MANAGER, COLLEAGUE, LEAD, OPERATOR}:
            return
        if competitors.search_count([], limit=1):
            return
        rivals = competitors.create(
            [{"name": self._say(label)} for label in COMPETITORS]
        )
        # databases from before the mark have it off on what is shipped
        self.env.ref(TERMS).is_about_terms = True
        clients = self._find_book(people[MANAGER], bank)
        lost = self._acting(people[MANAGER])._lose_deals(clients, rivals)
        for deal in lost.with_env(self.env).filtered("lost_reason_id.is_about_terms"):
            deal._judge_loss()  # as the scheduler does at night
        self._receive_inquiries(people)
        self._acting(people[LEAD])._plan_sales()

    def _lose_deals(self, clients, rivals):
        """Make and lose them as the manager does; return them."""
        products = self._find_by_code("bank.product", [row.product for row in LOSSES])
        lost = self.env["crm.lead"]
        for loss in LOSSES:
            if loss.client >= len(clients):
                continue
            deal = self.env["crm.lead"].create(
                {
                    "name": self._say(loss.name),
                    "type": "opportunity",
                    "partner_id": clients[loss.client].id,
                    "product_id": products[loss.product].id,
                    "user_id": self.env.uid,
                    "amount": loss.amount,
                    "term_months": loss.months,
                }
            )
            deal.action_next_stage()
            self._lose(deal, loss, rivals)
            lost |= deal
        return lost

    def _lose(self, deal, loss, rivals):
        went = loss.competitor is not None
        dialog = self.env["crm.lead.lost"].create(
            {
                "lead_ids": [Command.set(deal.ids)],
                "lost_reason_id": self.env.ref(loss.reason).id,
                "competitor_id": went and rivals[loss.competitor].id,
                "competitor_rate": loss.rate,
            }
        )
        dialog.action_lost_reason_apply()

    # ------------------------------------------------------------ inquiries
    def _receive_inquiries(self, people):
        products = self._find_by_code(
            "bank.product", [row.product for row in INQUIRIES if row.product]
        )
        branch = people[MANAGER].branch_ids[:1]
        self._open_empty_line(products[BUSINESS], people[LEAD])
        for inquiry in INQUIRIES:
            values = {
                "contact_name": self._say(inquiry.name),
                "phone": inquiry.phone,
                "product_id": products[inquiry.product].id,
                "note": self._say(inquiry.note),
                "branch_id": branch.id,
            }
            if inquiry.channel == SITE:
                self._receive_from_site(values, branch)
                continue
            channel = self.env["bank.channel"].search([("code", "=", inquiry.channel)])
            by = people[MANAGER if inquiry.channel == OFFICE else OPERATOR]
            rows = self._acting(by).env["bank.inquiry"]
            row = rows.create({**values, "channel_id": channel.id})
            if inquiry.taken_by in people:
                self._take_inquiry(row, people[inquiry.taken_by], inquiry.decline)

    def _open_empty_line(self, product, head):
        """A line in which nobody works yet, and the rule that sends inquiries there."""
        name = LINE._translate("en_US")
        queue = self.env["bank.queue"].create(
            {"name": name, "days": LINE_DAYS, "lead_ids": [Command.set(head.ids)]}
        )
        rule = self.env["bank.routing.rule"].create(
            {
                "name": name,
                "model": "bank.inquiry",
                "domain": f"[('product_id', '=', {product.id})]",
                "queue_id": queue.id,
            }
        )
        self._translate_names([(queue, LINE), (rule, LINE)])

    def _take_inquiry(self, row, user, decline):
        """Who is free may have got it already."""
        if row.sudo().state == "new":
            own = row.create_uid == user
            row = row.with_user(user)
            if not own and row._get_take_blocker():
                return  # it has gone to a queue that he does not sell for
            row.action_take_own() if own else row.action_take()
        if decline:
            holder = row.sudo().user_id
            row.with_user(holder)._decline(decline, False)

    def _receive_from_site(self, values, branch):
        form = self.env["bank.inquiry.form"].create(
            {
                "name": PAGE._translate("en_US"),
                "code": "loan",
                "branch_id": branch.id,
                "product_ids": [Command.set([values["product_id"]])],
                "consent_text": CONSENT._translate("en_US"),
            }
        )
        self._translate_names([(form, PAGE)])
        for code, _name in self.env["res.lang"].get_installed():
            form.with_context(lang=code).consent_text = CONSENT._translate(code)
        self.env["bank.inquiry"]._receive(
            [
                {
                    **values,
                    "form_id": form.id,
                    "channel_id": self.env.ref("bank_deals.bank_channel_site").id,
                    "consent_text": self._say(CONSENT),
                    "consent_date": fields.Datetime.now(),
                }
            ]
        )

    # ------------------------------------------------------------ the plan
    def _plan_sales(self):
        """The year of the branch, given below equally, with the head's own forecast."""
        today = fields.Date.context_today(self)
        plan = self.env["bank.sales.plan"].create(
            {
                "name": self._say(PLAN),
                "date_start": today.replace(month=1, day=1),
                "date_end": today.replace(month=12, day=31),
                "branch_id": self.env.user.branch_ids[:1].id,
            }
        )
        plan.action_build()
        top = plan.line_ids.filtered(lambda line: not line.parent_id)
        top.target = TARGET
        top._spread("equal", True)
        top.write(
            {
                "override": TARGET * 3 // 4,
                "override_note": self._say(FORECAST_NOTE),
            }
        )
