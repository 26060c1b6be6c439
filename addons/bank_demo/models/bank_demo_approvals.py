# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from typing import Any, NamedTuple

from odoo import fields, models
from odoo.modules.module import get_module_path
from odoo.tools import LazyTranslate

from ..tools import papers
from .bank_demo_deals import MANAGER
from .bank_demo_lending import (
    DOCUMENT,
    GUARD,
    LAWYER,
    LEGAL_OFFICER,
    MEMBERS,
    SECRETARY,
    STAFF,
    UNDERWRITER,
)

_lt = LazyTranslate(__name__)

PRODUCT = "consumer_loan"
INCOME = 60_000
RAISED = 180_000
# places in the manager's book that other stories leave alone, and who may borrow
FIRST, OLDEST = 8, 55
# what becomes of an application
HELD, REFUSED, NEXT, CHANGED = "held", "refused", "next", "changed"
ASKED, ADVISED, LATE, RETURNED = "asked", "advised", "late", "returned"
APPROVED, WITHDRAWN, LAPSED = "approved", "withdrawn", "lapsed"
PRECEDENT = "precedent"
CERTIFICATE = _lt("Certificate of Income")
SUFFICIENT = _lt("The income is confirmed, the burden is bearable.")
CLEAN = _lt("Nothing against it.")
REMARK = _lt("The certificate is older than a month: renew it before the issue.")
MISSING = _lt("The consent of the spouse is missing.")
BEYOND = _lt("Beyond my limit; I am for it.")
UNBURDENED = _lt("The change needs no other papers.")
AGAINST = _lt("The business is three months old, its income is not proved.")
INSURANCE = _lt("Insure the borrower's life for the term of the loan")


class Loan(NamedTuple):
    """What a client of the demo manager asks for, and what becomes of it."""

    fate: str
    purpose: Any
    amount: int
    months: int


# in the order in which they happen: the first two lay before the committee
LOANS = (
    Loan(HELD, _lt("A summer house"), 540_000, 60),
    Loan(REFUSED, _lt("A share in a business"), 600_000, 60),
    Loan(ASKED, _lt("Repair of a flat"), 120_000, 24),
    Loan(ADVISED, _lt("Furniture"), 90_000, 24),
    Loan(LATE, _lt("Treatment in a clinic"), 150_000, 36),
    Loan(RETURNED, _lt("A boat"), 110_000, 36),
    Loan(APPROVED, _lt("A course of studies"), 80_000, 24),
    Loan(WITHDRAWN, _lt("A journey"), 60_000, 12),
    Loan(LAPSED, _lt("A garage"), 100_000, 24),
    Loan(CHANGED, _lt("Windows and a roof"), 140_000, 36),
    Loan(NEXT, _lt("A used car"), 420_000, 60),
)


class BankDemoImport(models.Model):
    """Applications in every state, one late, one raised; a committee that has met."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "approvals"]

    def _load_approvals(self, bank):
        """Let everybody do his part, unless there are applications already."""
        staff = self._find_staff((MANAGER, *STAFF))
        committee = self.env["bank.committee"].search([], limit=1)
        if self.env[DOCUMENT].search_count([], limit=1) or not committee:
            return
        if len(staff) <= len(STAFF):
            return
        acting = self._acting(staff[MANAGER])
        for loan, client in zip(LOANS, acting._find_borrowers(bank)):
            acting._play(loan, acting._apply(loan, client), staff)
            if loan.fate == REFUSED:
                self._hold_committee(committee, staff)
        self._call_committee(committee, staff)

    def _find_borrowers(self, bank):
        """Return clients of the manager who owe nothing and are young enough."""
        clients = self._find_book(self.env.user, bank)[FIRST:]
        debts = clients._read_debts(self.env.company)
        owing = set().union(*(claim.clients for claim in debts))
        return clients.filtered(
            lambda client: client.id not in owing and client.age <= OLDEST
        )

    def _apply(self, loan, client):
        """Return the application of a new deal, with its paper, ready to be sent."""
        if not client.income_ids:
            self.env["bank.client.income"].create(
                {"partner_id": client.id, "source": "salary", "amount": INCOME}
            )
        if not client.city:
            # contracts name where the borrower lives
            client.city = self._say(_lt("Prague"))
        deal = self.env["crm.lead"].create(
            {
                "name": self._say(loan.purpose),
                "type": "opportunity",
                "partner_id": client.id,
                "product_id": self._find_by_code("bank.product", [PRODUCT])[PRODUCT].id,
                "user_id": self.env.uid,
                "amount": loan.amount,
                "term_months": loan.months,
            }
        )
        application = self.env[DOCUMENT].create(
            {"deal_id": deal.id, "purpose": self._say(loan.purpose)}
        )
        self._hang_certificate(application)
        application.action_next_stage()
        return application

    def _hang_certificate(self, application):
        title = self._say(CERTIFICATE)
        self.env["ir.attachment"].create(
            {
                "name": f"{title}.pdf",
                "raw": papers.make_scan(
                    get_module_path("bank_report"),
                    title,
                    [application.partner_id.name, f"{INCOME} CZK"],
                ),
                "res_model": application._name,
                "res_id": application.id,
            }
        )

    # ------------------------------------------------------------ what becomes of it
    def _play(self, loan, application, staff):
        application.action_request_approval()
        getattr(self, f"_play_{loan.fate}")(application, staff)

    def _judge(self, application, user, decision="approve", label=SUFFICIENT):
        """Let somebody who is asked decide."""
        tasks = application.sudo().approval_id.open_task_ids
        mine = tasks.filtered(lambda task: task.user_id == user)
        mine.with_user(user).sudo(False).action_decide(decision, self._say(label))

    def _play_asked(self, application, staff):
        """Everybody is still to answer."""

    def _play_advised(self, application, staff):
        self._judge(application, staff[LAWYER], "remark", REMARK)
        self._judge(application, staff[GUARD], label=CLEAN)

    def _play_late(self, application, staff):
        self._judge(application, staff[GUARD], label=CLEAN)
        approval_sudo = application.sudo().approval_id
        yesterday = fields.Datetime.now() - timedelta(days=1)
        turns_sudo = approval_sudo.turn_ids.filtered(lambda row: row.state == "pending")
        turns_sudo.date_due = yesterday
        approval_sudo.write(
            {"date_due": yesterday, "date_moved": yesterday - timedelta(days=3)}
        )

    def _play_returned(self, application, staff):
        self._judge(application, staff[LAWYER], "return", MISSING)

    def _play_approved(self, application, staff):
        self._judge(application, staff[LAWYER])
        self._judge(application, staff[GUARD], label=CLEAN)
        self._judge(application, staff[UNDERWRITER])

    def _play_withdrawn(self, application, staff):
        application.approval_id.action_withdraw()

    def _play_lapsed(self, application, staff):
        """As the nightly run does it after the term, for this one alone."""
        self._play_approved(application, staff)
        application.sudo().approval_id._lapse("term")

    def _play_changed(self, application, staff):
        """The client wants more: the change goes to the authority it needs."""
        self._play_approved(application, staff)
        application.amount = RAISED
        application.action_request_approval()
        self._judge(application, staff[LEGAL_OFFICER], label=UNBURDENED)

    def _play_next(self, application, staff):
        self._judge(application, staff[LAWYER])
        self._judge(application, staff[GUARD], label=CLEAN)
        self._judge(application, staff[UNDERWRITER], label=BEYOND)

    _play_held = _play_next
    _play_refused = _play_next

    # ------------------------------------------------------------ the committee
    def _call_meeting(self, committee, secretary, hours):
        meeting = (
            self._acting(secretary)
            .env["bank.committee.meeting"]
            .create(
                {
                    "committee_id": committee.id,
                    "date": fields.Datetime.now() + timedelta(hours=hours),
                }
            )
        )
        meeting.action_build_agenda()
        if meeting.item_ids:
            meeting.action_invite()
        return meeting

    def _hold_committee(self, committee, staff):
        """The first matter is approved with a condition, the second one refused."""
        meeting = self._call_meeting(committee, staff[SECRETARY], 1)
        if not meeting.item_ids:
            return
        meeting.present_ids = committee.member_ids
        meeting.action_open()
        first, *rest = meeting.item_ids.sorted("id")
        for login in MEMBERS:
            conditions = [self._say(INSURANCE)]
            first.with_user(staff[login]).action_vote("for", conditions=conditions)
            for item in rest:
                item.with_user(staff[login]).action_vote("against", self._say(AGAINST))
        meeting.action_close_voting()
        meeting.action_count()
        meeting.action_close()
        self._assign_for_committee(meeting, staff)
        meeting.action_make_minutes()
        for login in (MEMBERS[0], SECRETARY):
            meeting.minutes_ids.with_user(staff[login]).action_sign()

    def _assign_for_committee(self, meeting, staff):
        """Hook: what the committee assigns stands in its minutes."""

    def _call_committee(self, committee, staff):
        """Another meeting is to come, with all that waits on its agenda."""
        self._call_meeting(committee, staff[SECRETARY], 72)
