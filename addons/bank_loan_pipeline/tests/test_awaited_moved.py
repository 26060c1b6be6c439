# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What follows from a day that was moved, and who is not let round the second person."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
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
        other = self.env["bank.document.type"].search(
            [("id", "!=", mine.type_id.id)], limit=1
        )
        for values in ({"slot_id": self.use.id}, {"type_id": other.id}):
            with self.assertRaisesRegex(UserError, "keeps its type and its place"):
                mine.with_user(self.verifier).write(values)
        self.assertFalse(mine.slot_id)
        self.assertNotEqual(mine.type_id, other)

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

    @freeze_time("2026-11-30 10:00:00")
    def test_a_day_does_not_lie_within_the_period_that_it_tells_of(self):
        _agreement, paper = self._issue_with_reports()
        with self.assertRaisesRegex(UserError, "period that is not over"):
            paper.with_user(self.verifier)._move_due(
                paper.date_period - timedelta(days=1), "The accountant leaves"
            )

    def test_a_moved_day_does_not_stop_the_next_periods(self):
        agreement, paper = self._issue_with_reports()
        paper.with_user(self.verifier)._move_due(date(2028, 5, 20), "A new accountant")
        papers = self.env["bank.document"]
        for day, count in (("2027-03-31", 1), ("2027-04-01", 2), ("2027-07-01", 3)):
            with freeze_time(f"{day} 10:00:00"):
                papers._cron_await()
                papers._cron_await()
                self.assertEqual(len(self._find(agreement, self.reports)), count, day)
        self.assertEqual(
            sorted(self._find(agreement, self.reports).mapped("date_period")),
            [date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30)],
        )

    def test_warnings_come_anew(self):
        paper = self._find(self.agreement, self.use)
        clock = self.env["bank.clock"]._find_open(paper)
        clock.fractions = [0.5]
        clock._reckon()
        # days off put the end off: where it lies is the calendar's
        term = (paper.date_due - self.today).days
        with freeze_time(paper.date_due - timedelta(days=1)):
            self.env["bank.clock"]._cron_watch()
            self.assertEqual(clock.marks_passed, 1)
            self._move(paper, days=10 * term)
            self.assertEqual(clock.marks_passed, 0)
            self.assertEqual(clock.date_next.isoformat(), clock.marks[0])
            # of a nearer day half of the term has passed already
            self._move(paper, days=term + 2)
            self.assertEqual(clock.marks_passed, 1)
            self.assertEqual(clock.date_next, clock.date_due)

    def test_a_type_is_asked_for_by_who_reads_and_brings_it(self):
        officers = self.env.ref("bank_document.group_document_officer")
        for name in ("read_group_ids", "upload_group_ids"):
            with self.subTest(name=name):
                self.kind[name] = officers
                with self.assertRaisesRegex(AccessError, "asked for by"):
                    self._ask()
                self.kind[name] = False
        self.assertTrue(self._ask())

    def test_what_few_may_read_is_not_told_to_all(self):
        self.kind.read_group_ids = self.env.ref("bank_document.group_document_officer")
        paper = self._ask(user=self.verifier)
        self._move(paper, user=self._create_officer())
        bodies = " ".join(self.agreement.message_ids[:2].mapped("body"))
        self.assertIn("A paper is awaited by", bodies)
        for secret in ("buyer", "Signed in January", "The register is closed"):
            self.assertNotIn(secret, bodies)

    def test_the_term_ends_on_the_day_far_in_the_east(self):
        regime = self.env["bank.clock.regime"]._find("paper_condition")
        regime._get_calendar(self.env.company).tz = "Pacific/Auckland"
        paper = self._ask()
        self.env["bank.document"]._cron_await()
        self.env["bank.document"]._cron_await()
        self.assertEqual(paper.date_due, self.later)
