# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""Days past due, night by night: ranges, pauses, borrowers who are non-performing."""

from datetime import date, datetime
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tests.common import count_queries
from odoo.addons.bank_loan_servicing.models import bank_delinquency_run
from odoo.addons.base.models.ir_cron import IrCron

from .common import ServicingCommon


@tagged("post_install", "-at_install")
class TestDelinquency(ServicingCommon):
    def test_days_count_from_the_oldest_payment_that_is_open(self):
        self.night("2026-01-01")
        self.assertFalse(self.days())  # due today is not past due
        self.night("2026-01-11")
        self.night("2026-02-11")
        found = {day: rest for day, *rest in self.days()}
        self.assertEqual(found["2026-01-11"][0], 10)
        self.assertEqual(found["2026-02-11"][0], 41)
        self.assertAlmostEqual(found["2026-02-11"][1], 2_000, 1)
        self.assertEqual(self.loan.days_past_due, 41)
        self.assertEqual(self.loan.bucket_id.days_from, 31)
        # money pays the oldest debt first
        self._pay(self.loan, date(2026, 2, 12), 1_000)
        self.night("2026-02-12")
        self.assertEqual(self.loan.days_past_due, 11)
        self.assertEqual(self.loan.date_past_due, date(2026, 2, 1))
        self._pay(self.loan, date(2026, 2, 13), 1_000)
        self.night("2026-02-13")
        self.assertEqual((self.loan.days_past_due, self.loan.bucket_id.id), (0, False))
        self.assertEqual(self.loan.standing, "performing")

    def test_a_range_tells_the_provision_of_its_loans(self):
        shares = (("1", 1), ("31", 20), ("61", 50), ("91", 75))
        for days, share in shares:
            name = f"bank_loan_servicing.bank_delinquency_bucket_{days}"
            self.env.ref(name).provision_percent = share
        # 3,000 are owed on each of them; the second one is paid in time
        second = self._create_loan(months=())
        for day, share in (("01-11", 1), ("02-11", 20), ("03-05", 50)):
            self.night(f"2026-{day}")
            self.assertAlmostEqual(self.loan.provision, 30 * share, 2, day)
            self.assertEqual(second.provision, 0)
        self.night("2026-04-02")
        self.assertAlmostEqual(self.loan.provision, 2_250, 2)
        # one loan makes all of them so, and as dear
        self.assertEqual(second.standing, "default")
        self.assertAlmostEqual(second.provision, 2_250, 2)
        self.loan.sudo().balance = 1_000
        self.night("2026-04-02")
        self.assertAlmostEqual(self.loan.provision, 750, 2)
        log = self.loan.delinquency_day_ids.sorted("date")
        kept = {str(row.date): row.provision for row in log}
        self.assertAlmostEqual(kept["2026-02-11"], 600, 2)
        self.assertAlmostEqual(kept["2026-04-02"], 750, 2)
        self._pay(self.loan, date(2026, 4, 3), 3_000)
        self.night("2026-04-03")
        self.assertEqual((self.loan.provision, second.provision), (0, 0))

    def test_the_log_of_today_has_the_provision_of_the_agreement(self):
        for days, share in (("31", 20), ("91", 75)):
            name = f"bank_loan_servicing.bank_delinquency_bucket_{days}"
            self.env.ref(name).provision_percent = share
        # past due for 32 days, and non-performing by the other one
        second = self._create_loan(months=(3,))
        for frozen, kept in ((None, 600), ("2026-04-02 12:00:00", 2_250)):
            with freeze_time(frozen or datetime.now()):
                self.night("2026-04-02")
            row = second.delinquency_day_ids
            row.invalidate_recordset()
            self.assertAlmostEqual(second.provision, 2_250, 2)
            self.assertAlmostEqual(row.provision, kept, 2)

    def test_what_is_over_needs_no_provision(self):
        bucket = self.env.ref("bank_loan_servicing.bank_delinquency_bucket_31")
        bucket.provision_percent = 20
        second = self._create_loan()
        self.night("2026-02-11")
        self.assertEqual((self.loan.provision, second.provision), (600, 600))
        self.loan.sudo()._transition("closed")
        self.night("2026-02-12")
        self.assertEqual((self.loan.provision, second.provision), (0, 600))

    def test_what_is_over_is_past_due_no_more(self):
        self.night("2026-02-11")
        self.assertTrue(self.loan.days_past_due and self.loan.bucket_id)
        self.loan.sudo()._transition("closed")
        self.night("2026-02-12")
        self.assertFalse(self.loan.days_past_due)
        self.assertFalse(self.loan.date_past_due or self.loan.bucket_id)
        # the log keeps what was
        self.assertTrue(self.loan.delinquency_day_ids.bucket_id)

    def test_a_provision_is_a_share(self):
        bucket = self.env.ref("bank_loan_servicing.bank_delinquency_bucket_1")
        for share in (-1, 101):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                bucket.provision_percent = share
                bucket.flush_recordset()

    def test_days_that_were_left_out_are_caught_up(self):
        self.night("2026-01-05")
        self._pay(self.loan, date(2026, 1, 7), 1_000)
        self.night("2026-01-09")
        self.assertEqual(
            [day for day, *_rest in self.days()], ["2026-01-05", "2026-01-06"]
        )
        self.assertEqual([days for _day, days, _amount in self.days()], [4, 5])
        runs = self.env["bank.delinquency.run"].search([("date", ">=", "2026-01-05")])
        self.assertEqual(len(runs.filtered("is_done")), 5)

    def test_a_night_run_twice_leaves_the_same(self):
        self.night("2026-01-20")
        before = self.env["bank.delinquency.day"].search([]).read()
        self.night("2026-01-20")
        self.assertEqual(self.env["bank.delinquency.day"].search([]).read(), before)
        # a payment that comes in late is seen by the second run of the day
        self._pay(self.loan, date(2026, 1, 19), 1_000)
        self.night("2026-01-20")
        self.assertFalse(self.days())

    def test_broken_off_it_goes_on_behind_the_last_slice(self):
        second = self._create_loan(self.colleague_client)
        runs = self.env["bank.delinquency.run"]
        size = self.env["bank.agreement"].search_count([("id", "<=", self.loan.id)])
        with (
            patch.object(bank_delinquency_run, "SLICE", size),
            patch.object(IrCron, "_commit_progress", side_effect=[1.0, 0]),
        ):
            runs._cron_run("2026-01-20")
        run = runs.search([("date", "=", "2026-01-20")])
        self.assertFalse(run.is_done)
        self.assertTrue(self.days())
        self.assertFalse(self.days(second))
        self.night("2026-01-20")
        self.assertTrue(run.is_done)
        self.assertEqual([row[1] for row in self.days(second)], [19])

    def test_days_of_a_pause_do_not_count(self):
        pauses = self.env["bank.delinquency.pause"].with_user(self.credit_administrator)
        values = {"agreement_id": self.loan.id, "reason": "Credit holiday by law"}
        with freeze_time("2026-01-10"):
            pauses.create(
                {
                    **values,
                    "date_start": date(2026, 1, 11),
                    "date_end": date(2026, 1, 20),
                }
            )
        for day, count in (("01-11", 9), ("01-20", 9), ("01-21", 10), ("02-10", 30)):
            self.night(f"2026-{day}")
            self.assertEqual(self.loan.days_past_due, count, day)
        with freeze_time("2026-01-10"), self.assertRaises(ValidationError):
            pauses.create(
                {
                    **values,
                    "date_start": date(2026, 1, 20),
                    "date_end": date(2026, 2, 1),
                }
            )

    def test_a_pause_explains_no_old_delay_away(self):
        pauses = self.env["bank.delinquency.pause"].with_user(self.credit_administrator)
        values = {
            "agreement_id": self.loan.id,
            "reason": "x",
            "date_start": date(2026, 1, 11),
            "date_end": date(2026, 8, 31),
        }
        self.night("2026-03-20")
        before = self.days()
        with freeze_time("2026-03-20"):
            with self.assertRaisesRegex(ValidationError, "62 days ago"):
                with self.env.cr.savepoint():
                    pauses.create(values)
            pauses.create({**values, "date_start": date(2026, 3, 1)})
        # what the nights have found stays; from the next one on days do not count
        self.assertEqual(self.days(), before)
        self.night("2026-03-21")
        self.assertEqual(self.loan.days_past_due, 58)
        self.env["ir.config_parameter"].set_param(
            "bank_loan_servicing.pause_back_days", "5"
        )
        with freeze_time("2027-03-20"), self.assertRaises(ValidationError):
            pauses.create(
                {
                    **values,
                    "date_start": date(2027, 3, 14),
                    "date_end": date(2027, 3, 30),
                }
            )

    @freeze_time("2026-03-20 10:00:00")
    def test_a_pause_lasts_no_longer_than_the_bank_allows(self):
        pauses = self.env["bank.delinquency.pause"].with_user(self.credit_administrator)
        values = {"agreement_id": self.loan.id, "reason": "x"}
        for start, end in (
            (date(2026, 3, 20), date(9999, 12, 31)),
            (date(2026, 3, 20), date(2026, 9, 21)),
            (date(2026, 2, 1), date(2026, 9, 1)),
            # nor one behind the other
            (date(2026, 9, 1), date(2027, 1, 1)),
        ):
            refused = self.assertRaisesRegex(ValidationError, "184 days")
            with self.subTest(end=end), refused, self.env.cr.savepoint():
                pauses.create({**values, "date_start": start, "date_end": end})
        half = {"date_start": date(2026, 3, 20), "date_end": date(2026, 9, 20)}
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("bank_loan_servicing.pause_days", "9")
        refused = self.assertRaisesRegex(ValidationError, "9 days")
        with refused, self.env.cr.savepoint():
            pauses.create({**values, **half})
        parameters.set_param("bank_loan_servicing.pause_days", False)
        self.assertTrue(pauses.create({**values, **half}))

    def test_days_of_two_pauses_are_counted_once(self):
        """Entered at once by two, they may lie over one another."""
        self.env.cr.execute(
            "INSERT INTO bank_delinquency_pause (agreement_id, date_start, date_end, "
            "reason) VALUES (%(loan)s, '2026-01-11', '2026-01-20', 'x'), "
            "(%(loan)s, '2026-01-16', '2026-01-25', 'x')",
            {"loan": self.loan.id},
        )
        self.night("2026-01-31")
        self.assertEqual(self.loan.days_past_due, 15)

    def test_what_the_core_calls_overdue_counts_without_payments(self):
        loan = self._create_loan(self.colleague_client)
        loan.payment_ids.filtered(lambda row: row.kind == "fact").unlink()
        self.night("2026-01-20")
        self.assertFalse(self.days(loan))  # nothing is known of it
        loan.payment_ids.sorted("date")[0].state = "overdue"
        self.night("2026-01-21")
        self.assertEqual(self.days(loan), [("2026-01-21", 20, 1_000)])

    # Borrowers

    def test_one_loan_makes_all_loans_of_a_borrower_non_performing(self):
        other = self._create_loan(months=(11, 12))
        self.night("2026-04-01")
        self.assertEqual((self.loan.standing, other.standing), ("performing",) * 2)
        self.night("2026-04-02")
        self.assertEqual(self.loan.days_past_due, 91)
        self.assertEqual((self.loan.standing, other.standing), ("default",) * 2)
        # it stays, though the loan itself comes back into a lower range
        self._pay(self.loan, date(2026, 4, 3), 2_000)
        self.night("2026-04-03")
        self.assertEqual(self.loan.days_past_due, 33)
        self.assertEqual((self.loan.standing, other.standing), ("default",) * 2)
        # and ends with the last day past due of all his loans
        self._pay(self.loan, date(2026, 4, 4), 1_000)
        self.night("2026-04-04")
        self.assertEqual((self.loan.standing, other.standing), ("performing",) * 2)
        time = self.env["bank.borrower.standing"].search(
            [("partner_id", "=", self.client.id)]
        )
        self.assertEqual(
            (str(time.date_start), str(time.date_end)), ("2026-04-02", "2026-04-04")
        )

    def test_a_co_owner_falls_with_the_loan(self):
        self.env["bank.agreement.party"].create(
            {
                "agreement_id": self.loan.id,
                "partner_id": self.colleague_client.id,
                "role": "co_owner",
            }
        )
        theirs = self._create_loan(self.colleague_client, months=(11,))
        strangers = self._create_loan(self.other_client, months=(11,))
        self.night("2026-04-02")
        self.assertEqual(theirs.standing, "default")
        self.assertEqual(strangers.standing, "performing")

    def test_a_second_run_of_a_night_takes_back_what_it_began(self):
        self.night("2026-04-02")
        self.assertEqual(self.loan.standing, "default")
        self._pay(self.loan, date(2026, 4, 1), 3_000)
        self.night("2026-04-02")
        self.assertEqual(self.loan.standing, "performing")
        self.assertFalse(
            self.env["bank.borrower.standing"].search(
                [("partner_id", "=", self.client.id)]
            )
        )

    def test_while_it_is_watched_it_stays(self):
        self.night("2026-04-02")
        self.loan.sudo().date_watch_end = date(2026, 5, 1)
        self._pay(self.loan, date(2026, 4, 3), 3_000)
        self.night("2026-04-03")
        self.assertEqual((self.loan.days_past_due, self.loan.standing), (0, "default"))
        self.night("2026-05-01")
        self.assertEqual(self.loan.standing, "default")
        self.night("2026-05-02")
        self.assertEqual(self.loan.standing, "performing")

    # Events

    def test_a_new_range_is_a_task_that_ends_with_it(self):
        kind = self.env.ref("bank_loan_servicing.bank_obligation_kind_delinquency")
        duties = self.env["bank.obligation"]

        def find(day):
            self.night(day)
            duties._search_events(date.fromisoformat(day))
            return duties.search(
                [("kind_id", "=", kind.id), ("agreement_id", "=", self.loan.id)],
                order="id",
            )

        first = find("2026-01-11")
        self.assertEqual(first.state, "open")
        task = self.env["mail.activity"].search([("obligation_id", "=", first.id)])
        self.assertEqual(task.user_id, self.manager)
        self.assertEqual(find("2026-01-12"), first)
        _first, second = find("2026-02-11")
        self.assertEqual((first.state, second.state), ("cancelled", "open"))
        self._pay(self.loan, date(2026, 2, 12), 3_000)
        find("2026-02-12")
        self.assertEqual(second.state, "cancelled")

    def test_ranges_do_not_overlap(self):
        with self.assertRaises(ValidationError):
            self.env["bank.delinquency.bucket"].create(
                {"name": "x", "days_from": 30, "days_to": 40}
            )

    def test_many_take_as_many_statements_as_one(self):
        def count(day):
            return count_queries(self.env, lambda: self.night(day))

        count("2026-01-10")
        one = count("2026-01-11")
        for _number in range(5):
            self._create_loan(self.colleague_client)
        self.assertEqual(count("2026-01-12"), one)
