# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The production calendar of Russia: what is shipped, and terms over its holidays."""

import base64
import doctest
from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

from ..tools import production_calendar
from ..tools.clock_columns import WorkTime, to_moments, to_seconds


@tagged("post_install", "-at_install")
class TestProductionCalendar(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env.ref("bank_base.resource_calendar_ru")
        cls.years = cls.env["bank.production.year"]
        cls.administrator = new_test_user(
            cls.env, login="calendar_admin", groups="bank_base.group_bank_administrator"
        )

    def _get_year(self, year):
        return self.years.search(
            [("calendar_id", "=", self.calendar.id), ("year", "=", year)]
        )

    def _get_end(self, code, start):
        """Return the day on which a shipped term ends that began on a day."""
        regime = self.env["bank.clock.regime"]._find(code)
        calendar = regime._get_calendar(self.env.company)
        self.assertEqual(calendar, self.calendar)
        plain = calendar._get_work_calendar()
        moment = plain.get_moment(start, 12 * 60)
        due = plain.get_due(regime._get_term(), moment)
        columns = WorkTime(plain).get_due(regime._get_term(), to_seconds([moment]))
        self.assertEqual(to_moments(columns)[0], due)
        return plain.get_day(due)

    def test_the_tools_say_what_they_do(self):
        failed, tried = doctest.testmod(production_calendar)
        self.assertTrue(tried)
        self.assertFalse(failed)

    def test_a_year_has_as_many_working_days_as_is_published(self):
        self.assertEqual(self._get_year(2025).working_day_count, 247)
        self.assertEqual(self._get_year(2026).working_day_count, 247)
        work = self.calendar._get_work_calendar()
        # the norm of a week of forty hours: eight a day, one less on the four eves
        for year in (2025, 2026):
            hours = work.get_work(datetime(year, 1, 1), datetime(year, 12, 31)) / 3600
            self.assertEqual(hours, 247 * 8 - 4)

    def test_days_that_were_given_to_others(self):
        work = self.calendar._get_work_calendar()
        off = ("2025-05-02", "2025-05-08", "2025-06-13", "2025-11-03", "2025-12-31")
        off += ("2026-01-09", "2026-03-09", "2026-05-11", "2026-12-31", "2027-05-03")
        for day in off:
            self.assertFalse(work.is_working(date.fromisoformat(day)), day)
        for day in ("2025-02-24", "2025-03-10", "2025-11-01", "2026-01-12"):
            self.assertTrue(work.is_working(date.fromisoformat(day)), day)

    def test_eves_and_the_working_saturday_end_an_hour_earlier(self):
        work = self.calendar._get_work_calendar()
        for day in (date(2025, 11, 1), date(2026, 4, 30), date(2026, 11, 3)):
            intervals = work.get_intervals(day)
            hours = sum((end - start).total_seconds() for start, end in intervals)
            self.assertEqual(hours / 3600, 7, day)
            # 17:00 in Moscow
            self.assertEqual(intervals[-1][1].hour, 14, day)

    def test_terms_in_working_days_over_the_holidays(self):
        # 29, 30 December, then 12 January and on
        self.assertEqual(
            self._get_end("complaint_442", date(2025, 12, 26)), date(2026, 1, 28)
        )
        # 29, 30 April, 5 to 7 and 12 to 16 May
        self.assertEqual(
            self._get_end("personal_data_152", date(2025, 4, 28)), date(2025, 5, 16)
        )
        # 30, 31 October, Saturday the 1st, 5 and 6 November
        self.assertEqual(
            self._get_end("loan_terms_353", date(2025, 10, 29)), date(2025, 11, 6)
        )

    def test_terms_in_calendar_days_only_move_off_a_day_off(self):
        """Civil Code, article 193; holidays within the term change nothing."""
        for code, start, end in (
            ("claim_123", date(2025, 12, 20), date(2026, 1, 19)),
            ("claim_161", date(2025, 4, 2), date(2025, 5, 5)),
            ("claim_161_abroad", date(2025, 11, 2), date(2026, 1, 12)),
            ("early_repayment_353", date(2025, 10, 27), date(2025, 11, 1)),
            ("loan_return_353", date(2025, 12, 25), date(2026, 1, 12)),
        ):
            self.assertEqual(self._get_end(code, start), end, code)

    def test_another_company_reads_the_same_days(self):
        company = self.env["res.company"].create({"name": "Second Bank"})
        user = new_test_user(
            self.env,
            login="second_bank",
            groups="bank_base.group_bank_user",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        work = self.calendar.with_user(user)._get_work_calendar()
        self.assertFalse(work.is_working(date(2026, 1, 9)))

    def _load(self, year, text, encoding="utf-8"):
        content = base64.b64encode(text.encode(encoding))
        year.with_user(self.administrator).write({"file": content})

    def test_the_administrator_loads_a_year_from_a_file(self):
        year = self._get_year(2027)
        before = year.working_day_count
        text = "дата;вид\n01.01.2027;Выходной\n22.02.2027;сокращённый день\n"
        self._load(year, text + "13.11.2027;рабочий\n", "cp1251")
        self.assertEqual(
            year.days, "2027-01-01;off\n2027-02-22;short\n2027-11-13;work\n"
        )
        work = self.calendar._get_work_calendar()
        self.assertTrue(work.is_working(date(2027, 11, 13)))
        self.assertTrue(work.is_working(date(2027, 5, 3)))
        self.assertGreater(year.working_day_count, before)
        # what leaves as a file comes back as it was
        days = year.days
        self._load(year, base64.b64decode(year.file).decode())
        self.assertEqual(year.days, days)

    def test_a_file_with_mistakes_changes_nothing_and_names_them(self):
        year = self._get_year(2027)
        before = year.days
        mistakes = "2027-01-01;off\nsoon;off\n2027-01-02;feast\n2026-01-01;off\n"
        mistakes += "2027-01-01;off\n2027-01-01;work\n"
        with self.assertRaises(ValidationError) as caught:
            self._load(year, mistakes)
        for number in (2, 3, 4, 5, 6):
            self.assertIn(str(number), caught.exception.args[0])
        self.assertEqual(year.days, before)
        with self.assertRaises(ValidationError):
            year.days = "2027-02-30;off"

    def test_the_list_may_be_written_by_hand(self):
        year = self.years.with_user(self.administrator).create(
            {"calendar_id": self.calendar.id, "year": 2028, "days": "2028-01-03;off"}
        )
        self.assertEqual(year.leave_ids.production_kind, "off")
        year.days = ""
        self.assertFalse(year.leave_ids)
        year.days = "2028-01-04;off"
        year.unlink()
        work = self.calendar._get_work_calendar()
        self.assertTrue(work.is_working(date(2028, 1, 4)))

    def test_an_employee_changes_no_day(self):
        user = new_test_user(
            self.env, login="clerk", groups="bank_base.group_bank_user"
        )
        year = self._get_year(2026).with_user(user)
        self.assertTrue(year.days)
        for attempt in (
            lambda: year.write({"days": ""}),
            lambda: year.write({"file": base64.b64encode(b"2026-01-01;work")}),
            lambda: year.leave_ids.write({"time_type": "bank_work"}),
            lambda: year.leave_ids.unlink(),
            lambda: year.unlink(),
            lambda: year.create({"year": 2030, "days": ""}),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def _get_tasks(self):
        return self.years.search([]).activity_ids.filtered(
            lambda task: task.user_id == self.administrator
        )

    def test_a_coming_year_without_decree_is_a_task_from_october(self):
        self.assertFalse(self._get_year(2027).is_confirmed)
        for moment, count in (
            ("2026-09-30 12:00:00", 0),
            ("2026-10-01 12:00:00", 1),
            ("2026-11-25 12:00:00", 1),
        ):
            with freeze_time(moment):
                self.years._cron_remind()
            self.assertEqual(len(self._get_tasks()), count, moment)
        self.assertEqual(self._get_tasks().date_deadline, date(2026, 12, 20))
        self._get_year(2027).with_user(self.administrator).is_confirmed = True
        self.assertFalse(self._get_tasks())
        with freeze_time("2026-12-01 12:00:00"):
            self.years._cron_remind()
        self.assertFalse(self._get_tasks())

    def test_a_year_that_is_not_there_is_a_task_too(self):
        with freeze_time("2027-10-05 12:00:00"):
            self.years._cron_remind()
        self.assertEqual(len(self._get_tasks()), 1)
        self.years.with_user(self.administrator).create(
            {"calendar_id": self.calendar.id, "year": 2028, "is_confirmed": True}
        )
        self.assertFalse(self._get_tasks())

    def test_a_change_is_a_decision(self):
        before = self.env["bank.decision"].search_count([])
        self._get_year(2027).source = "Decree"
        self.assertGreater(self.env["bank.decision"].search_count([]), before)
