# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CommitteeCase

MINUTE = timedelta(minutes=1)


@tagged("post_install", "-at_install")
class TestCommitteeBallot(CommitteeCase):
    """A ballot in writing runs until its term and ends by itself."""

    def setUp(self):
        super().setUp()
        self.secretary.lang = "en_US"
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 1)

    def run_out(self, meeting, count=True):
        """Let the term of a ballot pass, as the clock and the scheduler do."""
        with freeze_time(meeting.clock_date_due + MINUTE):
            self.env["bank.clock"]._cron_watch()
            self.env.invalidate_all()
            if count:
                self.env["bank.committee.meeting"]._cron_count_ballots()
                self.env.invalidate_all()

    def told(self, meeting):
        rows = self.env["mail.message"].search(
            [("model", "=", meeting._name), ("res_id", "=", meeting.id)]
        )
        return rows.partner_ids, " ".join(rows.mapped("body"))

    def test_with_a_quorum_its_term_brings_the_outcome(self):
        item, other = self.make_item(), self.make_item()
        meeting = self.make_meeting("written")
        self.vote(item, "for", self.chair, self.ann, conditions=["A pledge"])
        self.vote(other, "against", self.chair, self.bob, self.cid)
        self.run_out(meeting)
        self.assertEqual((item.state, other.state), ("conditional", "rejected"))
        self.assertEqual(meeting.state, "closed")
        people, text = self.told(meeting)
        self.assertIn(self.secretary.partner_id, people)
        self.assertIn("Decided: 2", text)
        self.assertNotIn("Zarya", text)
        rows = self.env["bank.decision"].search(
            [("kind", "=", "committee_item"), ("res_id", "=", item.id)]
        )
        self.assertTrue(any('"step":"ended_by_term"' in row.payload for row in rows))

    def test_without_a_quorum_it_waits_again_and_the_secretary_knows(self):
        item = self.make_item()
        meeting = self.make_meeting("written")
        self.vote(item, "for", self.chair)
        self.run_out(meeting)
        self.assertEqual((item.state, meeting.state), ("no_quorum", "closed"))
        again = item.search([("previous_id", "=", item.id)])
        self.assertEqual((again.state, again.vote_ids.ids), ("queued", []))
        people, text = self.told(meeting)
        self.assertIn(self.secretary.partner_id, people)
        self.assertIn("Without a quorum: 1", text)

    def test_nobody_votes_after_its_term_even_before_it_is_closed(self):
        item = self.make_item()
        meeting = self.make_meeting("written")
        with freeze_time(meeting.clock_date_due + MINUTE):
            self.env.invalidate_all()
            self.assertFalse(item.with_user(self.ann).can_vote)
            with self.assertRaisesRegex(UserError, "term of the ballot"):
                self.vote(item, "for", self.ann)

    def test_a_vote_on_its_way_is_counted(self):
        """Closed and counted in two transactions: what came in between is seen."""
        item = self.make_item()
        meeting = self.make_meeting("written")
        self.vote(item, "for", self.chair)
        self.run_out(meeting, count=False)
        self.assertEqual((item.state, meeting.state), ("counting", "open"))
        item._insert_vote(item.committee_id.member_ids[1], "for", "", ())
        self.run_out(meeting)
        self.assertEqual((item.state, item.taking_part), ("approved", 2))

    def test_a_secretary_does_not_end_it_when_the_votes_suit_him(self):
        item = self.make_item()
        meeting = self.make_meeting("written")
        self.vote(item, "for", self.chair)
        self.assertTrue(meeting.is_ballot_running)
        with self.assertRaisesRegex(UserError, "runs until"):
            meeting.action_close_voting()
        self.vote(item, "for", self.ann, self.bob)
        meeting.invalidate_recordset()
        self.assertFalse(meeting.is_ballot_running)
        self.finish(meeting)
        self.assertEqual(item.state, "approved")
        clocks = self.env["bank.clock"].sudo()._find_open(meeting)
        self.assertFalse(clocks)

    def test_who_is_silent_is_reminded_who_takes_no_part_is_not(self):
        item = self.make_item()
        meeting = self.make_meeting("written")
        self.vote(item, "for", self.chair)
        item.with_user(self.ann).action_recuse("His brother works there")
        clock = self.env["bank.clock"].sudo()._find_open(meeting)
        with freeze_time(clock.date_next + MINUTE):
            self.env["bank.clock"]._cron_watch()
        people, _text = self.told(meeting)
        self.assertEqual(people, (self.bob | self.cid).partner_id)

    @mute_logger(
        "odoo.addons.bank_approval.models.committee.bank_committee_meeting_ballot"
    )
    def test_one_that_fails_stops_no_other(self):
        first = self.make_item()
        broken = self.make_meeting("written")
        second = self.make_item()
        meeting = self.make_meeting("written")
        self.vote(second, "for", self.chair, self.ann)
        count = type(first)._count_votes

        def fail(item):
            if item == first:
                raise ValueError("broken")
            return count(item)

        with patch.object(type(first), "_count_votes", fail):
            self.run_out(meeting)
        self.assertEqual((second.state, meeting.state), ("approved", "closed"))
        self.assertEqual((first.state, broken.state), ("counting", "open"))
        self.run_out(broken)
        self.assertEqual((first.state, broken.state), ("no_quorum", "closed"))

    def test_an_open_vote_has_no_term(self):
        self.make_item()
        meeting = self.make_meeting()
        self.assertFalse(meeting.clock_date_due)
        self.assertFalse(meeting.is_ballot_running)
