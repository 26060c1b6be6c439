# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ApprovalCommon

NEW = 9_999


@tagged("post_install", "-at_install")
class TestAmountForgery(ApprovalCommon):
    """The amount is another than the one that was decided on."""

    def _get_ways(self):
        """Return ``{way: method of (loan, amount)}`` to change an amount."""
        return {
            "interface": self._write,
            "form": self._save,
            "import": self._import,
            "server action": self._run,
            "forged context": self._forge,
        }

    def _write(self, loan, amount):
        own = loan.with_user(self.manager)
        call_kw(own, "write", [own.ids, {"amount": amount}], {})

    def _save(self, loan, amount):
        own = loan.with_user(self.manager)
        call_kw(own, "web_save", [own.ids, {"amount": amount}], {"specification": {}})

    def _import(self, loan, amount):
        rows = [[str(loan.id), str(amount)]]
        told = loan.with_user(self.manager).load([".id", "amount"], rows)
        if not told["ids"]:
            raise UserError(str(told["messages"]))

    def _run(self, loan, amount):
        field = self.env["ir.model.fields"]._get(loan._name, "amount")
        action = self.env["ir.actions.server"].create(
            {
                "name": "Raise",
                "model_id": self.model.id,
                "state": "object_write",
                "update_path": "amount",
                "update_field_id": field.id,
                "value": str(amount),
            }
        )
        own = action.with_user(self.manager).with_context(
            active_model=loan._name, active_id=loan.id, active_ids=loan.ids
        )
        own.run()

    def _forge(self, loan, amount):
        own = loan.with_user(self.manager)
        context = {
            "default_approval_state": "approved",
            "default_amount": amount,
            "bank_transition_token": True,
            "install_mode": True,
        }
        values = {"amount": amount}
        call_kw(own, "write", [own.ids, values], {"context": context})

    def test_while_it_is_decided_no_way_changes_it(self):
        for way, change in self._get_ways().items():
            with self.subTest(way=way):
                loan = self._sent()
                with self.assertRaises(UserError):
                    change(loan, NEW)
                self.env.invalidate_all()
                self.assertEqual(loan.amount, 1000)

    def test_after_the_decision_it_ends_the_approval_whatever_the_way(self):
        for way, change in self._get_ways().items():
            with self.subTest(way=way):
                loan = self._sent()
                self._approve_all(loan)
                change(loan, NEW)
                self.env.invalidate_all()
                self.assertEqual(loan.amount, NEW)
                self.assertEqual(loan.approval_state, "lapsed")

    def test_a_new_document_is_approved_by_no_default(self):
        loan = self._sent()
        self._approve_all(loan)
        forged = loan.with_user(self.manager).with_context(
            default_approval_id=loan.sudo().approval_id.id,
            default_approval_state="approved",
        )
        made = forged.create({"name": "x", "purpose": "y", "branch_id": self.branch.id})
        self.assertFalse(made.sudo().approval_id)
        self.assertEqual(made.approval_state, "none")
        copied = forged.browse(loan.id).copy({"amount": NEW})
        self.assertFalse(copied.sudo().approval_id)
        self.assertEqual(copied.approval_state, "none")

    def test_there_and_back_is_not_approved_again(self):
        """What lapsed stays lapsed: nobody knows what it was used for meanwhile."""
        loan = self._sent()
        self._approve_all(loan)
        loan.amount = NEW
        loan.amount = 1000
        self.assertEqual(loan.approval_state, "lapsed")

    def test_past_the_document_the_gate_finds_it(self):
        loan = self._sent()
        self._approve_all(loan)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE test_bank_loan SET amount = %s WHERE id = %s", [NEW, loan.id]
        )
        self.env.invalidate_all()
        self.assertEqual(loan._find_unlike_approved(), loan)


@tagged("post_install", "-at_install")
class TestPaperForgery(ApprovalCommon):
    """Another paper lies where the one lay that was decided on."""

    def _hang(self, loan, content=b"Charter of 2024"):
        return (
            self.env["ir.attachment"]
            .with_user(self.manager)
            .create(
                {
                    "name": "charter.txt",
                    "raw": content,
                    "res_model": loan._name,
                    "res_id": loan.id,
                }
            )
        )

    def test_a_paper_replaced_while_it_is_decided_stops_the_approval(self):
        for way in ("write", "replace", "add", "remove"):
            with self.subTest(way=way):
                loan = self._loan()
                paper = self._hang(loan)
                loan.action_request_approval()
                self._replace(loan, paper, way)
                with self.assertRaisesRegex(UserError, "not what was sent"):
                    self._decide(loan, self.lawyer)
                self._decide(loan, self.lawyer, "return", "Which one?")
                self.assertEqual(loan.approval_state, "returned")

    def _replace(self, loan, paper, way):
        if way == "write":
            paper.raw = b"Charter of 2026"
        if way in ("replace", "remove"):
            paper.unlink()
        if way in ("replace", "add"):
            self._hang(loan, b"Charter of 2026")
        self.env.flush_all()

    def test_a_paper_replaced_after_the_decision_is_found_at_the_gate(self):
        loan = self._loan()
        paper = self._hang(loan)
        loan.action_request_approval()
        self._approve_all(loan)
        kept = loan.sudo().approval_id.round_ids.snapshot_hash
        self.assertFalse(loan._find_unlike_approved())
        paper.raw = b"Charter of 2026"
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(loan._find_unlike_approved(), loan)
        self.assertEqual(loan.sudo().approval_id.round_ids.snapshot_hash, kept)

    def test_the_same_paper_under_another_name_is_the_same(self):
        loan = self._loan()
        paper = self._hang(loan)
        loan.action_request_approval()
        paper.name = "statutes.txt"
        self._decide(loan, self.lawyer)

    def test_what_was_decided_on_is_kept_from_everybody(self):
        loan = self._loan()
        self._hang(loan)
        loan.action_request_approval()
        rounds = loan.sudo().approval_id.round_ids
        values = {"snapshot": "{}", "snapshot_hash": "x", "part_hashes": {}}
        admin = self.env.ref("base.user_admin")
        for user in (self.manager, self.lawyer, self.drafter, self.auditor, admin):
            for name, value in values.items():
                with self.assertRaises(AccessError):
                    own = rounds.with_user(user)
                    call_kw(own, "write", [own.ids, {name: value}], {})


@tagged("post_install", "-at_install")
class TestVoteForgery(ApprovalCommon):
    """A vote is given twice, or when nobody asks for it."""

    def _find(self, loan, user):
        tasks = loan.sudo().approval_id.task_ids
        return tasks.filtered(lambda task: task.user_id == user)

    def _refuse(self, task, user, decision="approve"):
        with self.assertRaises(UserError):
            call_kw(
                task.with_user(user), "action_decide", [task.ids, decision, "x"], {}
            )

    def _before_the_board(self):
        loan = self._sent()
        self._decide(loan, self.lawyer)
        self._decide(loan, self.guard)
        return loan

    def test_of_deputy_and_principal_one_decides(self):
        self._deputy(self.lawyer, self.expert)
        for first, second in (
            (self.lawyer, self.expert),
            (self.expert, self.lawyer),
        ):
            loan = self._sent()
            task = self._find(loan, self.lawyer)
            task.with_user(first).action_decide("approve", "so")
            self._refuse(task, second)
            self._refuse(task, second, "reject")
            self.assertEqual(task.decided_by_id, first)

    def test_a_deputy_of_two_fills_one_seat(self):
        loan = self._before_the_board()
        self._deputy(self.boss1, self.expert)
        self._deputy(self.boss2, self.expert)
        one, two = (self._find(loan, boss) for boss in (self.boss1, self.boss2))
        one.with_user(self.expert).action_decide("approve", "for one")
        with self.assertRaisesRegex(UserError, "decides once"):
            two.with_user(self.expert).action_decide("approve", "for the other")
        self.assertEqual(loan.approval_state, "pending")
        two.with_user(self.boss2).action_decide("approve", "so")
        self.assertEqual(loan.approval_state, "approved")

    def test_by_a_second_role_nobody_gets_a_second_seat(self):
        """Two of a role are asked; one of them is named on the step as well."""
        loan = self._sent()
        with self.assertRaisesRegex(UserError, "asked on this step already"):
            self._task(loan, self.guard).action_delegate(self.guard2.id)
        self.lawyer.sudo().group_ids += self.safe.group_id
        with self.assertRaisesRegex(UserError, "with the same role"):
            # of no branch, he does not reach that of the document
            self._task(loan, self.guard).action_delegate(self.lawyer.id)
        self.lawyer.sudo().branch_ids = self.office
        self._task(loan, self.guard).action_delegate(self.lawyer.id)
        tasks = self._find(loan, self.lawyer)
        self.assertEqual(len(tasks), 2)
        # two steps, one seat on each
        self.assertEqual(len(tasks.turn_id), 2)
        self._refuse(self._find(loan, self.guard), self.guard)

    @mute_logger("odoo.sql_db")
    def test_a_second_session_finds_the_seat_taken(self):
        """What two sessions race for is held by the database, not by a look."""
        loan = self._before_the_board()
        self._decide(loan, self.boss1)
        other = self._find(loan, self.boss2).sudo()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            other.decided_by_id = self.boss1
            self.env.flush_all()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            other.copy({"user_id": self.boss1.id, "state": "open"})
            self.env.flush_all()

    def test_a_closed_round_takes_no_vote(self):
        loan = self._before_the_board()
        self._decide(loan, self.boss1, "return", "Why a shop?")
        loan.approval_id.action_resubmit()
        rounds = loan.sudo().approval_id.round_ids
        self.assertEqual(len(rounds), 2)
        old = rounds[0].turn_ids.task_ids
        self.assertTrue(old)
        for task in old:
            for decision in ("approve", "reject", "return"):
                self._refuse(task, task.user_id, decision)
        self.assertNotIn("open", old.mapped("state"))

    def test_before_its_turn_and_after_the_end_nobody_votes(self):
        loan = self._sent()
        self._refuse(self._find(loan, self.boss1), self.boss1)
        self._decide(loan, self.lawyer)
        self._decide(loan, self.guard, "reject", "no")
        self.assertEqual(loan.approval_state, "rejected")
        for task in loan.sudo().approval_id.task_ids:
            self._refuse(task, task.user_id)
        withdrawn = self._sent()
        withdrawn.approval_id.action_withdraw()
        for task in withdrawn.sudo().approval_id.task_ids:
            self._refuse(task, task.user_id)
        self.assertEqual(withdrawn.approval_state, "withdrawn")
