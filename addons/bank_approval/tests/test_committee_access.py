# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MANAGER, MEMBER, SECRETARY, CommitteeCase
from .test_committee import read_pdf


@tagged("post_install", "-at_install")
class TestCommitteeAccess(CommitteeCase):
    """A matter of a branch that is closed to the members, and its papers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        branches = cls.env["bank.branch"]
        cls.far = branches.create({"name": "Far", "code": "FAR"})
        cls.far_manager = cls.make_user("far_manager", MANAGER)
        cls.far_manager.branch_ids = cls.far
        cls.far_client = cls.env["res.partner"].create(
            {"name": "Polus Ltd", "client_kind": "company", "branch_id": cls.far.id}
        )

    def make_far_item(self):
        items = self.env["bank.committee.item"].with_user(self.far_manager)
        return items.create(
            {
                "committee_id": self.committee.id,
                "partner_id": self.far_client.id,
                "name": "A pole",
                "date_papers": fields.Datetime.now(),
            }
        ).with_env(self.env)

    def attach(self, item, content=b"Plan A"):
        return self.env["ir.attachment"].create(
            {
                "name": "plan.txt",
                "raw": content,
                "res_model": item._name,
                "res_id": item.id,
            }
        )

    def sees(self, record, user):
        return record.with_user(user).has_access("read")

    def test_a_member_reads_a_matter_of_his_meeting_while_it_lasts(self):
        item = self.make_far_item()
        self.assertFalse(self.sees(item, self.ann))
        self.assertTrue(self.sees(item, self.secretary))
        meeting = self.make_meeting()
        for record in (item, self.far_client):
            self.assertTrue(self.sees(record, self.ann))
            self.assertFalse(record.with_user(self.ann).has_access("write"))
            self.assertFalse(self.sees(record, self.eve))
        self.vote(item, "for", self.ann, self.chair)
        self.assertTrue(self.sees(item.vote_ids, self.bob))
        self.finish(meeting)
        for record in (item, self.far_client):
            self.assertFalse(self.sees(record, self.ann))

    def test_what_is_lent_stands_in_the_log(self):
        item = self.make_far_item()
        own = self.make_item()
        self.make_meeting()
        rows = self.env["bank.decision"].search(
            [("kind", "=", "task_access"), ("res_model", "=", item._name)]
        )
        self.assertEqual(set(rows.mapped("res_id")), {item.id})
        self.assertNotIn(own.id, rows.mapped("res_id"))
        self.assertEqual(len(rows), len(self.committee.member_ids))

    def test_whoever_takes_no_part_reads_it_no_more(self):
        item = self.make_far_item()
        self.make_meeting()
        item.with_user(self.bob).action_recuse("His brother works there")
        self.assertFalse(self.sees(item, self.bob))
        self.assertTrue(self.sees(item, self.ann))

    def test_a_deputy_reads_it_while_he_acts(self):
        item = self.make_far_item()
        self.committee.member_ids[1].substitute_ids = self.eve
        self.make_meeting()
        self.assertFalse(self.sees(item, self.eve))
        self.env["bank.delegation"].with_user(self.ann).create(
            {
                "from_user_id": self.ann.id,
                "to_user_id": self.eve.id,
                "act": "approval",
                "date_end": fields.Date.today(),
                "reason": "Leave",
            }
        ).action_activate()
        self.env.registry.clear_cache()
        self.env.invalidate_all()
        self.assertTrue(self.sees(item, self.eve))

    def test_a_secretary_reads_it_until_the_minutes_are_signed(self):
        self.make_item()
        item = self.make_far_item()
        stranger = self.make_user("far_stranger", SECRETARY)
        meeting = self.make_meeting()
        self.assertEqual(len(meeting.item_ids), 2)
        self.assertFalse(self.sees(item, stranger))
        self.vote(item, "for", self.ann, self.chair)
        item.with_user(self.secretary).reason = "noted"
        self.finish(meeting)
        self.assertEqual(item.state, "approved")
        action = meeting.action_make_minutes()
        minutes = self.env["bank.committee.minutes"].browse(action["res_id"])
        self.assertTrue(self.sees(item, self.secretary))
        minutes.with_user(self.chair).action_sign()
        minutes.with_user(self.secretary).action_sign()
        self.assertFalse(self.sees(item, self.secretary))
        self.assertIn("Polus", read_pdf(base64.b64decode(minutes.pdf)))

    def test_a_manager_with_a_seat_changes_nothing_by_it(self):
        item = self.make_far_item()
        self.ann.group_ids += self.env.ref(MANAGER)
        self.make_meeting()
        with self.assertRaises(AccessError):
            item.with_user(self.ann).reason = "Mine"

    # Papers

    def test_papers_stay_as_they_lay_before_the_committee(self):
        item = self.make_item()
        plan = self.attach(item)
        meeting = self.make_meeting()
        paper = item.paper_ids
        self.assertEqual(base64.b64decode(paper.content), b"Plan A")
        plan.raw = b"Plan B"
        plan.unlink()
        self.attach(item, b"Plan C")
        self.env.invalidate_all()
        self.assertEqual(base64.b64decode(paper.content), b"Plan A")
        self.assertEqual(item.paper_ids, paper)
        for refused in (lambda: paper.sudo().write({"name": "x"}), paper.sudo().unlink):
            with self.assertRaises(AccessError):
                refused()
        self.vote(item, "for", self.ann, self.chair)
        self.finish(meeting)
        action = meeting.action_make_minutes()
        minutes = self.env["bank.committee.minutes"].browse(action["res_id"])
        minutes.with_user(self.chair).action_sign()
        minutes.with_user(self.secretary).action_sign()
        text = read_pdf(base64.b64decode(minutes.pdf))
        self.assertIn(f"plan.txt ({paper.sha256[:12]})", text)

    def test_nobody_replaces_a_paper_that_lay_before_the_committee(self):
        item = self.make_item()
        self.attach(item)
        self.make_meeting()
        paper = item.paper_ids
        file = self.env["ir.attachment"].search(
            [("res_model", "=", paper._name), ("res_id", "=", paper.id),
             ("res_field", "=", "content")]
        )  # fmt: skip
        other = base64.b64encode(b"Plan B")
        admin = self.env.ref("base.user_admin")
        for user in (self.secretary, self.manager, self.chair, admin):
            for record, values in (
                (paper, {"content": other}),
                (paper, {"sha256": "0" * 64}),
                (file, {"datas": other}),
                (file, {"raw": b"Plan B"}),
                (file, {"res_id": 0}),
            ):
                with self.assertRaises(AccessError):
                    record.with_user(user).write(values)
            for record in (paper, file):
                with self.assertRaises(AccessError):
                    record.with_user(user).unlink()
            with self.assertRaises(AccessError):
                paper.with_user(user).create(
                    {"item_id": item.id, "name": "b", "sha256": "x", "content": other}
                )
        self.env.invalidate_all()
        self.assertEqual(base64.b64decode(paper.content), b"Plan A")

    def test_a_paper_is_read_as_its_matter(self):
        item = self.make_far_item()
        self.attach(item)
        meeting = self.make_meeting()
        paper = item.paper_ids
        file = self.env["ir.attachment"].search(
            [("res_model", "=", paper._name), ("res_id", "=", paper.id),
             ("res_field", "=", "content")]
        )  # fmt: skip
        for record in (paper, file):
            self.assertTrue(self.sees(record, self.ann))
            self.assertTrue(self.sees(record, self.far_manager))
            self.assertFalse(self.sees(record, self.eve))
            self.assertFalse(self.sees(record, self.manager))
        self.vote(item, "for", self.ann, self.chair)
        self.finish(meeting)
        self.env.invalidate_all()
        self.assertFalse(self.sees(paper, self.ann))

    def test_papers_of_the_next_meeting_are_taken_anew(self):
        item = self.make_item()
        plan = self.attach(item)
        self.make_meeting()
        item.with_user(self.secretary).reason = "No appraisal"
        item.with_user(self.secretary).action_postpone()
        again = self.env["bank.committee.item"].search([("previous_id", "=", item.id)])
        (plan | again.file_ids).unlink()
        self.attach(again, b"Plan B")
        self.make_meeting()
        self.assertEqual(base64.b64decode(again.paper_ids.content), b"Plan B")
        self.assertEqual(base64.b64decode(item.paper_ids.content), b"Plan A")

    def test_a_member_of_another_committee_sees_nothing(self):
        item = self.make_far_item()
        other = self.make_user("far_other", MEMBER)
        self.env["bank.committee"].create(
            {
                "name": "Another",
                "code": "AN",
                "chairman_id": other.id,
                "secretary_id": self.secretary.id,
                "member_ids": [(0, 0, {"user_id": other.id})],
            }
        )
        self.make_meeting()
        self.assertFalse(self.sees(item, other))
        with self.assertRaises(AccessError):
            self.vote(item, "for", other)
