# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .authority_common import AuthorityCommon
from .common import ApprovalCommon, make_russian

# of the inbox with all its columns, every addon installed; the last is a deputy's
STATEMENTS = 34


@tagged("post_install", "-at_install")
class TestOpinion(ApprovalCommon):
    """The lawyer gives an opinion, the head decides."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route.action_retire()
        cls.advised = cls.env["bank.approval.route"].create(
            {
                "name": "With an opinion",
                "model_id": cls.model.id,
                "step_ids": [
                    Command.create(
                        {
                            "name": "Opinion",
                            "sequence": 1,
                            "kind": "opinion",
                            "who": "users",
                            "user_ids": [Command.set(cls.lawyer.ids)],
                        }
                    ),
                    Command.create(
                        {
                            "name": "Head",
                            "sequence": 2,
                            "who": "users",
                            "user_ids": [Command.set(cls.head.ids)],
                        }
                    ),
                ],
            }
        )
        cls.advised.action_publish()

    def _dialog(self, loan, user):
        action = self._task(loan, user).action_open_decide()
        return self.env[action["res_model"]].with_user(user).browse(action["res_id"])

    def test_a_negative_opinion_stops_nothing(self):
        loan = self._sent()
        self._decide(loan, self.lawyer, "reject", "The charter is old")
        task = loan.sudo().approval_id.task_ids.filtered("opinion")
        self.assertEqual((task.state, task.opinion), ("advised", "negative"))
        self.assertEqual(self._states(loan), {"Opinion": "advised", "Head": "pending"})
        row = self.env["bank.decision"].search(
            [("kind", "=", "approval_task"), ("payload", "like", f'"task":{task.id}')]
        )
        self.assertIn('"opinion":"negative"', row.payload)

    def test_each_opinion_is_kept_as_it_was_said(self):
        for said, kept in (("approve", "positive"), ("remark", "remarks")):
            loan = self._sent()
            self._decide(loan, self.lawyer, said, "well")
            task = loan.sudo().approval_id.task_ids.filtered("opinion")
            self.assertEqual(task.opinion, kept)

    def test_who_decides_has_no_remarks_and_no_opinion(self):
        loan = self._sent()
        self._decide(loan, self.lawyer)
        with self.assertRaisesRegex(UserError, "Approve, refuse"):
            self._decide(loan, self.head, "remark")
        self._decide(loan, self.head)
        task = loan.sudo().approval_id.task_ids.filtered(
            lambda row: row.user_id == self.head
        )
        self.assertEqual((task.state, task.opinion), ("approved", False))

    def test_an_opinion_is_not_an_abstention(self):
        loan = self._sent()
        with self.assertRaisesRegex(UserError, "An opinion is positive"):
            self._decide(loan, self.lawyer, "abstain")

    def test_the_lawyer_returns_it_but_a_colleague_whom_he_asks_does_not(self):
        loan = self._sent()
        self._task(loan, self.lawyer).action_ask_opinion(self.expert.id, "Valid?")
        dialog = self._dialog(loan, self.expert)
        self.assertTrue(dialog.is_opinion)
        self.assertFalse(dialog.can_return)
        with self.assertRaisesRegex(UserError, "An opinion is positive"):
            self._decide(loan, self.expert, "return", "Stop it")
        self.assertTrue(self._dialog(loan, self.lawyer).can_return)
        self._decide(loan, self.lawyer, "return", "The charter is missing")
        self.assertEqual(loan.approval_state, "returned")

    def test_the_dialog_tells_what_is_decided_on_and_what_was_said_of_it(self):
        loan = self._sent(term_months=24)
        self._decide(loan, self.lawyer, "remark", "Insure the shop")
        dialog = self._dialog(loan, self.head)
        self.assertEqual(dialog.opinion_ids.mapped("comment"), ["Insure the shop"])
        self.assertIn("a shop", dialog.matter)
        self.assertIn("24", dialog.matter)
        self.assertFalse(dialog.is_opinion)
        action = dialog.action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), (loan._name, loan.id))

    def test_a_hidden_field_is_not_told(self):
        loan = self._sent()
        self._decide(loan, self.lawyer)
        field = loan._fields["purpose"]
        self.patch(field, "groups", "base.group_system")
        approval = loan.approval_id.with_user(self.head)
        self.assertNotIn("a shop", approval.matter or "")

    def test_the_inbox_names_the_papers_for_whoever_is_asked(self):
        loan = self._sent()
        self.env["ir.attachment"].create(
            {
                "name": "charter.txt",
                "raw": b"The charter",
                "res_model": loan._name,
                "res_id": loan.id,
            }
        )
        self.env.flush_all()
        task = self._task(loan, self.lawyer)
        self.assertEqual(task.paper_names, "charter.txt")
        self.assertFalse(task.with_user(self.manager).paper_names)

    def test_how_a_term_runs_is_told_in_russian(self):
        # the words belong to the field's own addon, which names no model of this one
        make_russian(self.env, self.lawyer)
        turns = self.env["bank.approval.turn"].with_context(lang="ru_RU")
        field = turns.fields_get(["clock_state"])["clock_state"]
        self.assertEqual(
            [label for _key, label in field["selection"]],
            ["Идёт", "Приостановлен", "Просрочено"],
        )

    def test_a_second_click_says_nothing_new(self):
        loan = self._sent()
        task = self._task(loan, self.lawyer)
        task.action_decide("remark", "Insure it")
        # what he was lent is closed to him with his answer
        self.assertFalse(loan.with_user(self.lawyer).has_access("read"))
        task.action_decide("remark", " Insure it")
        rows = self.env["bank.decision"].search_count(
            [("kind", "=", "approval_task"), ("payload", "like", f'"task":{task.id}')]
        )
        self.assertEqual(rows, 1)
        for other in (("approve", "Insure it"), ("remark", "Do not")):
            with self.assertRaises(AccessError):
                task.action_decide(*other)
        with self.assertRaises(AccessError):
            task.with_user(self.expert).action_decide("remark", "Insure it")

    def test_nobody_else_opens_the_dialog(self):
        loan = self._sent()
        task = self._task(loan, self.lawyer)
        with self.assertRaises(AccessError):
            task.with_user(self.expert).action_open_decide()


@tagged("post_install", "-at_install")
class TestInbox(AuthorityCommon):
    def test_exposure_stands_in_the_inbox_of_who_is_asked(self):
        self._sent(partner_id=self.sister.id, amount=300)
        loan = self._sent(partner_id=self.client.id, amount=200)
        task = self._task(loan, self.head)
        self.assertEqual((task.exposure_before, task.exposure_after), (0, 200))
        self.assertFalse(task.with_user(self.manager).exposure_after)
        other = self.env["bank.approval.task"].search(
            [("user_id", "=", self.head.id), ("state", "=", "open")]
        )
        other.filtered(lambda row: row != task).with_user(self.head).action_decide(
            "approve"
        )
        task.invalidate_recordset()
        self.assertEqual((task.exposure_before, task.exposure_after), (300, 500))

    def _send_unlike(self, count):
        """Send loans, each for another client of another group, product, currency."""
        moneys = self.env["res.currency"].with_context(active_test=False)
        # for the company's own no rate is asked
        home = self.env.company.currency_id
        moneys = moneys.search([("id", "!=", home.id)], limit=count)
        moneys.active = True
        for number, money in enumerate(moneys):
            client = self.client.copy({"name": f"Client {number}"})
            members = [Command.create({"partner_id": client.id})]
            self.env["bank.client.group"].create(
                {"name": f"Group {number}", "kind": "holding", "member_ids": members}
            )
            self._sent(
                partner_id=client.id,
                product_id=self._product("credit", f"t_{number}").id,
                currency_id=money.id,
                amount=10,
            )

    def test_ten_tasks_cost_as_many_queries_as_one(self):
        self._send_unlike(11)
        self._deputy(self.head, self.expert)
        for user in (self.head, self.expert):
            with self.subTest(user=user.name):
                self._check_inbox(user)

    def _check_inbox(self, user):
        tasks = self.env["bank.approval.task"].with_user(user)
        view = self.env.ref("bank_approval.bank_approval_task_view_list")
        arch = etree.fromstring(tasks.get_view(view.id, "list")["arch"])
        # as the web client reads it, names with it
        spec = {
            name: {"fields": {"display_name": {}}}
            if tasks._fields[name].type == "many2one"
            else {}
            for name in arch.xpath("//field/@name")
        }

        def read(limit):
            found = tasks.web_search_read([("is_mine", "=", True)], spec, limit=limit)
            self.assertEqual(len(found["records"]), limit)

        one = count_queries(self.env, lambda: read(1))
        self.assertEqual(count_queries(self.env, lambda: read(10)), one)
        self.assertLessEqual(one, STATEMENTS)
