# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A paper that somebody asks for by hand, and a day that a second person moves."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Date
from odoo.tests import Form, tagged

from odoo.addons.bank_base.tests.common import TourCase

from .test_awaited import AwaitedCommon
from .test_ui import speak_russian

MISSED = ("missed", "pending")


class AwaitedHandCommon(AwaitedCommon):
    """A loan in force, with both dialogs as the buttons open them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.use.type_id
        cls.reports.wait_regime_id = False

    def setUp(self):
        super().setUp()
        self.agreement = self._issue()
        self.today = Date.context_today(self.agreement)
        self.later = self.today + timedelta(days=40)

    def _open(self, record, user):
        """The dialog as the buttons open it."""
        context = {"active_model": record._name, "active_id": record.id}
        dialogs = self.env["bank.document.await"].with_user(user)
        return Form(dialogs.with_context(**context))

    def _ask(self, user=None, **values):
        before = self._find(self.agreement)
        with self._open(self.agreement, user or self.manager) as form:
            form.type_id = self.kind
            form.name = "Contract with the buyer"
            form.date_due = self.later
            form.reason = "Signed in January"
            for name, value in values.items():
                setattr(form, name, value)
        form.record.action_confirm()
        return self._find(self.agreement) - before

    def _move(self, paper, user=None, days=60, reason="The register is closed"):
        with self._open(paper, user or self.verifier) as form:
            form.date_due = self.today + timedelta(days=days)
            form.reason = reason
        form.record.action_confirm()

    def _read_task(self, paper):
        domain = [("kind_id.event", "=", "paper_due"), ("subject", "=", paper.name)]
        return self.env["bank.obligation"].search([*domain, ("state", "=", "open")])


@tagged("post_install", "-at_install")
class TestAwaitedHand(AwaitedHandCommon):
    def test_a_single_paper_is_asked_for_by_hand(self):
        paper = self._ask()
        self.assertEqual(paper.date_due, self.later)
        self.assertEqual(paper.awaited_user_id, self.client.manager_id)
        self.assertEqual(paper.awaited_from_id, self.client)
        self.assertEqual(paper.awaited_branch_id, self.client.branch_id)
        self.assertIn("Signed in January", self.agreement.message_ids[0].body)
        self.assertEqual(self.agreement.awaited_count, 2)
        self.env["bank.document"]._cron_await()
        self.env["bank.document"]._cron_await()
        clock = self.env["bank.clock"]._find_open(paper)
        self.assertEqual(clock.date_due.date(), self.later)
        self.assertEqual(paper.date_due, self.later)
        # reminded of and brought as any other
        self.env["bank.obligation"]._search_events(self.later - timedelta(days=5))
        self.assertEqual(self._read_task(paper).user_id, self.client.manager_id)
        self._bring(self.agreement, paper).with_user(self.verifier).action_verify()
        self.assertEqual(paper.date_met, self.today)
        self.assertFalse(self.env["bank.clock"]._find_open(paper))
        self.assertFalse(self._read_task(paper))

    def test_it_is_asked_for_once(self):
        self._ask(user=self.verifier)
        with self.assertRaisesRegex(UserError, "awaited already"):
            self._ask()
        self.assertTrue(self._ask(name="Contract with another buyer"))

    def test_what_makes_no_sense_is_told(self):
        for values, reason in (
            ({"date_due": self.today}, "in the future"),
            ({"date_due": date(9999, 12, 31)}, "ten years"),
            ({"date_due": Date.add(self.today, years=10, days=1)}, "ten years"),
            ({"reason": "  "}, "Say why"),
        ):
            with self.subTest(values=values):
                with self.assertRaisesRegex(UserError, reason):
                    self._ask(**values)
        self.agreement.sudo()._transition("closed")
        with self.assertRaisesRegex(UserError, "in force"):
            self._ask()

    def test_who_does_not_serve_the_client_asks_for_nothing(self):
        agreement = self.agreement
        values = (self.kind, "x", self.later, "x")
        for user in (self.credit, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                agreement.with_user(user)._ask_for(*values)

    def test_a_second_person_moves_the_day(self):
        paper = self._find(self.agreement, self.use)
        before = paper.date_due
        self.env["bank.obligation"]._search_events(before - timedelta(days=5))
        reminder = self._read_task(paper)
        self.assertTrue(reminder)
        self._move(paper)
        after = self.today + timedelta(days=60)
        self.assertEqual(paper.date_due, after)
        clock = self.env["bank.clock"]._find_open(paper)
        self.assertEqual((clock.date_due.date(), clock.state), (after, "running"))
        self.assertEqual(reminder.state, "cancelled")
        self.assertIn("The register is closed", self.agreement.message_ids[0].body)
        entry = self.env["bank.decision"].search(
            [("res_model", "=", "bank.document"), ("res_id", "=", paper.id)], limit=1
        )
        self.assertEqual(entry.kind, "term")
        # the night leaves the day, and reminds of it anew
        self.env["bank.document"]._cron_await()
        self.assertEqual(paper.date_due, after)
        self.env["bank.obligation"]._search_events(after - timedelta(days=5))
        self.assertEqual(self._read_task(paper).date_due, after)
        # the new reminder is no more ticked off by hand than the one before
        with self.assertRaisesRegex(AccessError, "still awaited"):
            self._read_task(paper).with_user(self.manager).action_done()

    def test_what_is_late_is_not_late_any_more(self):
        paper = self._find(self.agreement, self.use)
        self.env["bank.obligation"]._search_events(paper.date_due - timedelta(days=5))
        reminder = self._read_task(paper)
        todo = self.env["mail.activity"].search([("obligation_id", "=", reminder.id)])
        self.assertTrue(todo)
        with freeze_time(paper.date_due + timedelta(days=2)):
            self.env["bank.clock"]._cron_watch()
            task = self.env["mail.activity"].search([("paper_id", "=", paper.id)])
            self.assertTrue(task)
            self.env["bank.obligation"]._search_events()
            self.assertEqual((reminder.state, reminder.notice_state), MISSED)
            self._move(paper, days=90)
            # neither red on the card, nor in the list of tasks, nor in a letter
            self.assertEqual((reminder.state, reminder.notice_state), ("done", "none"))
            self.assertFalse(todo.active)
            paper.invalidate_recordset()
            self.assertFalse(paper.is_late)
            self.assertFalse(task.active)
            self.env["bank.obligation"]._search_events()
        clock = self.env["bank.clock"]._find_open(paper)
        self.assertEqual(clock.state, "running")

    def test_who_asks_for_it_does_not_move_its_day(self):
        paper = self._find(self.agreement, self.use)
        officers = self.env.ref("bank_document.group_document_officer")
        with self.assertRaisesRegex(UserError, "document officer"):
            self._move(paper, self.head)
        # neither with the right, nor what he asked for in place of the manager
        self.manager.group_ids += officers
        self.assertFalse(paper.with_user(self.manager).can_move_due)
        with self.assertRaisesRegex(UserError, "second person"):
            self._move(paper, self.manager)
        mine = self._ask(user=self.verifier)
        with self.assertRaisesRegex(UserError, "second person"):
            self._move(mine)
        self.assertEqual(mine.date_due, self.later)
        with self.assertRaises(AccessError):
            self._move(paper, self.stranger)

    def test_a_day_is_not_moved_without_sense(self):
        paper = self._find(self.agreement, self.use)
        for days, reason, told in (
            (0, "so", "in the future"),
            (3660, "so", "ten years"),
            (60, " ", "Say why"),
            ((paper.date_due - self.today).days, "so", "that day already"),
        ):
            with self.subTest(told=told), self.assertRaisesRegex(UserError, told):
                self._move(paper, days=days, reason=reason)
        self._bring(self.agreement, paper).with_user(self.verifier).action_verify()
        with self.assertRaisesRegex(UserError, "not awaited"):
            self._move(paper)

    def test_the_day_of_a_decision_is_not_moved(self):
        paper = self._find(self._issue([self._condition()])).filtered("condition_id")
        self.credit.group_ids += self.env.ref("bank_document.group_document_officer")
        self.assertFalse(paper.with_user(self.credit).can_move_due)
        with self.assertRaisesRegex(UserError, "stands in the decision"):
            self._move(paper, self.credit)


@tagged("post_install", "-at_install")
class TestAwaitedHandTour(AwaitedCommon, TourCase):
    def test_a_paper_is_asked_for_in_russian(self):
        speak_russian(self.manager)
        agreement = self._issue()
        kind = self.use.type_id.with_context(lang="ru_RU")
        kind.name = "Договор поставки"
        self.start_tour(
            f"/odoo/action-bank_crm_core.bank_agreement_action/{agreement.id}",
            "bank_await_by_hand_tour",
            login=self.manager.login,
            timeout=180,
        )
        paper = self._find(agreement).filtered(lambda row: not row.slot_id)
        self.assertEqual(paper.name, "Договор с покупателем")
