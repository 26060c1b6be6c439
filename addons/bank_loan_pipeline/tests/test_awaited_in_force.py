# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A place that came to await papers later asks them of agreements in force."""

import base64
import json
from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Date
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tests.common import TourCase, count_queries

from ..models.awaited import bank_document_slot_ask
from .papers_common import SCAN
from .test_many_papers import ManyPapersCommon
from .test_ui import speak_russian

LOGGER = bank_document_slot_ask.__name__


@tagged("post_install", "-at_install")
class TestAwaitedInForce(ManyPapersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product_new = cls.product.copy({"name": "New", "code": "t_new"})
        cls.use.domain = f"[('product_id', '=', {cls.product_new.id})]"
        cls.reports.domain = cls.use.domain
        cls.slot = cls.use.with_user(cls.administrator)

    def _open_new(self, number, **values):
        return self._create_agreements(number, product_id=self.product_new.id, **values)

    def _night(self):
        self.env["bank.document"]._cron_await()
        self.env.invalidate_all()

    def test_they_are_counted_and_asked_once(self):
        first, second, third = self._open_new(3)
        first.sudo()._await_papers()
        third.sudo()._transition("closed")
        second.upload_paper(
            "use.pdf", base64.b64encode(SCAN).decode(), slot_id=self.reports.id
        )
        self.assertEqual(self.slot.ask_count, 1)
        self.slot.action_ask_in_force()
        with self.assertRaisesRegex(UserError, "being asked already"):
            self.slot.action_ask_in_force()
        self._night()
        paper = self._find(second, self.use)
        self.assertEqual(paper.date_period, Date.context_today(paper))
        self.assertEqual(paper.awaited_user_id, self.manager)
        # its term is that of a paper that is asked for today
        self.assertGreaterEqual((paper.date_due - paper.date_period).days, 30)
        self.assertLess(self._find(first, self.use).date_due, paper.date_period)
        self.assertFalse(self._find(third, self.use))
        self.assertEqual((self.slot.ask_state, self.slot.ask_done_count), ("done", 1))
        self.assertEqual(self.slot.ask_user_id, self.administrator)
        self.assertIn("Asked of 1 agreements", self.slot.message_ids[0].body)
        self.assertEqual(self.slot.ask_count, 0)
        with self.assertRaisesRegex(UserError, "Nothing is left"):
            self.slot.action_ask_in_force()

    def test_what_is_there_already_is_not_asked_for(self):
        agreement = self._open_new(1)
        agreement.upload_paper(
            "use.pdf", base64.b64encode(SCAN).decode(), slot_id=self.use.id
        )
        self.assertEqual(self.slot.ask_count, 0)

    @freeze_time("2026-11-30 10:00:00")
    def test_a_period_that_is_over_is_not_asked_for(self):
        going, _ending = self._open_new(2)
        _ending.sudo().date_end = "2026-12-20"
        for every, period in (
            ("quarter", date(2026, 12, 31)),
            ("anniversary", date(2027, 1, 15)),
        ):
            savepoint = self.env.cr.savepoint()
            with self.subTest(every=every):
                slot = self.reports.with_user(self.administrator)
                slot.wait_every = every
                self.assertEqual(slot.ask_count, 1)
                slot.action_ask_in_force()
                self._night()
                self.assertEqual(slot.ask_done_count, 1)
                paper = self._find(going, self.reports)
                self.assertEqual(paper.date_period, period)
            savepoint.rollback()
            self.env.invalidate_all()

    def test_a_hundred_are_asked_at_the_cost_of_one(self):
        counts = []
        for number in (1, self.MANY):
            agreements = self._open_new(number)
            slot = self.use.sudo()
            waits = [slot._get_late_wait(row) for row in agreements.sudo()]
            papers = self.env["bank.document"]
            counts.append(
                count_queries(self.env, lambda w=waits, p=papers: p._await(w))
            )
        self.assertLessEqual(counts[1], counts[0] + self.PORTIONS)

    def test_broken_off_it_goes_on_behind_the_last_slice(self):
        agreements = self._open_new(5)
        self.slot.action_ask_in_force()
        self.patch(bank_document_slot_ask, "BATCH", 2)
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 0)
        slots = self.env["bank.document.slot"]
        self.assertFalse(slots._cron_ask_in_force())
        self.assertEqual((self.slot.ask_state, self.slot.ask_done_count), ("asking", 2))
        self.assertEqual(self.slot.ask_last_id, agreements[1].id)
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 1)
        self.assertTrue(slots._cron_ask_in_force())
        self.assertEqual((self.slot.ask_state, self.slot.ask_done_count), ("done", 5))
        for agreement in agreements:
            self.assertEqual(len(self._find(agreement, self.use)), 1)

    @mute_logger(LOGGER)
    def test_one_that_fails_is_told_of_and_the_others_go_on(self):
        agreements = self._open_new(4)
        bad = agreements[2]
        papers = type(self.env["bank.document"])
        await_ = papers._await
        # a term in tests would be one of the addon that the Russian has to name
        sentence = "It has no branch"

        def fail(self, waits):
            if any(wait.agreement == bad for wait in waits):
                raise UserError(sentence)
            return await_(self, waits)

        self.slot.action_ask_in_force()
        with patch.object(papers, "_await", fail):
            self._night()
        self.assertEqual(self.slot.ask_failures, f"{bad.number}: {sentence}")
        self.assertEqual((self.slot.ask_done_count, self.slot.ask_failed_count), (3, 1))
        self.assertEqual(self.slot.ask_count, 1)
        # once more, it is asked as well
        self.slot.action_ask_in_force()
        self._night()
        self.assertTrue(self._find(bad, self.use))
        self.assertFalse(self.slot.ask_failures)

    def test_only_who_configures_places_asks(self):
        self._open_new(1)
        for user in (self.manager, self.verifier, self.head, self.credit):
            slot = self.use.with_user(user)
            with self.subTest(user=user.login):
                self.assertEqual(slot.ask_count, 0)
                for name in ("action_ask_in_force", "action_stop_asking"):
                    with self.assertRaises(AccessError):
                        getattr(slot, name)()
        for values in ({"ask_state": "asking"}, {"ask_last_id": 7}):
            with self.assertRaisesRegex(AccessError, "filled in by the program"):
                self.slot.write(values)
        self.assertFalse(self.use.ask_state)

    def test_it_is_stopped_and_logged(self):
        self._open_new(1)
        logged = self.env["bank.decision"].search([], order="id desc", limit=1)
        with Form(self.slot) as form:
            self.assertEqual(form.ask_count, 1)
        self.slot.action_ask_in_force()
        self.slot.action_stop_asking()
        self._night()
        self.assertEqual((self.slot.ask_state, self.slot.ask_done_count), ("done", 0))
        rows = self.env["bank.decision"].search(
            [("id", ">", logged.id), ("kind", "=", "config")]
        )
        acts = [json.loads(row.payload)["act"] for row in rows.sorted("id")]
        self.assertEqual([act for act in acts if act != "write"], ["ask", "stop"])

    def test_a_place_without_a_term_asks_nothing(self):
        self._open_new(1)
        self.use.wait_regime_id = False
        self.assertEqual(self.slot.ask_count, 0)
        with self.assertRaisesRegex(UserError, "within which time"):
            self.slot.action_ask_in_force()


@tagged("post_install", "-at_install")
class TestAwaitedInForceTour(ManyPapersCommon, TourCase):
    def test_agreements_in_force_are_asked_in_russian(self):
        speak_russian(self.administrator)
        product = self.product.copy({"name": "New", "code": "t_new"})
        self.use.domain = f"[('product_id', '=', {product.id})]"
        agreements = self._create_agreements(2, product_id=product.id)
        self.start_tour(
            f"/odoo/action-bank_document.bank_document_slot_action/{self.use.id}",
            "bank_ask_in_force_tour",
            login=self.administrator.login,
            timeout=180,
        )
        self.env["bank.document"]._cron_await()
        for agreement in agreements:
            self.assertTrue(self._find(agreement, self.use).date_due)
        self.assertEqual(self.use.ask_done_count, 2)
