# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged
from odoo.tools import format_date

from odoo.addons.base.models.ir_cron import IrCron

from ..models.handover import bank_handover_run
from .common import BankCoreCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")
class TestHandover(BankCoreCommon):
    """A leaving manager's book goes to others; nothing of it is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "bank_crm_core.group_crm_manager"
        cls.second = cls._create_user("second", group, cls.branch)
        cls.third = cls._create_user("third", group, cls.branch)
        cls.clients = cls.client
        for index, balance in enumerate((600, 300, 300, 0, 0)):
            client = cls._create_client(
                f"Client {index}", phone=f"8 916 000-00-{index:02}"
            )
            cls.clients |= client
            if balance:
                cls._create_agreement(client, balance=balance)
        cls.takers = cls.colleague | cls.second | cls.third

    def _prepare(self, user=None, **values):
        return (
            self.env["bank.handover"]
            .with_user(user or self.head)
            .create(
                {
                    "from_user_id": self.manager.id,
                    "target_ids": [
                        (0, 0, {"user_id": taker.id}) for taker in self.takers
                    ],
                    **values,
                }
            )
        )

    def _hand_over(self, **values):
        document = self._prepare(**values)
        document.action_distribute()
        document.action_hand_over()
        return document

    def _run_cron(self):
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.env["bank.handover"]._cron_hand_over()

    def test_by_segment(self):
        segments = self.env["bank.segment"]
        rich = segments.create({"name": "Rich", "kind": "fixed"})
        young = segments.create({"name": "Young", "kind": "fixed"})
        book = self.clients
        rich._add_clients(book[:2])
        young._add_clients(book[1:3])
        targets = [(self.second, rich), (self.third, young)]
        document = (
            self.env["bank.handover"]
            .with_user(self.head)
            .create(
                {
                    "from_user_id": self.manager.id,
                    "method": "segment",
                    "target_ids": [
                        (0, 0, {"user_id": user.id, "segment_id": segment.id})
                        for user, segment in targets
                    ],
                }
            )
        )
        document.action_distribute()
        dealt = {line.partner_id: line.user_id for line in document.sudo().line_ids}
        self.assertEqual(
            [dealt[client] for client in book[:4]],
            [self.second, self.second, self.third, self.env["res.users"]],
        )

    def test_shares_balance_numbers_and_sums(self):
        document = self._prepare()
        document.action_distribute()
        counts = document.target_ids.mapped("client_count")
        self.assertEqual(sum(counts), len(self.clients))
        self.assertEqual(sorted(document.target_ids.mapped("balance")), [300, 300, 600])
        self.assertTrue(all(counts))
        self.assertEqual(self.clients.manager_id, self.manager, "nothing moves yet")

    def test_balances_are_in_one_currency(self):
        home = self.env.company.currency_id
        other = self.env.ref("base.EUR" if home.name != "EUR" else "base.USD")
        other.active = True
        self.env["res.currency.rate"].search([("currency_id", "=", other.id)]).unlink()
        self.env["res.currency.rate"].create(
            {"currency_id": other.id, "name": "2026-01-01", "rate": 0.5}
        )
        poor = self.clients[-1]
        self._create_agreement(poor, balance=1000, currency_id=other.id)
        self._create_account(poor, balance=5)
        document = self._prepare()
        document.action_distribute()
        line = document.sudo().line_ids.filtered(lambda row: row.partner_id == poor)
        self.assertAlmostEqual(line.balance, 2005, places=2)

    def test_clients_tasks_and_obligations_move(self):
        contact = self.env["res.partner"].create(
            {"name": "Accountant", "parent_id": self.client.id}
        )
        agreement = self._create_agreement(self.client, date_end=date(2026, 3, 20))
        todo = "mail.mail_activity_data_todo"
        tasks = self.client.activity_schedule(todo, user_id=self.manager.id)
        tasks |= contact.activity_schedule(todo, user_id=self.manager.id)
        other = self.client.activity_schedule(todo, user_id=self.operator.id)
        own = self.colleague_client.activity_schedule(todo, user_id=self.manager.id)
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.env["bank.obligation"]._cron_generate()
        duty = self.env["bank.obligation"].search(
            [("agreement_id", "=", agreement.id)], limit=1
        )
        self.assertEqual(duty.user_id, self.manager)
        document = self._hand_over()
        self.assertEqual(document.state, "done")
        self.assertEqual(document.moved_count, len(self.clients))
        new = self.client.manager_id
        self.assertIn(new, self.takers)
        self.assertEqual(contact.manager_id, new)
        self.assertEqual(tasks.user_id, new)
        self.assertEqual(duty.user_id, new)
        self.assertEqual(other.user_id, self.operator)
        self.assertEqual(own.user_id, self.manager)
        self.assertNotIn(self.manager, self.clients.manager_id)
        self.assertGreaterEqual(document.task_count, 3)
        rows = self.env["bank.decision"].search(
            [("kind", "=", "handover"), ("res_id", "in", self.clients.ids)]
        )
        self.assertEqual(len(rows), len(self.clients))

    def test_everybody_concerned_is_told_once(self):
        self._hand_over()
        for user in self.takers | self.manager | self.head:
            messages = self.env["mail.message"].search(
                [("partner_ids", "in", user.partner_id.ids)]
            )
            self.assertEqual(len(messages), 1, user.login)
        self.assertIn("handed over: 6", messages.body)

    def test_it_begins_on_its_day_and_goes_on_in_slices(self):
        document = self._hand_over(date_from="2026-03-05")
        self._run_cron()
        self.assertEqual(self.clients.manager_id, self.manager)
        with freeze_time("2026-03-05"), patch.object(bank_handover_run, "SLICE", 2):
            document.sudo()._do_slice()
            self.assertEqual(document.moved_count, 2)
            self._run_cron()
        self.assertEqual(document.state, "done")
        self.assertNotIn(self.manager, self.clients.manager_id)

    def test_who_cannot_move_is_listed_and_stops_nobody(self):
        document = self._hand_over(date_from="2026-03-05")
        self.client.manager_id = self.colleague
        line = document.sudo().line_ids.filtered(
            lambda row: row.partner_id != self.client
        )[:1]
        leaver = self.second
        with freeze_time("2026-03-05"):
            leaver.active = False
            self._run_cron()
        self.assertEqual(document.state, "done")
        mine = document.sudo().line_ids.filtered(
            lambda row: row.partner_id == self.client
        )
        self.assertIn("another manager", mine.problem)
        left = document.sudo().line_ids.filtered(lambda row: row.user_id == leaver)
        self.assertTrue(left)
        for problem in (left - mine).mapped("problem"):
            self.assertIn("has left", problem)
        self.assertEqual(
            document.moved_count + document.problem_count, document.client_count
        )
        self.assertTrue(line)

    def test_by_kind_and_by_hand(self):
        company = self._create_client("LLC", client_kind="company")
        document = self._prepare(method="kind")
        first, second, third = document.target_ids
        first.client_kind = second.client_kind = "person"
        third.client_kind = "company"
        document.action_distribute()
        chosen = {line.partner_id: line.user_id for line in document.line_ids}
        self.assertEqual(chosen[company], self.third)
        self.assertNotIn(self.third, [chosen[client] for client in self.clients])
        line = document.line_ids.filtered(lambda row: row.partner_id == self.client)
        line.user_id = self.third
        document.action_hand_over()
        self.assertEqual(self.client.manager_id, self.third)

    def test_by_branch_leaves_who_has_nobody_in_the_list(self):
        document = self._prepare(method="branch")
        document.action_distribute()
        self.assertFalse(document.line_ids.user_id)
        with self.assertRaisesRegex(UserError, "no new manager"):
            document.action_hand_over()
        document.target_ids.branch_id = self.branch
        document.action_distribute()
        document.action_hand_over()
        self.assertEqual(document.state, "done")

    # ------------------------------------------------------------ forgeries
    def test_nobody_outside_the_heads_branches(self):
        document = self._prepare()
        document.target_ids[:1].user_id = self.stranger
        document.action_distribute()
        with self.assertRaisesRegex(UserError, "does not work in your branches"):
            document.action_hand_over()
        local = self._create_user(
            "local", "bank_crm_core.group_crm_head", self.other_branch
        )
        foreign = self._prepare(user=local)
        foreign.action_distribute()
        self.assertFalse(foreign.line_ids)
        with self.assertRaises(UserError):
            foreign.action_hand_over()

    def test_only_people_of_the_heads_branches_are_offered(self):
        for model in ("bank.handover.target", "bank.handover.line"):
            rows = self.env[model].with_user(self.head)
            domain = rows.fields_get(["user_id"], ["domain"])["user_id"]["domain"]
            offered = self.env["res.users"].search(domain)
            self.assertIn(self.colleague, offered)
            self.assertNotIn(self.stranger, offered)

    def test_who_has_moved_to_another_branch_is_not_handed_over(self):
        document = self._prepare()
        document.action_distribute()
        moved = document.line_ids[:1].sudo().partner_id
        moved.write({"branch_id": self.other_branch.id, "manager_id": self.stranger.id})
        with self.assertRaisesRegex(UserError, "not of your branches"):
            document.action_hand_over()

    def test_one_that_cannot_be_written_stops_no_other(self):
        document = self._prepare()
        document.action_distribute()
        bad = document.line_ids[:1].sudo().partner_id
        move = type(document)._move_clients

        reason = "Locked by the court"

        def refuse(handover, user, clients):
            if bad in clients:
                raise UserError(reason)
            return move(handover, user, clients)

        with patch.object(type(document), "_move_clients", refuse):
            document.action_hand_over()
        wrong = document.line_ids.filtered(lambda line: line.state == "problem")
        self.assertEqual(wrong.mapped("problem"), [reason])
        self.assertEqual(document.state, "done")
        self.assertEqual(document.moved_count, len(self.clients) - 1)

    def test_what_has_begun_is_not_cancelled(self):
        document = self._prepare(date_from="2026-03-10")
        document.action_distribute()
        document.action_hand_over()
        self.assertEqual(document.state, "planned")
        self.assertEqual(document._get_blocking_reasons("cancelled"), {})
        with patch.object(bank_handover_run, "SLICE", 1):
            document.sudo()._do_slice()
        with self.assertRaisesRegex(UserError, "moved already"):
            document.action_cancel()
        self.assertEqual(document.state, "planned")

    def test_only_heads_hand_over_and_only_their_own(self):
        for user in (self.manager, self.colleague, self.operator, self.administrator):
            with self.assertRaises(AccessError):
                self._prepare(user=user)
        document = self._prepare(head_id=self.env.uid)
        self.assertEqual(document.head_id, self.head)
        document.action_distribute()
        other = self._create_user("head2", "bank_crm_core.group_crm_head", self.region)
        for method in ("action_distribute", "action_hand_over", "action_cancel"):
            with self.assertRaises(AccessError):
                getattr(document.with_user(other), method)()
        with self.assertRaises(AccessError):
            document.head_id = other
        line = document.line_ids[:1]
        for vals in (
            {"partner_id": self.other_client.id},
            {"state": "moved"},
            {"handover_id": document.id},
        ):
            with self.assertRaises(AccessError):
                call_kw(line.browse(), "write", [line.ids, vals], {})
        with self.assertRaises(AccessError):
            call_kw(
                line.browse(),
                "create",
                [{"handover_id": document.id, "partner_id": self.other_client.id}],
                {},
            )
        with self.assertRaises(AccessError):
            document.write({"state": "done"})

    def test_its_name_is_read_by_people(self):
        blank = self.env["bank.handover"].with_user(self.head).new({})
        self.assertFalse(blank.display_name)
        document = self._prepare(date_from=date(2026, 9, 1))
        day = format_date(document.env, document.date_from)
        self.assertIn(f"from {day}", document.name)

    def test_nothing_is_changed_once_it_is_under_way(self):
        document = self._hand_over(date_from="2026-03-05")
        for act in (
            lambda: document.write({"date_from": "2026-04-01"}),
            lambda: document.line_ids[:1].write({"user_id": self.third.id}),
            lambda: document.target_ids[:1].write({"weight": 5}),
            lambda: document.target_ids[:1].unlink(),
            lambda: document.unlink(),
            document.action_distribute,
        ):
            with self.assertRaises(UserError):
                act()
        document.action_cancel()
        self.assertEqual(self.clients.manager_id, self.manager)
