# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""A loan that was issued changes by a decision only, version by version."""

import json
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ServicingCommon


class ChangeCommon(ServicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_route_for("bank.loan.change", cls.underwriter)
        cls.end = fields.Date.today() + relativedelta(months=10)
        cls.loan.sudo().date_end = fields.Date.today() + relativedelta(months=4)

    def _begin(self, user=None, **values):
        action = self.loan.with_user(user or self.manager).action_new_change()
        change = self.env[action["res_model"]].browse(action["res_id"])
        change = change.with_user(user or self.manager)
        change.write({"reason": "The season begins later", **values})
        return change

    def _approve(self, change, conditions=()):
        change.action_request_approval()
        self.decide(change, "approve", conditions)
        return change


@tagged("post_install", "-at_install")
class TestLoanChange(ChangeCommon):
    def test_it_begins_with_the_terms_as_they_are(self):
        change = self._begin()
        self.assertEqual(change.amount, self.loan.amount)
        self.assertEqual(change.date_end, self.loan.date_end)
        self.assertFalse(change.memo)
        with self.assertRaisesRegex(UserError, "Nothing changes"):
            change.action_request_approval()
        change.date_end = self.end
        self.assertIn("Ends On", change.memo)

    def test_a_prolongation_is_a_new_version_with_its_schedule(self):
        first, *_rest = self.loan.payment_ids.filtered(
            lambda row: row.kind == "schedule"
        ).sorted("date")
        first.sudo().state = "paid"
        self._pay(self.loan, date(2026, 1, 1), 1_400)
        change = self._approve(self._begin(date_end=self.end, rate=15))
        self.loan.sudo().balance = 1_600
        change.action_done()
        loan = self.loan
        self.assertEqual((loan.version, change.version), (2, 2))
        self.assertEqual((loan.date_end, loan.rate), (self.end, 15))
        rows = loan.payment_ids.filtered(lambda row: row.kind == "schedule")
        due = rows.filtered(lambda row: row.state == "due")
        self.assertAlmostEqual(sum(due.mapped("principal")), 1_600, 2)
        self.assertEqual(max(due.mapped("date")) >= self.end, True)
        # what was paid beyond the rows that stay is a row, so that sums go on
        paid = rows - due
        self.assertIn(first, paid)
        self.assertAlmostEqual(sum(paid.mapped("amount")), 1_400, 2)
        self.night(fields.Date.today())
        self.assertEqual(loan.days_past_due, 0)

    def test_a_decided_change_stands_in_the_history(self):
        change = self._approve(self._begin(date_end=self.end, rate=15))
        earlier = self.loan.rate
        known = self.loan.event_ids
        change.action_done()
        events = self.loan.event_ids - known
        self.assertEqual({*events.mapped("term")}, {"rate", "date_end"})
        self.assertEqual({*events.mapped("source")}, {"act"})
        self.assertEqual({*events.mapped("reason")}, {change.display_name})
        rate = events.filtered(lambda row: row.term == "rate")
        self.assertEqual((rate.number_before, rate.number_after), (earlier, 15))

    def test_the_core_is_told_of_each_version_once(self):
        change = self._approve(self._begin(date_end=self.end))
        change.action_done()
        message = self.env["bank.outbox"].search(
            [("res_model", "=", "bank.loan.change"), ("res_id", "=", change.id)]
        )
        content = json.loads(message.payload)
        self.assertEqual(
            (message.event, content["version"], content["change"]),
            ("agreement.changed", 2, "prolongation"),
        )
        self.assertEqual(content["date_end"], str(self.end))
        self.assertNotIn(self.client.name, message.payload)

    def test_the_memo_stays_as_it_was_decided(self):
        change = self._approve(self._begin(date_end=self.end))
        before = change.memo
        change.action_done()
        change.invalidate_recordset()
        self.assertEqual(change.memo, before)
        again = self._begin()
        self.assertFalse(again.memo)

    def test_a_restructuring_is_watched(self):
        change = self._begin(kind="restructuring", date_end=self.end, rate=10)
        self._approve(change).action_done()
        today = fields.Date.today()
        self.assertEqual(self.loan.date_watch_end, self.after(today, 365))
        self.night(today)
        self.assertEqual(self.loan.standing, "watch")

    def test_restructured_a_non_performing_borrower_stays_so(self):
        today = fields.Date.today()
        self.night(self.after(today, -1))
        self.assertEqual(self.loan.standing, "default")
        change = self._begin(kind="restructuring", date_end=self.end, rate=10)
        self._approve(change).action_done()
        self.night(today)
        self.assertEqual((self.loan.days_past_due, self.loan.standing), (0, "default"))

    def test_a_limit_is_renewed(self):
        change = self._begin(kind="renewal", amount=250_000, date_end=self.end)
        self._approve(change).action_done()
        self.assertEqual(self.loan.amount, 250_000)

    # What must not be

    def test_nothing_changes_without_a_decision(self):
        change = self._begin(date_end=self.end)
        with self.assertRaisesRegex(UserError, "not approved"):
            change.action_done()
        change.action_request_approval()
        with self.assertRaisesRegex(UserError, "still being approved"):
            change.action_done()
        with self.assertRaises(UserError):
            change.date_end = date(2050, 1, 1)
        self.decide(change, "reject")
        with self.assertRaisesRegex(UserError, "refused"):
            change.action_done()
        self.assertEqual(self.loan.version, 1)

    def test_not_before_its_conditions_are_met(self):
        conditions = [{"kind": "precedent", "name": "Insurance of the flat"}]
        change = self._approve(self._begin(date_end=self.end), conditions)
        with self.assertRaisesRegex(UserError, "Insurance of the flat"):
            change.action_done()

    def test_not_on_other_terms(self):
        change = self._approve(self._begin(date_end=self.end))
        change.amount = 900_000
        with self.assertRaisesRegex(UserError, "does not hold"):
            change.action_done()

    def test_not_twice(self):
        change = self._approve(self._begin(date_end=self.end))
        change.action_done()
        with self.assertRaises(UserError):
            change.action_done()
        with self.assertRaises(UserError):
            change.amount = 1
        self.assertEqual(self.loan.version, 2)

    def test_one_at_a_time(self):
        self._begin()
        with self.assertRaisesRegex(Exception, "prepared already|_one_open_uniq"):
            with self.env.cr.savepoint():
                self._begin()
                self.env.flush_all()

    def test_who_sells_does_not_decide(self):
        with self.assertRaises(AccessError):
            self._begin(user=self.colleague)
        with self.assertRaises(AccessError):
            self._begin(user=self.stranger)
        change = self._begin(date_end=self.end)
        change.action_request_approval()
        task = change.sudo().approval_id.task_ids
        with self.assertRaises(UserError):
            task.with_user(self.manager).action_decide("approve", "so")

    def test_what_makes_no_sense_is_told(self):
        for values, reason in (
            ({"date_end": date(2020, 1, 1)}, "future"),
            ({"date_end": self.after(fields.Date.today(), 5)}, "ends later"),
            ({"date_end": self.end, "amount": 900_000}, "lends no more"),
            ({"date_end": self.end, "reason": False}, "Write why"),
        ):
            savepoint = self.env.cr.savepoint()
            change = self._begin(**values)
            with self.subTest(values=values), self.assertRaisesRegex(UserError, reason):
                change.action_request_approval()
            savepoint.rollback()
            self.env.invalidate_all()
