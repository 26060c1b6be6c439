# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ApprovalCommon


class AssignmentCommon(ApprovalCommon):
    """A loan that is decided; its manager does what the board assigns."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far = cls.env["bank.branch"].create({"name": "Far", "code": "T-F"})
        cls.outsider = cls._user("outsider", cls.far)
        cls.due = cls._working_day(fields.Date.today() + timedelta(days=10))

    @classmethod
    def _working_day(cls, day):
        rows = cls.env["bank.approval.assignment"]
        return rows._roll_date(day, cls.env.company)

    def _day_off(self):
        """Return a day off to come, and the working day after it."""
        day = fields.Date.today() + timedelta(days=20)
        while self._working_day(day) == day:
            day += timedelta(days=1)
        return day, self._working_day(day)

    def _decided(self):
        loan = self._sent()
        self._approve_all(loan)
        return loan

    def _give(self, loan, author=None, **values):
        author = author or self.boss1
        dialog = self.env["bank.approval.assign"].with_user(author).create(
            {
                "approval_id": loan.sudo().approval_id.id,
                "text": "Insure the shop",
                "user_id": self.manager.id,
                "date_due": self.due,
                **values,
            }
        )  # fmt: skip
        dialog.action_confirm()
        return self.env["bank.approval.assignment"].search(
            [("res_id", "=", loan.id)], order="id desc", limit=1
        )

    def _acts(self, row):
        rows = self.env["bank.decision"].sudo().search(
            [("kind", "=", "approval_assignment"), ("res_id", "=", row.res_id)],
            order="id",
        )  # fmt: skip
        return [json.loads(one.payload)["act"] for one in rows]


@tagged("post_install", "-at_install")
class TestAssignment(AssignmentCommon):
    """What was assigned is done, proved, accepted; the log tells all of it."""

    def test_what_waits_for_who_has_left_goes_to_others(self):
        row = self._give(self._decided())
        (self.boss1 | self.manager).sudo().active = False
        loan = self.env["test.bank.loan"].browse(row.res_id)
        loan.sudo().user_id = self.expert
        self.env["bank.approval"]._cron_lapse()
        self.assertEqual(row.user_id, self.expert)
        deciders = self.lawyer | self.guard | self.boss2
        self.assertIn(row.controller_id, deciders)
        self.assertEqual(self._acts(row), ["given", "handed_over"])
        self.assertTrue(loan.with_user(row.controller_id).has_access("read"))

    def test_given_reported_returned_reported_and_accepted(self):
        row = self._give(self._decided())
        self.assertEqual((row.state, row.controller_id), ("open", self.boss1))
        self.assertEqual(row.activity_ids.user_id, self.manager)
        self.assertEqual(row.activity_ids.date_deadline, self.due)
        mine = row.with_user(self.manager)
        self.assertTrue(mine.can_report)
        mine.action_report("Policy 5 of 1 June.")
        self.assertEqual(row.activity_ids.user_id, self.boss1)
        control = row.with_user(self.boss1)
        control.action_return("The sum is too low.")
        self.assertEqual((row.state, row.reason), ("open", "The sum is too low."))
        mine.action_report("Policy 6 of 2 June.")
        control.action_accept()
        self.assertEqual(row.state, "accepted")
        self.assertFalse(row.activity_ids)
        acts = ["given", "reported", "returned", "reported", "accepted"]
        self.assertEqual(self._acts(row), acts)

    def test_a_later_date_is_asked_for_and_granted(self):
        row = self._give(self._decided())
        mine, control = row.with_user(self.manager), row.with_user(self.boss1)
        with self.assertRaises(UserError):
            mine.action_ask_extension(self.due, "The insurer is slow.")
        later = self._working_day(self.due + timedelta(days=7))
        mine.action_ask_extension(later, "The insurer is slow.")
        self.assertEqual(row.date_due, self.due)
        control.action_extend(False, "Hurry.")
        self.assertEqual((row.date_due, row.date_asked), (self.due, False))
        mine.action_ask_extension(later, "Really.")
        control.action_extend(True, "Well then.")
        self.assertEqual((row.date_due, row.extension_count), (later, 1))
        clock = self.env["bank.clock"]._find_open(row)
        self.assertEqual(clock.date_due.date(), later)
        self.assertEqual(row.activity_ids.date_deadline, later)

    def test_a_date_is_past_with_the_day_of_the_bank(self):
        self.env.company.resource_calendar_id.tz = "Asia/Vladivostok"
        with freeze_time("2026-03-02 09:00:00"):
            loan = self._decided()
            row = self._give(loan, date_due="2026-03-10")
        late = [("id", "=", row.id), ("is_late", "=", True)]
        # midnight there is two in the afternoon at Greenwich
        for moment, is_late in ((13, False), (15, True)):
            with freeze_time(f"2026-03-10 {moment}:00:00"):
                self.env.invalidate_all()
                self.assertEqual(row.is_late, is_late)
                self.assertEqual(bool(row.search(late)), is_late)
        with freeze_time("2026-03-10 15:00:00"):
            with self.assertRaisesRegex(UserError, "has not passed"):
                self._give(loan, date_due="2026-03-10")
            with self.assertRaisesRegex(UserError, "Name a later date"):
                row.with_user(self.manager).action_ask_extension("2026-03-11", "Slow.")

    def test_a_date_on_a_day_off_is_the_next_working_day(self):
        off, working = self._day_off()
        dialog = self.env["bank.approval.assign"].with_user(self.boss1)
        loan = self._decided()
        noted = dialog.new({"approval_id": loan.sudo().approval_id.id, "date_due": off})
        self.assertIn("day off", noted.date_note)
        noted.date_due = working
        self.assertFalse(noted.date_note)
        row = self._give(loan, date_due=off)
        self.assertEqual(row.date_due, working)
        clock = self.env["bank.clock"]._find_open(row)
        self.assertEqual(clock.date_due.date(), working)
        self.assertEqual(row.activity_ids.date_deadline, working)

    def test_a_later_date_on_a_day_off_is_the_next_working_day(self):
        off, working = self._day_off()
        row = self._give(self._decided())
        row.with_user(self.manager).action_ask_extension(off, "The insurer is slow.")
        self.assertEqual(row.date_asked, working)
        row.with_user(self.boss1).action_extend(True, "Well then.")
        self.assertEqual(row.date_due, working)

    def test_a_bank_holiday_moves_it_too(self):
        working = self._working_day(fields.Date.today() + timedelta(days=30))
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.env.company.resource_calendar_id.id,
                "date_from": f"{working - timedelta(days=1)} 12:00:00",
                "date_to": f"{working + timedelta(days=1)} 12:00:00",
            }
        )
        row = self._give(self._decided(), date_due=working)
        self.assertGreater(row.date_due, working)

    def test_late_is_told_to_the_controller_and_whom_the_term_names(self):
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 1)
        regime = self.env["bank.clock.regime"]._find("approval_assignment")
        regime.escalation_user_id = self.head
        row = self._give(self._decided())
        clock = self.env["bank.clock"]._find_open(row)
        self.assertEqual(clock.date_due.date(), self.due)
        with freeze_time(self.due + timedelta(days=2)):
            self.assertTrue(row.is_late)
            self.assertIn(row, row.search([("is_late", "=", True)]))
            self.env["bank.clock"]._cron_watch()
        told = (
            self.env["mail.message"]
            .search(
                [("message_type", "=", "user_notification"), ("res_id", "=", row.id)]
            )
            .partner_ids
        )
        for user in (self.manager, self.boss1, self.head):
            self.assertIn(user.partner_id, told, user.login)

    def test_it_lends_the_document_while_it_is_open(self):
        loan = self._decided()
        own = loan.with_user(self.outsider)
        with self.assertRaises(AccessError):
            own.read(["amount"])
        row = self._give(loan, user_id=self.outsider.id)
        own.invalidate_recordset()
        own.read(["amount"])
        row.with_user(self.outsider).action_report("Done.")
        row.with_user(self.boss1).action_accept()
        own.invalidate_recordset()
        with self.assertRaises(AccessError):
            own.read(["amount"])
        # what he was told to do he may read for good
        row.with_user(self.outsider).read(["text"])

    def test_a_co_executor_reports_it_too(self):
        row = self._give(
            self._decided(), co_user_ids=[Command.set(self.outsider.ids)]
        )  # fmt: skip
        row.with_user(self.outsider).action_report("Done.")
        self.assertEqual(row.reported_by_id, self.outsider)


@tagged("post_install", "-at_install")
class TestAssignmentForgery(AssignmentCommon):
    """What a dishonest employee tries."""

    def test_only_who_has_decided_assigns(self):
        loan = self._sent()
        with self.assertRaisesRegex(AccessError, "once it is decided"):
            self._give(loan)
        self._approve_all(loan)
        for user in (self.manager, self.head, self.drafter):
            with self.assertRaises(AccessError):
                self._give(loan, user)

    def test_nobody_controls_himself(self):
        loan = self._decided()
        with self.assertRaisesRegex(UserError, "controls himself"):
            self._give(loan, user_id=self.boss1.id)
        with self.assertRaisesRegex(UserError, "controls himself"):
            self._give(loan, co_user_ids=[Command.set(self.boss1.ids)])

    def test_nobody_controls_who_does_not_work_here(self):
        loan = self._decided()
        self.outsider.sudo().active = False
        portal = self.env["res.users"].create(
            {
                "name": "Portal",
                "login": "t_portal",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        for user in (self.outsider, portal):
            with self.assertRaisesRegex(UserError, "working employee"):
                self._give(loan, controller_id=user.id)

    def test_only_the_controller_accepts_and_extends(self):
        row = self._give(self._decided())
        mine = row.with_user(self.manager)
        mine.action_ask_extension(self.due + timedelta(days=1), "Slow.")
        for user in (self.manager, self.boss2, self.head):
            with self.assertRaises(AccessError):
                row.with_user(user).action_extend(True, "Yes.")
        for user in (self.boss1, self.boss2, self.head):
            with self.assertRaises(AccessError):
                row.with_user(user).action_report("Done.")
        with self.assertRaises(UserError):
            mine.action_report(" ")
        mine.action_report("Done.")
        for user in (self.manager, self.boss2, self.head):
            with self.assertRaises(AccessError):
                row.with_user(user).action_accept()
            with self.assertRaises(AccessError):
                row.with_user(user).action_cancel("No.")

    def test_nothing_is_written_by_hand(self):
        row = self._give(self._decided())
        for user in (self.manager, self.boss1, self.drafter):
            for values in ({"state": "accepted"}, {"date_due": "2099-01-01"}):
                with self.assertRaises(AccessError):
                    row.with_user(user).write(values)
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()
            with self.assertRaises(AccessError):
                row.with_user(user).create(row.copy_data()[0])
        with self.assertRaises(AccessError):
            row.sudo().unlink()

    def test_a_stranger_sees_nothing_of_it(self):
        row = self._give(self._decided())
        self.assertFalse(row.with_user(self.outsider).search([]))
        with self.assertRaises(AccessError):
            row.with_user(self.outsider).read(["text"])
        with self.assertRaises(AccessError):
            row.with_user(self.outsider).action_open_report()
