# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""A loan that was issued changes by a decision only, version by version."""

import json
from datetime import date

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

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
        cls.settled = cls._pay(cls.loan, fields.Date.today(), 3_000)

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
        *past, last = self._read_schedule()
        last.sudo().date = fields.Date.today() + relativedelta(months=1)
        self.settled.sudo().amount = 2_400
        day = fields.Date.today().day
        change = self._begin(date_end=self.end, rate=15, payment_day=day)
        self._approve(change)
        self.loan.sudo().balance = 1_600
        change.action_done()
        loan = self.loan
        self.assertEqual((loan.version, change.version), (2, 2))
        self.assertEqual((loan.date_end, loan.rate), (self.end, 15))
        rows = self._read_schedule()
        due = rows.filtered(lambda row: row.date > fields.Date.today())
        self.assertAlmostEqual(sum(due.mapped("principal")), 1_600, 2)
        self.assertEqual(max(due.mapped("date")) >= self.end, True)
        # what was paid beyond the days that are over is a row, so that sums go on
        self.assertEqual((rows - due)[:2], self.env[rows._name].union(*past))
        self.assertAlmostEqual(sum((rows - due).mapped("amount")), 2_400, 2)
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

    def _read_schedule(self):
        rows = self.loan.payment_ids.filtered(lambda row: row.kind == "schedule")
        return rows.sorted("date")

    def test_a_change_is_the_risk_of_its_loan_once(self):
        """What is left of the loan is owed, changed or not; a higher limit is more."""

        def sums(document):
            matter = document._get_authority_matters()[document.id]
            return matter.before, matter.exposure

        owed = self.loan.balance
        change = self._begin(date_end=self.end)
        self.assertEqual(sums(change), (owed, owed))
        self._approve(change)
        other = self._create_deal(amount=10_000, term_months=12)
        application = self._create_application(other)
        self.assertEqual(sums(application), (owed, owed + 10_000))
        change.action_done()
        limit = self.loan.amount + 5_000
        renewal = self._begin(kind="renewal", amount=limit)
        self.assertEqual(sums(renewal), (owed, limit))
        self._approve(renewal)
        self.assertEqual(sums(application), (limit, limit + 10_000))

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

    def test_the_core_is_told_of_versions_in_their_order(self):
        messages = self.env["bank.outbox"]
        for months in (0, 1):
            end = self.end + relativedelta(months=months)
            self._approve(self._begin(date_end=end)).action_done()
        first, second = messages.search(
            [("event", "=", "agreement.changed")], order="id desc", limit=2
        )[::-1]
        self.assertEqual(second.waits_for_id, first)
        self.assertIn(first, messages._find_due())
        self.assertNotIn(second, messages._find_due())
        first._transition("failed")
        self.env.invalidate_all()
        self.assertNotIn(second, messages._find_due())
        self.assertIn("failed", second.hold)
        # what stands on the agreement is how far the last version is
        self.assertEqual(self.loan.core_state, "waiting")

    def test_a_confirmation_of_an_older_version_changes_nothing(self):
        integration = self._create_user(
            "core", "bank_base.group_bank_integration", self.env["bank.branch"]
        )
        outbox = self.env["bank.outbox"].with_user(integration)
        for months in (0, 1):
            end = self.end + relativedelta(months=months)
            self._approve(self._begin(date_end=end)).action_done()
        first, second = self.env["bank.outbox"].search(
            [("event", "=", "agreement.changed")], order="id desc", limit=2
        )[::-1]
        number = self.loan.number
        for message in (second, first):
            answer = outbox.confirm([{"key": message.key, "reference": "C-9"}])
            self.assertEqual(answer["confirmed"], 1)
            self.assertEqual(self.loan.core_version, 3)
        self.assertEqual(self.loan.number, number)
        self.assertEqual(self.loan.core_state, "confirmed")

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

    def test_restructured_what_is_past_due_stays_past_due(self):
        today = fields.Date.today()
        self.settled.unlink()
        self.night(self.after(today, -1))
        days = self.loan.days_past_due
        change = self._begin(kind="restructuring", date_end=self.end, rate=10)
        self._approve(change).action_done()
        # of three payments none was made: all that is owed is past due
        self.assertEqual(len(self._read_schedule()), 3)
        self.night(today)
        self.assertEqual(self.loan.days_past_due, days + 1)
        self.assertEqual(self.days()[-1][2], 3_000)
        self.assertEqual(self.loan.standing, "default")

    def test_restructured_the_rest_gets_the_new_schedule(self):
        today = fields.Date.today()
        self.settled.sudo().amount = 1_250
        last = self._read_schedule()[-1]
        last.sudo().date = today + relativedelta(months=1)
        self.loan.sudo().balance = 1_750
        change = self._begin(kind="restructuring", date_end=self.end, rate=10)
        self._approve(change).action_done()
        rows = self._read_schedule().filtered(lambda row: row.date > today)
        # 750 of the second payment stay past due, 1,000 are laid anew
        self.assertAlmostEqual(sum(rows.mapped("principal")), 1_000, 2)
        self.night(today)
        since = date(2026, 2, 1)
        self.assertEqual(self.loan.date_past_due, since)
        self.assertAlmostEqual(self.days()[-1][2], 750, 2)
        # money pays it first: then the loan is not past due any more
        self._pay(self.loan, today, 750)
        self.night(today)
        self.assertEqual(self.loan.days_past_due, 0)

    def test_without_payments_told_what_the_core_calls_overdue_stays(self):
        today = fields.Date.today()
        first, second, last = self._read_schedule()
        self.loan.payment_ids.filtered(lambda row: row.kind == "fact").unlink()
        first.sudo().state, second.sudo().state = "paid", "overdue"
        self.loan.sudo().balance = 2_000
        change = self._begin(kind="restructuring", date_end=self.end)
        self._approve(change).action_done()
        rows = self._read_schedule()
        self.assertFalse(last.exists())
        self.assertIn(second, rows)
        new = rows - first - second
        self.assertAlmostEqual(sum(new.mapped("principal")), 1_000, 2)
        self.night(today)
        self.assertEqual(self.loan.date_past_due, second.date)

    def test_a_second_restructuring_makes_no_watch_shorter(self):
        until = self.after(fields.Date.today(), 900)
        self.loan.sudo().date_watch_end = until
        change = self._begin(kind="restructuring", date_end=self.end, rate=10)
        self._approve(change).action_done()
        self.assertEqual(self.loan.date_watch_end, until)

    def test_the_new_amount_is_counted_once_against_authority(self):
        self.loan.sudo().balance = self.loan.amount
        change = self._begin(kind="renewal", date_end=self.end)
        matter = change._get_authority_matters()[change.id]
        self.assertAlmostEqual(matter.exposure, self.loan.amount, 2)
        self.assertEqual(change.product_id, self.loan.product_id)

    def test_a_limit_is_renewed(self):
        change = self._begin(kind="renewal", amount=250_000, date_end=self.end)
        self._approve(change).action_done()
        self.assertEqual(self.loan.amount, 250_000)

    def test_a_renewed_limit_gets_no_schedule(self):
        """What is due on it follows from what is drawn: the core tells."""
        self.loan.sudo().amount_limit = self.loan.amount
        before = self._read_schedule()
        change = self._approve(self._begin(kind="renewal", date_end=self.end))
        change.action_done()
        self.assertEqual(self.loan.date_end, self.end)
        self.assertEqual(self._read_schedule(), before)

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

    def test_nobody_prolongs_what_is_past_due(self):
        self.settled.unlink()
        change = self._approve(self._begin(date_end=self.end))
        with self.assertRaisesRegex(UserError, "past due since"):
            change.action_done()
        self.assertEqual(self.loan.version, 1)
        # settled, it goes on; no second decision is needed
        self._pay(self.loan, fields.Date.today(), 3_000)
        change.action_done()
        self.assertEqual(self.loan.version, 2)

    def test_not_on_another_loan_than_was_decided_on(self):
        today = fields.Date.today()
        loan = self.loan.sudo()
        change = self._approve(self._begin(date_end=self.end))

        def owe_more():
            loan.balance = 3_001

        def miss_another():
            self.settled.amount = 2_000

        def fall():
            self.settled.date = self.after(today, 1)
            self.night(today)
            self.settled.date = today

        for act, reason in (
            (owe_more, "more is owed"),
            (miss_another, "more is past due"),
            (fall, "non-performing"),
            (lambda: loan.write({"rate": 1}), "the rate"),
            (lambda: loan.write({"amount_limit": 900_000}), "the limit"),
            (lambda: loan.write({"version": 7}), "another change"),
            (lambda: loan._transition("closed"), "in force"),
        ):
            savepoint = self.env.cr.savepoint()
            act()
            with self.subTest(reason=reason), self.assertRaisesRegex(UserError, reason):
                change.action_done()
            savepoint.rollback()
            self.env.invalidate_all()
        # repaid as agreed, it is still the loan that was decided on
        loan.balance = 2_500
        # what was sent before limits were noted says nothing of one
        basis = {**change.basis}
        basis.pop("amount_limit")
        change.sudo().basis = basis
        change.action_done()
        self.assertEqual(self.loan.version, 2)

    def test_not_after_its_own_end(self):
        change = self._approve(self._begin(date_end=self.end))
        with freeze_time(self.after(self.end, 1)), self.assertRaises(UserError):
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
            ({"date_end": self.end, "kind": "renewal", "amount": 1}, "More is owed"),
        ):
            savepoint = self.env.cr.savepoint()
            change = self._begin(**values)
            with self.subTest(values=values), self.assertRaisesRegex(UserError, reason):
                change.action_request_approval()
            savepoint.rollback()
            self.env.invalidate_all()
