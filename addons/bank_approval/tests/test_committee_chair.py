# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SECRETARY, CommitteeCase
from .test_committee import read_pdf


@tagged("post_install", "-at_install")
class TestCommitteeChair(CommitteeCase):
    """Who presides where the chairman does not, who keeps the minutes, early ends."""

    def seat(self, user):
        return self.committee.member_ids.filtered(lambda seat: seat.user_id == user)

    def lend(self, principal, deputy):
        delegation = self.env["bank.delegation"].with_user(principal).create(
            {
                "from_user_id": principal.id,
                "to_user_id": deputy.id,
                "act": "approval",
                "date_end": fields.Date.today(),
                "reason": "Leave",
            }
        )  # fmt: skip
        delegation.action_activate()

    def test_the_deputy_decides_where_the_chairman_takes_no_part(self):
        self.committee.write({"rule": "chairman", "deputy_chairman_id": self.ann.id})
        item, other = self.make_item(), self.make_item()
        meeting = self.make_meeting()
        item.with_user(self.chair).action_recuse("His son works there")
        self.assertEqual(item.presiding_id, self.seat(self.ann))
        self.vote(item, "for", self.ann)
        self.vote(item, "against", self.bob, self.cid)
        self.vote(other, "for", self.chair, self.ann)
        self.finish(meeting)
        self.assertEqual(
            (item.state, item.presided_id), ("approved", item.presiding_id)
        )
        self.assertEqual(other.presided_id, self.seat(self.chair))

    def test_without_a_deputy_nobody_closes_it_silently(self):
        self.committee.rule = "chairman"
        item = self.make_item()
        meeting = self.make_meeting()
        item.with_user(self.chair).action_recuse("His son works there")
        self.assertTrue(item.is_chair_missing)
        with self.assertRaisesRegex(UserError, "Nobody presides over"):
            meeting.action_close_voting()
        item.with_user(self.secretary).elected_id = self.seat(self.bob)
        self.assertFalse(item.is_chair_missing)
        self.vote(item, "for", self.bob, self.ann)
        self.finish(meeting)
        self.assertEqual(
            (item.state, item.presided_id), ("approved", self.seat(self.bob))
        )

    def test_without_a_deputy_it_can_always_be_postponed(self):
        self.committee.rule = "chairman"
        item = self.make_item()
        meeting = self.make_meeting()
        item.with_user(self.chair).action_recuse("His son works there")
        item.with_user(self.secretary).reason = "Nobody to preside"
        item.with_user(self.secretary).action_postpone()
        self.finish(meeting)
        self.assertEqual((item.state, meeting.state), ("postponed", "closed"))

    def test_where_all_take_no_part_the_meeting_still_ends(self):
        self.committee.rule = "chairman"
        item = self.make_item()
        meeting = self.make_meeting()
        for user in (self.chair, self.ann, self.bob, self.cid):
            item.with_user(user).action_recuse("We all own a part of it")
        self.finish(meeting)
        self.assertEqual(item.state, "no_quorum")

    def test_who_presides_is_not_chosen_after_votes_or_among_others(self):
        self.committee.rule = "chairman"
        item = self.make_item()
        self.make_meeting(present=self.chair | self.ann | self.bob)
        item.with_user(self.chair).action_recuse("His son works there")
        secretary = item.with_user(self.secretary)
        for nobody in (self.chair, self.cid):
            with self.assertRaisesRegex(UserError, "takes part"):
                secretary.elected_id = self.seat(nobody)
        with self.assertRaises(AccessError):
            item.with_user(self.manager).elected_id = self.seat(self.ann)
        self.vote(item, "for", self.ann)
        with self.assertRaisesRegex(UserError, "Votes are in"):
            secretary.elected_id = self.seat(self.bob)

    def test_a_tie_without_a_chairman_is_no_refusal(self):
        self.committee.has_casting_vote = True
        item = self.make_item()
        meeting = self.make_meeting()
        item.with_user(self.chair).action_recuse("His son works there")
        self.vote(item, "for", self.ann)
        self.vote(item, "against", self.bob)
        self.finish(meeting)
        self.assertEqual(
            (item.state, item.outcome_reasons), ("no_quorum", "no_chairman")
        )

    def test_somebody_presides_over_the_meeting_and_signs(self):
        self.committee.deputy_chairman_id = self.ann
        self.make_item()
        meeting = self.make_meeting(present=self.ann | self.bob)
        self.vote(meeting.item_ids, "for", self.ann, self.bob)
        self.finish(meeting)
        action = meeting.action_make_minutes()
        minutes = self.env["bank.committee.minutes"].browse(action["res_id"])
        self.assertEqual(minutes.chairman_id, self.ann)

    def chaired_by_deputy(self):
        """Return the minutes of a meeting at which Eve sat in the chairman's seat."""
        self.seat(self.chair).substitute_ids = self.eve
        self.make_item()
        meeting = self.make_meeting()
        self.lend(self.chair, self.eve)
        self.vote(meeting.item_ids, "for", self.eve, self.ann)
        self.finish(meeting)
        action = meeting.action_make_minutes()
        return self.env["bank.committee.minutes"].browse(action["res_id"])

    def test_a_deputy_who_presided_signs_in_the_chairmans_seat(self):
        minutes = self.chaired_by_deputy()
        self.assertEqual(
            (minutes.chairman_id, minutes.seat_user_id), (self.eve, self.chair)
        )
        minutes.with_user(self.eve).action_sign()
        minutes.with_user(self.secretary).action_sign()
        text = " ".join(read_pdf(base64.b64decode(minutes.pdf)).split())
        self.assertIn(f"{self.eve.name} for {self.chair.name}", text)
        self.assertIn(f"{self.chair.name} by {self.eve.name}", text)
        rows = self.env["bank.decision"].search(
            [
                ("kind", "=", "committee_minutes"),
                ("res_id", "=", minutes.id),
                ("actor_id", "=", self.eve.id),
            ]
        )
        self.assertEqual(rows.on_behalf_id, self.chair.id)
        again = minutes.with_user(self.secretary).action_new_version()
        self.assertEqual(minutes.browse(again["res_id"]).chairman_id, self.eve)

    def test_nobody_else_signs_for_who_presided(self):
        minutes = self.chaired_by_deputy()
        for user in (self.chair, self.ann, self.bob):
            with self.assertRaises(AccessError):
                minutes.with_user(user).action_sign()
        for values in ({"chairman_id": self.ann.id}, {"seat_user_id": False}):
            with self.assertRaises(AccessError):
                minutes.with_user(self.secretary).write(values)
        self.assertFalse(minutes.date_chairman)

    def test_a_chairman_who_has_voted_signs_himself(self):
        """A deputy of whom nothing was needed signs nothing, delegation or not."""
        self.seat(self.chair).substitute_ids = self.eve
        first, second = self.make_item(), self.make_item()
        meeting = self.make_meeting()
        self.vote(first, "for", self.chair, self.ann)
        self.lend(self.chair, self.eve)
        self.vote(second, "for", self.eve, self.ann)
        self.finish(meeting)
        action = meeting.action_make_minutes()
        minutes = self.env["bank.committee.minutes"].browse(action["res_id"])
        self.assertEqual(minutes.chairman_id, self.chair)
        self.assertFalse(minutes.seat_user_id)
        with self.assertRaises(AccessError):
            minutes.with_user(self.eve).action_sign()

    def test_without_chairman_and_deputy_one_is_elected(self):
        self.make_item()
        with self.assertRaisesRegex(UserError, "elected to preside"):
            self.make_meeting(present=self.ann | self.bob)
        meeting = self.env["bank.committee.meeting"].search([], limit=1)
        meeting = meeting.with_user(self.secretary)
        meeting.elected_id = self.seat(self.bob)
        meeting.action_open()
        with self.assertRaises(UserError):
            meeting.elected_id = self.seat(self.ann)
        self.assertEqual(meeting.item_ids.presiding_id, self.seat(self.bob))

    def test_a_deputy_chairman_has_a_seat(self):
        with self.assertRaises(UserError):
            self.committee.deputy_chairman_id = self.eve
        self.committee.deputy_chairman_id = self.bob
        with self.assertRaises(UserError):
            self.seat(self.bob).unlink()

    # Secretaries

    def test_a_deputy_secretary_does_what_the_secretary_has_begun(self):
        second = self.make_user("board_second", SECRETARY)
        self.committee.deputy_secretary_ids = second
        item = self.make_item()
        item.sudo().initiator_id = self.secretary
        meeting = self.make_meeting()
        item.with_user(second).reason = "No appraisal"
        with self.assertRaisesRegex(AccessError, "another secretary"):
            item.with_user(self.secretary).action_postpone()
        item.with_user(second).action_postpone()
        self.finish(meeting.with_user(second))
        action = meeting.with_user(second).action_make_minutes()
        minutes = self.env["bank.committee.minutes"].browse(action["res_id"])
        self.assertEqual(minutes.secretary_id, second)
        with self.assertRaises(UserError):
            self.seat(self.bob).user_id = second

    # Ending early

    def test_voting_ends_when_the_rest_changes_nothing(self):
        self.committee.write({"is_early": True, "base": "entitled"})
        item, other = self.make_item(), self.make_item()
        meeting = self.make_meeting()
        self.vote(item, "for", self.chair, self.ann)
        self.assertEqual(item.state, "voting")
        self.vote(item, "for", self.bob)
        self.assertEqual((item.state, other.state), ("counting", "voting"))
        with self.assertRaises(UserError):
            self.vote(item, "against", self.cid)
        self.finish(meeting)
        self.assertEqual((item.state, item.weight_for), ("approved", 3))

    def test_voting_does_not_end_early_unless_the_committee_says_so(self):
        self.committee.base = "entitled"
        item = self.make_item()
        self.make_meeting()
        self.vote(item, "for", self.chair, self.ann, self.bob)
        self.assertEqual(item.state, "voting")
