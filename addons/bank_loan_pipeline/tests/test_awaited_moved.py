# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What follows from a day that was moved, and who is not let round the second person."""

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_awaited_hand import AwaitedHandCommon


@tagged("post_install", "-at_install")
class TestAwaitedMoved(AwaitedHandCommon):
    def _issue_with_reports(self):
        self.reports.wait_regime_id = self.use.wait_regime_id
        agreement = self._issue()
        return agreement, self._find(agreement, self.reports)

    def _create_officer(self):
        groups = (
            "bank_document.group_document_officer,bank_crm_core.group_crm_client_reader"
        )
        return self._create_user("second officer", groups, self.region)

    def test_who_accepted_the_one_before_moves_the_next(self):
        """He has made its place, but the rule asks for it, not he."""
        agreement, paper = self._issue_with_reports()
        self._bring(agreement, paper).with_user(self.verifier).action_verify()
        later = self._find(agreement, self.reports) - paper
        self.assertEqual(later.create_uid, self.verifier)
        self.assertTrue(later.with_user(self.verifier).can_move_due)
        self._move(later, days=300)
        self.assertEqual(later.date_due, self.today + timedelta(days=300))

    def test_what_is_awaited_stays_in_its_place(self):
        """In the place of a rule, what was asked for by hand would be the rule's."""
        mine = self._ask(user=self.verifier)
        with self.assertRaisesRegex(UserError, "stays in its place"):
            mine.with_user(self.verifier).slot_id = self.use
        self.assertFalse(mine.slot_id)

    def test_nobody_takes_away_what_he_asked_for_himself(self):
        """Taken away and asked for again, it would have another day without a second."""
        mine = self._ask(user=self.verifier)
        self.assertFalse(mine.with_user(self.verifier).can_withdraw)
        with self.assertRaisesRegex(UserError, "second person takes it away"):
            mine.with_user(self.verifier).action_withdraw("asked for by mistake")
        with self.assertRaisesRegex(UserError, "awaited already"):
            self._ask(user=self.verifier, date_due=self.later + timedelta(days=90))
        paper = self._find(self.agreement, self.use)
        self.manager.group_ids += self.env.ref("bank_document.group_document_officer")
        with self.assertRaisesRegex(UserError, "second person takes it away"):
            paper.with_user(self.manager).action_withdraw("asked for by mistake")
        mine.with_user(self._create_officer()).action_withdraw("asked for by mistake")
        self.assertEqual(mine.state, "withdrawn")

    def test_what_is_brought_on_the_same_day_has_a_term(self):
        paper = self._bring(self.agreement, self._ask())
        self.assertEqual(paper.state, "received")
        self.env["bank.document"]._cron_await()
        clock = self.env["bank.clock"]._find_open(paper)
        self.assertEqual(clock.date_due.date(), self.later)

    def test_a_day_is_moved_there_and_back(self):
        paper = self._find(self.agreement, self.use)
        for days in (60, 70, 60, 70):
            self._move(paper, days=days)
            due = self.today + timedelta(days=days)
            self.env["bank.obligation"]._search_events(due - timedelta(days=5))
            self.assertEqual(self._read_task(paper).date_due, due)
