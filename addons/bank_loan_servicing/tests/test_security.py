# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""Who sees what happens after the issue, and what nobody writes by hand."""

from datetime import date

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .test_loan_change import ChangeCommon

REFUSED = UserError  # an AccessError is one, too


@tagged("post_install", "-at_install")
class TestServicingSecurity(ChangeCommon):
    def test_who_sees_what(self):
        self.night("2026-04-02")
        change = self._begin(date_end=self.end)
        day = self.env["bank.delinquency.day"].search(
            [("agreement_id", "=", self.loan.id)], limit=1
        )
        time = self.env["bank.borrower.standing"].search(
            [("partner_id", "=", self.client.id)]
        )
        for user, sees in (
            (self.manager, True),
            (self.head, True),
            (self.auditor, True),
            (self.stranger, False),
            (self.employee, False),
            (self.administrator, False),
        ):
            for rows in (change, day, time):
                own = rows.with_user(user)
                found = own.has_access("read") and own.search([("id", "=", own.id)])
                with self.subTest(user=user.login, model=rows._name):
                    self.assertEqual(bool(found), sees)

    def test_a_task_shows_the_loan_with_its_days(self):
        self.night("2026-04-02")
        values = {
            "agreement_id": self.loan.id,
            "date_start": fields.Date.today(),
            "date_end": fields.Date.today(),
            "reason": "x",
        }
        pause = self.env["bank.delinquency.pause"].sudo().create(values)
        day = self.env["bank.delinquency.day"].search(
            [("agreement_id", "=", self.loan.id)], limit=1
        )
        guest = self._create_user(
            "guest_administrator",
            "bank_approval.group_approval_credit_administrator",
            self.other_branch,
        )
        for row in (self.loan, day, pause):
            self.assertFalse(row.with_user(guest).has_access("read"), row._name)
        self.loan.sudo().activity_schedule(
            "mail.mail_activity_data_todo", user_id=guest.id
        )
        self.env.invalidate_all()
        for row in (self.loan, day, pause):
            self.assertTrue(row.with_user(guest).has_access("read"), row._name)
        # read, and nothing else
        values |= {"date_start": date(2030, 1, 1), "date_end": date(2030, 1, 1)}
        with self.assertRaises(AccessError):
            pause.with_user(guest).create(values)

    def test_nobody_writes_what_the_night_has_found(self):
        self.night("2026-04-02")
        day = self.env["bank.delinquency.day"].search([], limit=1)
        for user in (self.manager, self.head, self.underwriter, self.administrator):
            for model, row, values in (
                ("bank.delinquency.day", day, {"days": 0}),
                ("bank.borrower.standing", None, {"partner_id": self.client.id}),
                ("bank.agreement", self.loan, {"standing": "performing"}),
                ("bank.agreement", self.loan, {"days_past_due": 0, "version": 9}),
            ):
                method, args = "write", [row.ids if row else [], values]
                if not row:
                    method, args = "create", [values]
                with self.subTest(user=user.login, model=model):
                    with self.assertRaises(REFUSED):
                        call_kw(self.env[model].with_user(user), method, args, {})

    def test_who_sells_sets_no_pause(self):
        values = {
            "agreement_id": self.loan.id,
            "date_start": fields.Date.today(),
            "date_end": fields.Date.today(),
            "reason": "x",
        }
        pauses = self.env["bank.delinquency.pause"]
        for user in (self.manager, self.head, self.underwriter, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                pauses.with_user(user).create(values)
        # nor one who may, for a client of his own
        self.client.manager_id = self.credit_administrator
        with self.assertRaises(AccessError):
            pauses.with_user(self.credit_administrator).create(values)
        self.client.manager_id = self.manager
        pause = pauses.with_user(self.credit_administrator).create(values)
        for change in (
            lambda: pause.write({"date_end": date(2030, 1, 1)}),
            lambda: pause.unlink(),
        ):
            with self.assertRaises(AccessError):
                change()
        log = self.env["bank.decision"].search([("kind", "=", "delinquency_pause")])
        self.assertIn(self.loan.id, log.mapped("res_id"))

    def test_nobody_forges_a_change(self):
        change = self._begin(date_end=self.end)
        for values in (
            {"state": "done"},
            {"approval_state": "approved"},
            {"version": 7},
            {"terms_before": {}},
            {"agreement_id": self._create_loan(self.other_client).id},
            {"partner_id": self.other_client.id},
        ):
            with self.subTest(values=values), self.assertRaises(REFUSED):
                change.write(values)
        changes = self.env["bank.loan.change"].with_user(self.manager)
        made = changes.with_context(
            default_state="done", default_partner_id=self.other_client.id
        )
        self._cancel(change)
        forged = made.create({"agreement_id": self.loan.id})
        self.assertEqual((forged.state, forged.partner_id), ("draft", self.client))
        for method in ("_apply", "_take_version", "_transition"):
            with self.assertRaises(REFUSED):
                call_kw(changes, method, [forged.ids, {}], {})

    def _cancel(self, change):
        change.action_cancel()
        self.assertEqual(change.state, "cancelled")
        self.env.flush_all()

    def test_who_has_left_the_branch_writes_no_change(self):
        """His clients are still his until they are handed over; the wall stands."""
        change = self._begin(date_end=self.end)
        reviews = self.env["bank.loan.review"].with_user(self.manager)
        review = reviews.create({"partner_id": self.client.id})
        self.manager.branch_ids = self.other_branch
        self.env.invalidate_all()
        for document, values in (
            (change, {"amount": 1}),
            (review, {"conclusion": "x"}),
        ):
            with self.subTest(model=document._name):
                with self.assertRaises(AccessError):
                    document.write(values)
                with self.assertRaises(AccessError):
                    document.action_cancel()
        with self.assertRaises(AccessError):
            reviews.create({"partner_id": self.client.id})

    def test_the_night_is_not_run_by_hand(self):
        for user in (self.manager, self.head, self.administrator):
            with self.assertRaises(AccessError):
                call_kw(
                    self.env["bank.delinquency.run"].with_user(user),
                    "_cron_run",
                    [],
                    {},
                )
