# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CommitteeCase
from .test_committee import read_pdf


@tagged("post_install", "-at_install")
class TestCommitteeStanding(CommitteeCase):
    """What a meeting was stands: its seats, its day, who was there, who presided."""

    def _held(self, present=None):
        item = self.make_item()
        meeting = self.make_meeting(present=present)
        self.vote(item, "for", self.chair, self.ann)
        self.finish(meeting)
        meeting.action_make_minutes()
        return item, meeting

    def _sign(self, minutes):
        minutes.with_user(minutes.chairman_id).action_sign()
        minutes.with_user(self.secretary).action_sign()

    def _seat(self, user):
        seats = self.committee.with_context(active_test=False).member_ids
        return seats.filtered(lambda seat: seat.user_id == user)

    # Seats

    def test_a_seat_that_has_voted_becomes_nobody_elses(self):
        item, meeting = self._held()
        for user in (self.ann, self.bob):  # one has voted, one was there
            seat = self._seat(user)
            with self.subTest(user.login), self.assertRaisesRegex(UserError, "stands"):
                seat.user_id = self.eve
            with self.subTest(user.login), self.assertRaisesRegex(UserError, "stands"):
                seat.unlink()
        self._seat(self.ann).user_id = self.ann  # the same again is no change
        names = item.vote_ids.member_id.mapped("display_name")
        self.assertIn(self.ann.name, names)
        self.assertIn(self._seat(self.bob), meeting.present_ids)

    def test_who_leaves_the_committee_counts_no_more_and_is_named_still(self):
        item, meeting = self._held()
        seat = self._seat(self.ann)
        seat.active = False
        self.committee.member_ids = [Command.create({"user_id": self.eve.id})]
        self.assertNotIn(self.ann, self.committee.seat_user_ids)
        later = self.make_item()
        again = self.make_meeting()
        with self.assertRaises(AccessError):
            later.with_user(self.ann).action_vote("for")
        self.vote(later, "for", self.chair, self.eve, self.bob)
        self.finish(again)
        self.assertEqual((later.entitled, later.state), (4, "approved"))
        self.assertIn(seat, meeting.present_ids)
        content, _kind = self.env["ir.actions.report"]._render_qweb_pdf(
            "bank_approval.committee_minutes_report", meeting.minutes_ids.ids
        )
        self.assertEqual(read_pdf(content).count(self.ann.name), 2)
        self.assertEqual(item.vote_ids.member_id & seat, seat)

    def test_the_seat_of_who_has_left_the_bank_goes_whatever_waits(self):
        self._held()
        self.make_item()
        meetings = self.env["bank.committee.meeting"].with_user(self.secretary)
        meetings.create({"committee_id": self.committee.id}).action_build_agenda()
        with self.assertRaises(UserError):
            self._seat(self.ann).active = False
        self.ann.active = False
        self._seat(self.ann).active = False
        self.assertNotIn(self.ann, self.committee.member_ids.user_id)

    # The meeting

    def test_a_held_meeting_has_its_day_and_its_people(self):
        _item, meeting = self._held()
        kept = meeting.date, meeting.present_ids
        for values in (
            {"date": "2020-01-01 10:00:00"},
            {"present_ids": [Command.clear()]},
            {"elected_id": self._seat(self.bob).id},
            {"chaired_by_id": self.bob.id},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                meeting.with_user(self.secretary).write(values)
        self.assertEqual((meeting.date, meeting.present_ids), kept)

    def test_nobody_comes_in_between_votes_and_count(self):
        item = self.make_item()
        meeting = self.make_meeting(present=self.chair)
        self.vote(item, "for", self.chair)
        meeting.with_user(self.secretary).action_close_voting()
        with self.assertRaisesRegex(UserError, "in preparation"):
            meeting.with_user(self.secretary).present_ids = self.committee.member_ids
        # nor by the server's own rights: the matter keeps who was there
        meeting.sudo().present_ids = self.committee.member_ids
        meeting.action_count()
        self.assertEqual((item.state, item.taking_part), ("no_quorum", 1))

    def test_who_comes_late_votes_on_what_is_open_still(self):
        self.committee.is_early = True
        item, other = self.make_item(), self.make_item()
        meeting = self.make_meeting(present=self.chair | self.ann)
        self.vote(item, "for", self.chair, self.ann)
        self.assertEqual(item.state, "counting")
        meeting.with_user(self.secretary).present_ids |= self._seat(self.bob)
        self.vote(other, "for", self.chair, self.bob)
        self.finish(meeting)
        self.assertEqual((item.taking_part, other.taking_part), (2, 3))
        self.assertEqual(self._steps(meeting), ["noted", "noted", "closed"])

    def _steps(self, meeting):
        rows = self.env["bank.decision"].search(
            [("kind", "=", "committee_meeting"), ("res_id", "=", meeting.id)],
            order="id",
        )
        return [json.loads(row.payload)["step"] for row in rows]

    # Moved, called off

    def _invited(self):
        item = self.make_item()
        meetings = self.env["bank.committee.meeting"].with_user(self.secretary)
        meeting = meetings.create(
            {
                "committee_id": self.committee.id,
                "date": fields.Datetime.add(fields.Datetime.now(), days=1),
            }
        )
        meeting.action_build_agenda()
        meeting.action_invite()
        return item, meeting

    def test_an_invited_meeting_is_moved_with_its_invitation(self):
        _item, meeting = self._invited()
        later = fields.Datetime.add(meeting.date, days=3)
        meeting.date = later
        event = meeting.event_id.sudo()
        self.assertEqual(
            (event.start, event.stop), (later, fields.Datetime.add(later, hours=1))
        )
        self.assertEqual(self._steps(meeting), ["noted"])

    def test_a_meeting_is_called_off_and_lends_nothing_any_more(self):
        far = self.env["bank.branch"].create({"name": "Far", "code": "FAR"})
        self.ann.branch_ids = far
        item, meeting = self._invited()
        own = item.with_user(self.ann)
        self.assertTrue(own.has_access("read"))
        with self.assertRaisesRegex(UserError, "Enter the reason"):
            meeting.action_cancel()
        with self.assertRaises(AccessError):
            meeting.with_user(self.chair).action_cancel()
        meeting.reason = "The chairman is ill."
        meeting.action_cancel()
        self.assertEqual((meeting.state, item.state), ("cancelled", "postponed"))
        self.assertEqual(item.reason, "The chairman is ill.")
        again = item.search([("previous_id", "=", item.id)])
        self.assertEqual(again.state, "queued")
        self.assertFalse(meeting.event_id.sudo().active)
        self.env.invalidate_all()
        self.assertFalse(own.has_access("read"))
        with self.assertRaises(UserError):
            meeting.action_open()
        self.assertEqual(self._steps(meeting), ["cancelled"])

    def test_what_is_put_off_is_not_lent(self):
        far = self.env["bank.branch"].create({"name": "Far", "code": "FAR"})
        self.ann.branch_ids = far
        item, meeting = self._invited()
        item.with_user(self.secretary).reason = "No appraisal"
        item.with_user(self.secretary).action_postpone()
        self.assertEqual(meeting.state, "invited")
        self.env["mail.activity"]._forget_task_documents()
        self.env.invalidate_all()
        self.assertFalse(item.with_user(self.ann).has_access("read"))

    # Who presided

    def test_a_later_version_names_who_presided_then(self):
        _item, meeting = self._held()
        minutes = meeting.minutes_ids
        self._sign(minutes)
        self.committee.chairman_id = self.ann
        action = minutes.with_user(self.secretary).action_new_version()
        version = minutes.browse(action["res_id"])
        self.assertEqual(version.chairman_id, self.chair)

    def test_minutes_made_late_name_who_presided_then(self):
        item = self.make_item()
        meeting = self.make_meeting()
        self.vote(item, "for", self.chair, self.ann)
        self.finish(meeting)
        self.committee.chairman_id = self.ann
        meeting.action_make_minutes()
        self.assertEqual(meeting.minutes_ids.chairman_id, self.chair)
