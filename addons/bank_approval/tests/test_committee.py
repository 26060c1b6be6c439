# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io

from freezegun import freeze_time
from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader
from odoo.tools.safe_eval import safe_eval

from .common import CommitteeCase


def read_pdf(content):
    pages = PdfFileReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@tagged("post_install", "-at_install")
class TestCommittee(CommitteeCase):
    def test_agenda_takes_what_is_due_by_the_day(self):
        late = self.make_item(date_papers=fields.Datetime.now())
        first = self.make_item(date_papers="2026-01-01 08:00:00")
        far = self.make_item(date_papers="2099-01-01 08:00:00")
        meeting = self.make_meeting()
        self.assertEqual(meeting.item_ids.ids, [first.id, late.id])
        self.assertEqual(far.state, "queued")
        invited = meeting.event_id.sudo().partner_ids
        self.assertLessEqual(self.committee.member_ids.user_id.partner_id, invited)
        self.assertNotIn("Zarya", meeting.event_id.sudo().name)

    def test_majority_with_conditions_and_dissent(self):
        item = self.make_item()
        meeting = self.make_meeting()
        self.vote(item, "for", self.chair, conditions=["A pledge"])
        self.vote(item, "for", self.ann)
        self.vote(item, "against", self.bob, comment="Cash flow is overstated")
        self.finish(meeting)
        self.assertEqual(item.state, "conditional")
        self.assertEqual(item.conditions, "A pledge")
        self.assertEqual((item.weight_for, item.weight_against), (2, 1))
        kinds = self.env["bank.decision"].search(
            [("res_model", "=", item._name), ("res_id", "=", item.id)]
        )
        self.assertEqual(kinds.mapped("kind").count("committee_vote"), 3)

    def test_recusal_changes_vote_and_quorum(self):
        item, other = self.make_item(), self.make_item()
        meeting = self.make_meeting(present=self.chair | self.ann | self.bob)
        item.with_user(self.bob).action_recuse("His brother works there")
        with self.assertRaises(UserError):
            self.vote(item, "for", self.bob)
        self.vote(item, "for", self.chair, self.ann)
        self.vote(other, "for", self.bob)
        self.finish(meeting)
        self.assertEqual((item.entitled, item.quorum, item.taking_part), (3, 2, 2))
        self.assertEqual(item.state, "approved")
        self.assertEqual((other.entitled, other.quorum), (4, 2))

    def test_no_outcome_without_quorum(self):
        item = self.make_item()
        meeting = self.make_meeting("written")
        self.vote(item, "for", self.chair)
        self.finish(meeting)
        self.assertEqual(item.state, "no_quorum")

    def test_who_is_absent_does_not_vote(self):
        item = self.make_item()
        self.make_meeting(present=self.chair | self.ann)
        with self.assertRaises(UserError):
            self.vote(item, "for", self.bob)

    def test_postponed_waits_again_and_withdrawn_does_not(self):
        item, other = self.make_item(), self.make_item()
        meeting = self.make_meeting()
        with self.assertRaises(UserError):
            item.with_user(self.secretary).action_postpone()
        item.with_user(self.secretary).reason = "No appraisal"
        item.with_user(self.secretary).action_postpone()
        other.with_user(self.secretary).reason = "The client changed his mind"
        other.with_user(self.secretary).action_withdraw()
        self.finish(meeting)
        self.assertEqual(item.state, "postponed")
        again = self.env["bank.committee.item"].search([("previous_id", "=", item.id)])
        self.assertEqual((again.state, again.initiator_id), ("queued", self.manager))
        self.assertFalse(again.reason)
        self.assertEqual(other.state, "withdrawn")

    def test_double_click_is_one_vote_and_another_is_refused(self):
        item = self.make_item()
        self.make_meeting()
        self.vote(item, "for", self.ann, self.ann)
        with self.assertRaises(UserError):
            self.vote(item, "against", self.ann)
        self.assertEqual(len(item.vote_ids), 1)

    def test_nobody_votes_after_closing(self):
        item = self.make_item()
        meeting = self.make_meeting()
        self.vote(item, "for", self.ann)
        meeting.action_close_voting()
        with self.assertRaises(UserError):
            self.vote(item, "for", self.bob)
        meeting.action_count()
        with self.assertRaises(UserError):
            self.vote(item, "for", self.bob)

    def test_the_year_of_minutes_is_that_of_the_bank(self):
        self.committee.company_id.resource_calendar_id.tz = "Asia/Vladivostok"
        for hour, year in ((13, 2026), (15, 2027)):
            with freeze_time(f"2026-12-31 {hour}:00:00"):
                self.assertEqual(self.committee._take_number(), (year, 1))

    def test_a_second_vote_in_other_words_is_told_so(self):
        item = self.make_item()
        self.make_meeting()
        words = {"comment": "A good client", "conditions": ["A  pledge"]}
        self.vote(item, "for", self.ann, **words)
        # a double click
        self.vote(item, "for", self.ann, **words)
        for other in (
            {**words, "conditions": ["A pledge", "Insurance"]},
            {**words, "comment": "A bad client"},
            {},
        ):
            with (
                self.subTest(other),
                self.assertRaisesRegex(UserError, "voted already"),
            ):
                self.vote(item, "for", self.ann, **other)
        self.assertEqual(item.vote_ids.conditions, "A pledge")

    def test_who_takes_no_part_says_so_before_the_count_or_not_at_all(self):
        """Whoever counts at that very moment is waited for, and seen."""
        item = self.make_item()
        self.make_meeting()
        items = self.registry["bank.committee.item"]
        hold = items._hold_open

        def count_meanwhile(row):
            hold(row)
            item.sudo()._transition("counting")

        self.patch(items, "_hold_open", count_meanwhile)
        with self.assertRaisesRegex(UserError, "before the count"):
            item.with_user(self.ann).action_recuse("His brother works there")
        self.assertFalse(item.recusal_ids)

    def test_secretary_has_no_vote(self):
        item = self.make_item()
        self.make_meeting()
        with self.assertRaises(AccessError):
            self.vote(item, "for", self.secretary)
        seat = self.committee.member_ids[0]
        with self.assertRaises(AccessError):
            self.env["bank.committee.vote"].with_user(self.secretary).create(
                {"item_id": item.id, "member_id": seat.id, "decision": "for"}
            )

    def test_initiator_who_sits_there_does_not_decide(self):
        item = self.make_item()
        item.sudo().initiator_id = self.ann
        meeting = self.make_meeting()
        with self.assertRaises(UserError):
            self.vote(item, "for", self.ann)
        self.vote(item, "for", self.chair, self.bob)
        self.finish(meeting)
        self.assertEqual(item.entitled, 3)

    def lend(self, **values):
        delegation = self.env["bank.delegation"].with_user(self.ann).create(
            {
                "from_user_id": self.ann.id,
                "to_user_id": self.eve.id,
                "act": "approval",
                "date_end": fields.Date.today(),
                "reason": "Leave",
                **values,
            }
        )  # fmt: skip
        delegation.action_activate()

    def test_deputy_votes_within_limit_and_term(self):
        item, large = self.make_item(), self.make_item(amount=5000)
        own = self.make_item()
        own.sudo().initiator_id = self.eve
        self.committee.member_ids[1].substitute_ids = self.eve
        self.make_meeting()
        with self.assertRaises(AccessError):
            self.vote(item, "for", self.eve)
        self.lend(amount_limit=2000)
        self.vote(item, "for", self.eve)
        self.assertEqual(item.vote_ids.member_id.user_id, self.ann)
        self.assertEqual(item.vote_ids.user_id, self.eve)
        for refused in (large, own):
            with self.assertRaises(AccessError):
                self.vote(refused, "for", self.eve)
        with self.assertRaises(UserError):
            self.vote(item, "against", self.ann)

    def test_delegation_without_a_seat_gives_none(self):
        item = self.make_item()
        self.make_meeting()
        self.lend()
        with self.assertRaises(AccessError):
            item.with_user(self.eve).action_vote("for")

    def test_committee_in_session_does_not_change(self):
        self.make_item()
        meeting = self.make_meeting()
        with self.assertRaises(UserError):
            self.committee.quorum = 10
        with self.assertRaises(UserError):
            self.committee.member_ids[0].weight = 9
        self.assertEqual(meeting.state, "open")

    def test_state_and_count_are_the_programs(self):
        item = self.make_item()
        self.make_meeting()
        secretary = item.with_user(self.secretary)
        for values in ({"state": "approved"}, {"weight_for": 9}, {"amount": 9}):
            with self.assertRaises(UserError):
                secretary.write(values)
        with self.assertRaises(UserError):
            secretary.unlink()

    @mute_logger("odoo.sql_db")
    def test_votes_are_never_changed(self):
        item = self.make_item()
        self.make_meeting()
        self.vote(item, "for", self.ann)
        with self.assertRaises(AccessError):
            item.vote_ids.sudo().write({"decision": "against"})

    # Minutes

    def make_minutes(self, clients=None):
        for client in clients or [self.client]:
            self.make_item(client)
        meeting = self.make_meeting()
        for item in meeting.item_ids:
            self.vote(item, "for", self.chair, self.ann)
        self.finish(meeting)
        action = meeting.action_make_minutes()
        return self.env["bank.committee.minutes"].browse(action["res_id"])

    def test_minutes_are_numbered_without_gaps(self):
        first = self.make_minutes()
        again = first.meeting_id.with_user(self.secretary).action_make_minutes()
        self.assertEqual(again["res_id"], first.id)
        with self.env.cr.savepoint() as savepoint:
            self.assertEqual(self.committee._take_number()[1], 2)
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertEqual((first.number, self.make_minutes().number), (1, 2))

    def test_minutes_stand_when_both_have_signed(self):
        minutes = self.make_minutes([self.client, self.other_client])
        with self.assertRaises(AccessError):
            minutes.with_user(self.ann).action_sign()
        minutes.with_user(self.secretary).action_sign()
        self.assertFalse(minutes.pdf)
        minutes.with_user(self.chair).action_sign()
        text = read_pdf(base64.b64decode(minutes.pdf))
        self.assertIn("Zarya", text)
        self.assertIn("Rassvet", text)
        with self.assertRaises(UserError):
            minutes.with_user(self.secretary).note = "Another"
        with self.assertRaises(UserError):
            minutes.sudo().unlink()
        action = minutes.with_user(self.secretary).action_new_version()
        made = self.env["bank.committee.minutes"].browse(action["res_id"])
        self.assertEqual((made.number, made.version), (minutes.number, 2))
        with self.assertRaises(AccessError):
            made.with_user(self.secretary).number = 9
        made.with_user(self.secretary).note = "The amount of the first matter"

    def test_whoever_has_to_sign_finds_the_minutes(self):
        made = self.make_minutes().id
        for user in (self.chair, self.secretary):
            rows = self.env["bank.committee.minutes"].with_user(user)
            arch = etree.fromstring(rows.get_view(view_type="search")["arch"])
            (node,) = arch.xpath("//filter[@name='filter_to_sign']")
            domain = safe_eval(node.get("domain"), {"uid": user.id})
            self.assertIn(made, rows.search(domain).ids)
            rows.browse(made).action_sign()
            self.assertNotIn(made, rows.search(domain).ids)

    def test_extract_shows_no_other_matter(self):
        minutes = self.make_minutes([self.client, self.other_client])
        item = minutes.meeting_id.item_ids[0]
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.secretary)
            ._render_qweb_pdf("bank_approval.committee_extract_report", item.ids)
        )
        text = read_pdf(content)
        self.assertIn(item.partner_id.name, text)
        other = (self.client | self.other_client) - item.partner_id
        self.assertNotIn(other.name, text)

    def test_who_does_not_sit_there_sees_nothing(self):
        minutes = self.make_minutes()
        for record in (minutes, minutes.meeting_id, minutes.meeting_id.item_ids):
            with self.assertRaises(AccessError):
                record.with_user(self.eve).read(["display_name"])

    def test_secretary_of_another_committee_changes_nothing(self):
        self.make_item()
        meeting = self.make_meeting()
        stranger = self.make_user(
            "board_stranger", "bank_approval.group_approval_committee_secretary"
        )
        with self.assertRaises(AccessError):
            meeting.with_user(stranger).action_close_voting()
        values = {"committee_id": self.committee.id, "date": "2026-12-01 09:00:00"}
        with self.assertRaises(AccessError):
            self.env["bank.committee.meeting"].with_user(stranger).create(values)

    def test_ballot_paper(self):
        item = self.make_item()
        self.make_meeting()
        ballots = self.env["bank.committee.ballot"]
        ballots.with_user(self.ann).create(
            {"item_id": item.id, "conditions": "A pledge\n\nInsurance"}
        ).action_confirm()
        ballots.with_user(self.bob).create(
            {"item_id": item.id, "decision": "recuse", "comment": "A relative"}
        ).action_confirm()
        self.assertEqual(item.vote_ids.conditions, "A pledge\nInsurance")
        self.assertEqual(item.recusal_ids.member_id.user_id, self.bob)
        self.assertFalse(item.with_user(self.ann).can_vote)
        self.assertTrue(item.with_user(self.chair).can_vote)

    def test_manager_corrects_what_still_waits(self):
        item = self.make_item().with_user(self.manager)
        item.amount = 2000
        with self.assertRaises(AccessError):
            item.initiator_id = self.ann
        self.make_meeting()
        with self.assertRaises(UserError):
            item.amount = 3000

    def test_secretary_is_no_member(self):
        with self.assertRaises(UserError):
            self.committee.member_ids = [Command.create({"user_id": self.secretary.id})]

    def test_a_meeting_is_named_by_its_day_here(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        meeting = self.env["bank.committee.meeting"].create(
            {"committee_id": self.committee.id, "date": "2026-03-01 22:30:00"}
        )
        here = meeting.with_context(lang="ru_RU", tz="Europe/Moscow")
        self.assertIn("02.03.2026", here.display_name)
