# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CommitteeCase
from .test_committee import read_pdf


@tagged("post_install", "-at_install")
class TestCommitteeGroup(CommitteeCase):
    """Whatever the rule, nothing passes without the votes of each group."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.committee.group_ids = [Command.create({"name": "Risk"})]
        cls.risk = cls.committee.group_ids
        cls.seat = cls.committee.member_ids.filtered(
            lambda seat: seat.user_id == cls.cid
        )
        cls.seat.group_id = cls.risk

    def test_nothing_passes_without_a_vote_for_of_the_group(self):
        item, other = self.make_item(), self.make_item()
        meeting = self.make_meeting()
        self.assertEqual(item.group_text, "Risk: for 0 of 1 needed")
        self.vote(item, "for", self.chair, self.ann, self.bob)
        self.vote(item, "against", self.cid)
        self.vote(other, "for", self.chair, self.ann, self.cid)
        self.finish(meeting)
        self.assertEqual(item.state, "rejected")
        self.assertEqual(item.outcome_text, "too few of a group are for")
        self.assertEqual(item.group_text, "Risk: for 0 of 1 needed")
        self.assertEqual(other.state, "approved")
        self.assertEqual(other.group_text, "Risk: for 1 of 1 needed")

    def test_nothing_is_decided_where_the_group_is_not_there(self):
        item = self.make_item()
        meeting = self.make_meeting(present=self.chair | self.ann | self.bob)
        self.vote(item, "for", self.chair, self.ann, self.bob)
        self.assertEqual(item.group_text, "Risk: for 0 of 1 needed; take part 0 of 1")
        self.finish(meeting)
        self.assertEqual(item.state, "no_quorum")
        again = item.search([("previous_id", "=", item.id)])
        self.assertEqual(again.state, "queued", "it waits for the next meeting")

    def test_a_recused_member_is_none_of_his_group(self):
        item = self.make_item()
        meeting = self.make_meeting()
        item.with_user(self.cid).action_recuse("His brother works there")
        self.assertIn("only 0 may vote", item.group_text)
        self.vote(item, "for", self.chair, self.ann, self.bob)
        self.finish(meeting)
        self.assertEqual(item.state, "no_quorum")
        self.assertEqual(item.outcome_text, "too few of a group may vote on it")

    def test_the_group_of_who_has_begun_the_matter_is_not_served_by_him(self):
        self.committee.member_ids[0].group_id = self.risk
        self.risk.for_count = 2
        item = self.make_item()
        item.sudo().initiator_id = self.cid
        meeting = self.make_meeting()
        self.vote(item, "for", self.chair, self.ann, self.bob)
        self.finish(meeting)
        self.assertEqual(item.state, "no_quorum")

    def test_a_deputy_votes_for_the_group_of_the_seat(self):
        self.seat.substitute_ids = self.eve
        self.env["bank.delegation"].with_user(self.cid).create(
            {
                "from_user_id": self.cid.id,
                "to_user_id": self.eve.id,
                "act": "approval",
                "date_end": fields.Date.add(fields.Date.today(), days=5),
                "reason": "Leave",
            }
        ).action_activate()
        item = self.make_item()
        meeting = self.make_meeting()
        self.vote(item, "for", self.chair, self.ann, self.eve)
        self.finish(meeting)
        self.assertEqual(item.state, "approved")

    def test_the_group_takes_part_however_it_votes(self):
        self.risk.write({"for_count": 0, "quorum_count": 1})
        item, other = self.make_item(), self.make_item()
        meeting = self.make_meeting("written")
        self.vote(item, "for", self.chair, self.ann)
        self.vote(other, "for", self.chair, self.ann)
        self.vote(other, "against", self.cid)
        self.finish(meeting)
        self.assertEqual(item.state, "no_quorum")
        self.assertEqual(item.group_text, "Risk: take part 0 of 1 needed")
        self.assertEqual(other.state, "approved")

    def test_a_stated_number_is_for(self):
        self.committee.write({"rule": "count", "for_count": 3})
        item, other = self.make_item(), self.make_item()
        meeting = self.make_meeting()
        self.vote(item, "for", self.chair, self.cid)
        self.vote(other, "for", self.chair, self.ann, self.cid)
        self.vote(other, "against", self.bob)
        self.finish(meeting)
        self.assertEqual((item.state, other.state), ("rejected", "approved"))
        self.assertEqual(item.outcome_text, "fewer are for than needed")
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            with self.cr.savepoint():
                self.committee.write({"for_count": 0})

    # What stands

    def test_figures_stay_and_stand_in_minutes_and_log(self):
        item = self.make_item()
        meeting = self.make_meeting()
        self.vote(item, "for", self.chair, self.ann, self.cid)
        self.finish(meeting)
        self.risk.write({"name": "Lawyers", "for_count": 2})
        self.assertEqual(item.group_text, "Risk: for 1 of 1 needed")
        meeting.action_make_minutes()
        content, _kind = self.env["ir.actions.report"]._render_qweb_pdf(
            "bank_approval.committee_minutes_report", meeting.minutes_ids.ids
        )
        self.assertIn("Risk: for 1 of 1 needed", read_pdf(content))
        rows = self.env["bank.decision"].search(
            [("res_model", "=", item._name), ("res_id", "=", item.id)]
        )
        counted = [json.loads(row.payload) for row in rows]
        counted = [one for one in counted if one.get("step") == "approved"]
        self.assertEqual(counted[0]["groups"], [[self.risk.id, 1, 1, 1, 1]])

    def test_groups_stand_while_a_matter_is_on_the_agenda(self):
        self.make_item()
        meetings = self.env["bank.committee.meeting"].with_user(self.secretary)
        meeting = meetings.create({"committee_id": self.committee.id})
        meeting.action_build_agenda()
        self.assertTrue(meeting.item_ids)
        changes = (
            lambda: self.risk.write({"for_count": 0}),
            lambda: self.risk.write({"quorum_count": 1}),
            lambda: self.committee.write({"for_count": 2}),
            lambda: self.committee.write(
                {"group_ids": [Command.create({"name": "B"})]}
            ),
            lambda: self.seat.write({"group_id": False}),
            lambda: self.risk.copy({"name": "C"}),
            lambda: self.risk.unlink(),
        )
        for number, change in enumerate(changes):
            with self.subTest(number), self.assertRaises(UserError):
                with self.cr.savepoint():
                    change()

    def test_a_seat_is_in_a_group_of_its_own_committee(self):
        other = self.committee.copy({"code": "KK2"})
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.risk.committee_id = other
        group = self.risk.copy({"name": "Risk", "committee_id": other.id})
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.seat.group_id = group

    def test_a_group_with_too_few_members_is_told(self):
        self.assertFalse(self.committee.group_note)
        self.risk.for_count = 2
        self.assertIn("Risk", self.committee.group_note)

    def test_only_an_administrator_draws_groups(self):
        for user in (self.secretary, self.chair, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.risk.with_user(user).for_count = 0
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.seat.with_user(user).group_id = False
        item = self.make_item()
        with self.assertRaises(UserError):
            item.with_user(self.secretary).group_figures = []
