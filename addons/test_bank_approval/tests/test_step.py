# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from lxml import etree

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import ApprovalCommon

FOR, AGAINST, SILENT = "approve", "reject", None


@tagged("post_install", "-at_install")
class TestStep(ApprovalCommon):
    """How a step of a route is decided, and whom it asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route.action_retire()
        cls.voters = cls.boss1 | cls.boss2 | cls.head

    def _make_route(self, **step):
        step = {"who": "users", "user_ids": [Command.set(self.voters.ids)], **step}
        route = self.env["bank.approval.route"].create(
            {
                "name": "One step",
                "model_id": self.model.id,
                "step_ids": [Command.create({"name": "Decision", **step})],
            }
        )
        route.action_publish()
        return route

    def _vote(self, decisions):
        """Return the status of a loan after these votes, one after another."""
        loan = self._sent()
        for user, decision in zip(self.voters, decisions, strict=True):
            if decision:
                self._decide(loan, user, decision)
        return loan.approval_state

    def _check_votes(self, table, **step):
        route = self._make_route(**step)
        for decisions, state in table:
            with self.subTest(decisions=decisions):
                self.assertEqual(self._vote(decisions), state)
        route.action_retire()

    def test_a_majority_of_those_asked(self):
        self._check_votes(
            [
                ((FOR, SILENT, SILENT), "pending"),
                ((FOR, AGAINST, SILENT), "pending"),
                ((FOR, FOR, SILENT), "approved"),
                ((AGAINST, AGAINST, SILENT), "rejected"),
                ((AGAINST, FOR, FOR), "approved"),
            ],
            rule="majority",
        )

    def test_a_given_part_of_those_asked(self):
        two = [
            ((FOR, SILENT, SILENT), "pending"),
            ((FOR, FOR, SILENT), "approved"),
            ((AGAINST, AGAINST, SILENT), "rejected"),
        ]
        self._check_votes(two, rule="share", share=66)
        three = [
            ((FOR, FOR, SILENT), "pending"),
            ((FOR, FOR, FOR), "approved"),
            ((AGAINST, SILENT, SILENT), "rejected"),
        ]
        self._check_votes(three, rule="share", share=67)

    def test_nobody_against(self):
        self._check_votes(
            [
                ((FOR, FOR, SILENT), "pending"),
                ((FOR, FOR, FOR), "approved"),
                ((FOR, AGAINST, SILENT), "rejected"),
            ],
            rule="unanimity",
        )

    def test_the_first_answer(self):
        self._check_votes([((FOR, SILENT, SILENT), "approved")], rule="any")

    def test_a_veto_stands_against_any_majority(self):
        self._check_votes(
            [
                # the others are enough, and wait for who may forbid it
                ((SILENT, FOR, FOR), "pending"),
                ((FOR, FOR, SILENT), "approved"),
                ((AGAINST, SILENT, SILENT), "rejected"),
                ((SILENT, AGAINST, SILENT), "pending"),
            ],
            rule="majority",
            veto_user_ids=[Command.set(self.boss1.ids)],
        )

    def test_a_quorum_is_waited_for(self):
        self._check_votes(
            [
                ((FOR, FOR, SILENT), "pending"),
                ((FOR, FOR, AGAINST), "approved"),
            ],
            rule="majority",
            quorum=100,
        )

    def test_whoever_takes_over_has_the_veto_of_whom_he_replaces(self):
        officers = "bank_crm_core.group_crm_security_officer"
        third = self._user("guard3", self.office, officers)
        self._make_route(
            who="group",
            user_ids=False,
            group_id=self.env.ref(officers).id,
            rule="majority",
            veto_user_ids=[Command.set(self.guard.ids)],
        )
        loan = self._sent()
        heir = self._user("guard4", self.office, officers)
        self._task(loan, self.guard).action_delegate(heir)
        self._decide(loan, heir, "reject")
        self.assertEqual(loan.approval_state, "rejected")
        # of whoever has none one vote is one vote
        loan = self._sent()
        last = self._user("guard5", self.office, officers)
        self._task(loan, third).action_delegate(last)
        self._decide(loan, last, "reject")
        self.assertEqual(loan.approval_state, "pending")

    def test_a_step_asks_whom_the_document_names(self):
        # of a loan it is the manager, who has begun it; of other documents a judge
        loans = self.registry["test.bank.loan"]
        self.patch(
            loans,
            "_get_approval_initiators",
            lambda rows: {row.id: row.create_uid for row in rows},
        )
        field = self.env["ir.model.fields"]._get("test.bank.loan", "user_id")
        self._make_route(who="field", field_id=field.id)
        loan = self._sent(user_id=self.expert.id)
        self.assertEqual(loan.sudo().approval_id.open_task_ids.user_id, self.expert)
        self._decide(loan, self.expert)
        self.assertEqual(loan.approval_state, "approved")

    def test_a_step_asks_the_head_of_the_branch_of_the_document(self):
        """The nearest up the tree; nobody decides what he has begun."""
        self._make_route(who="head")
        loan = self._sent()
        self.assertEqual(loan.sudo().approval_id.open_task_ids.user_id, self.head)
        self.branch.head_id = self.boss1
        loan = self._sent()
        self.assertEqual(loan.sudo().approval_id.open_task_ids.user_id, self.boss1)
        self.branch.head_id = self.manager
        loan = self._sent()
        self.assertEqual(loan.sudo().approval_id.open_task_ids.user_id, self.head)


@tagged("post_install", "-at_install")
class TestRequestFilters(ApprovalCommon):
    """The filters of the list of requests find what their names say."""

    def _find(self, name, user):
        """Return what the filter finds, as the screen asks the server."""
        rows = self.env["bank.approval"].with_user(user)
        view = self.env.ref("bank_approval.bank_approval_view_search")
        arch = etree.fromstring(rows.get_view(view.id, "search")["arch"])
        (node,) = arch.xpath(f"//filter[@name='{name}']")
        return rows.search(safe_eval(node.get("domain"), {"uid": user.id}))

    def test_own_requests(self):
        colleague = self._user(
            "colleague", self.branch, "bank_crm_core.group_crm_manager"
        )
        own = self._sent().sudo().approval_id
        loans = self.env["test.bank.loan"].with_user(colleague)
        other = loans.create(
            {
                "name": "Another's",
                "branch_id": self.branch.id,
                "amount": 1,
                "purpose": "a car",
            }
        )
        other.action_request_approval()
        other = other.sudo().approval_id
        self.assertEqual(self._find("filter_mine", self.manager), own)
        self.assertEqual(self._find("filter_mine", colleague), other)
        both = self._find("filter_running", self.manager)
        self.assertLessEqual(own | other, both)

    def test_stuck_for_two_days(self):
        """Nothing has happened for more than two days, whoever is asked."""
        today = fields.Datetime.to_datetime(fields.Date.today())
        moved = {days: self._sent().sudo().approval_id for days in (0, 1, 3)}
        for days, request in moved.items():
            request.date_moved = fields.Datetime.subtract(today, days=days)
        decided = self._sent().sudo().approval_id
        decided.with_user(self.manager).action_withdraw("The client has gone.")
        decided.date_moved = fields.Datetime.subtract(today, days=3)
        self.assertEqual(self._find("filter_stuck", self.manager), moved[3])

    def test_late_and_returned(self):
        late, returned, other = (self._sent().sudo().approval_id for _n in range(3))
        now = fields.Datetime.now()
        late.date_due = fields.Datetime.subtract(now, hours=1)
        loan = self.env["test.bank.loan"].browse(returned.res_id)
        self._decide(loan, self.lawyer, "return", "A paper is missing")
        self.assertEqual(self._find("filter_late", self.manager), late)
        self.assertEqual(self._find("filter_returned", self.manager), returned)
        running = self._find("filter_running", self.manager)
        self.assertLessEqual(late | returned | other, running)
