# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a term means: examples that a lawyer can check with a wall calendar."""

import doctest
from datetime import date, datetime

from odoo.tests import BaseCase, tagged

from ..tools import clock, clock_columns
from ..tools.clock import Term, WeekLine, WorkCalendar, add_months

WEEK = [
    line
    for weekday in range(5)
    for line in (WeekLine(weekday, 540, 780), WeekLine(weekday, 840, 1080))
]
# New Year of 2026 in Russia: off from 31 December to 11 January, Moscow time
HOLIDAYS = [(datetime(2025, 12, 30, 21), datetime(2026, 1, 11, 21))]


@tagged("post_install", "-at_install")
class TestClockTools(BaseCase):
    def setUp(self):
        super().setUp()
        self.moscow = WorkCalendar("Europe/Moscow", WEEK, HOLIDAYS)

    def check_due(self, term, start, due, pauses=(), calendar=None):
        found = (calendar or self.moscow).get_due(term, start, pauses)
        self.assertEqual(found.isoformat(" "), due)

    def test_examples_in_the_code_hold(self):
        for module in (clock, clock_columns):
            self.assertEqual(doctest.testmod(module).failed, 0)

    def test_fifteen_working_days_over_the_holidays(self):
        # registered on Thursday 25 December: 26, 29, 30 December, then 12 January on
        start = datetime(2025, 12, 25, 12)
        self.check_due(Term("working_days", 15), start, "2026-01-27 20:59:59")
        self.check_due(Term("working_days", 25), start, "2026-02-10 20:59:59")

    def test_hours_skip_lunch_nights_and_weekends(self):
        friday = datetime(2026, 2, 6, 13)  # 16:00 in Moscow
        self.check_due(Term("hours", 1), friday, "2026-02-06 14:00:00")
        self.check_due(Term("hours", 4), friday, "2026-02-09 08:00:00")
        self.check_due(Term("hours", 7), friday, "2026-02-09 12:00:00")

    def test_late_evening_belongs_to_the_local_day(self):
        # 22:30 UTC on 5 February is already the 6th in Moscow
        start = datetime(2026, 2, 5, 22, 30)
        self.check_due(Term("calendar_days", 1), start, "2026-02-07 20:59:59")

    def test_months_end_on_the_last_day(self):
        start = datetime(2026, 1, 31, 9)
        self.check_due(Term("months", 1), start, "2026-02-28 20:59:59")
        # 28 February 2026 is a Saturday
        self.check_due(Term("months", 1, True), start, "2026-03-02 20:59:59")
        self.assertEqual(add_months(date(2026, 3, 31), -1), date(2026, 2, 28))
        # a leap year, and a month of thirty days
        leap = datetime(2028, 1, 31, 9)
        self.check_due(Term("months", 1), leap, "2028-02-29 20:59:59")
        self.check_due(Term("months", 3), start, "2026-04-30 20:59:59")

    def test_pause_takes_working_time_out(self):
        start = datetime(2026, 2, 9, 6)  # Monday 09:00
        pauses = [(datetime(2026, 2, 9, 7), datetime(2026, 2, 10, 7))]
        self.check_due(Term("hours", 2), start, "2026-02-10 08:00:00", pauses)
        # the days that ended while it was paused do not count: Monday does not begin
        self.check_due(Term("working_days", 2), start, "2026-02-11 20:59:59", pauses)
        pauses = [(datetime(2026, 2, 10, 7), datetime(2026, 2, 12, 7))]
        self.check_due(Term("working_days", 2), start, "2026-02-13 20:59:59", pauses)
        self.check_due(Term("calendar_days", 2), start, "2026-02-13 20:59:59", pauses)
        self.check_due(Term("months", 1), start, "2026-03-11 20:59:59", pauses)

    def test_pause_after_the_end_changes_nothing(self):
        start = datetime(2026, 2, 9, 6)
        pauses = [(datetime(2026, 2, 20), datetime(2026, 2, 25))]
        for term in (
            Term("hours", 8),
            Term("working_days", 3),
            Term("calendar_days", 3),
        ):
            alone = self.moscow.get_due(term, start)
            self.assertEqual(self.moscow.get_due(term, start, pauses), alone)

    def test_transferred_day_off_and_working_saturday(self):
        saturday = [(datetime(2025, 11, 1, 6), datetime(2025, 11, 1, 14))]
        monday = [(datetime(2025, 11, 2, 21), datetime(2025, 11, 4, 21))]
        calendar = WorkCalendar("Europe/Moscow", WEEK, monday, saturday)
        start = datetime(2025, 10, 31, 9)  # Friday
        self.check_due(
            Term("working_days", 1), start, "2025-11-01 20:59:59", (), calendar
        )
        self.check_due(
            Term("working_days", 2), start, "2025-11-05 20:59:59", (), calendar
        )

    def test_clocks_that_change(self):
        """In Berlin the night to 29 March 2026 is an hour short, to 25 October long."""
        whole = [WeekLine(weekday, 0, 1440) for weekday in range(7)]
        berlin = WorkCalendar("Europe/Berlin", whole)
        days = {date(2026, 3, 29): 23, date(2026, 10, 25): 25, date(2026, 3, 30): 24}
        for day, hours in days.items():
            first, last = berlin.get_day_start(day), berlin.get_day_end(day)
            self.assertEqual(berlin.get_work(first, last) + 1, hours * 3600)
        start = datetime(2026, 3, 28, 12)  # 13:00, winter time
        self.check_due(
            Term("calendar_days", 1), start, "2026-03-29 21:59:59", (), berlin
        )

    def test_skipped_midnight(self):
        """In São Paulo 4 November 2018 began at one o'clock."""
        whole = [WeekLine(weekday, 0, 1440) for weekday in range(7)]
        calendar = WorkCalendar("America/Sao_Paulo", whole)
        day = date(2018, 11, 4)
        self.assertEqual(calendar.get_day_start(day), datetime(2018, 11, 4, 3))
        self.assertEqual(
            calendar.get_day(datetime(2018, 11, 4, 2, 59)), date(2018, 11, 3)
        )
        self.assertEqual(calendar.get_day(datetime(2018, 11, 4, 3)), day)

    def test_marks_of_a_term(self):
        start = datetime(2026, 2, 9, 6)
        mark = self.moscow.get_mark(Term("hours", 10), start, 0.5)
        self.assertEqual(mark, datetime(2026, 2, 9, 12))
        mark = self.moscow.get_mark(Term("working_days", 15), start, 0.8)
        self.assertEqual(self.moscow.get_day(mark), date(2026, 2, 25))
