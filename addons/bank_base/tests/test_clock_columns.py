# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Columns of terms give what single ones give, in every zone and over pauses."""

from datetime import datetime, timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.clock import UNITS, NoWorkingTimeError, Term, WeekLine, WorkCalendar
from ..tools.clock_columns import WorkTime, to_moments, to_seconds

SETTINGS = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
ZONES = [
    *("Europe/Moscow", "Asia/Vladivostok", "UTC", "Europe/Berlin", "America/New_York"),
    *("America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Tehran"),
]
MOMENTS = st.datetimes(datetime(2018, 9, 1), datetime(2019, 4, 30)).map(
    lambda moment: moment.replace(microsecond=0)
)
LENGTHS = st.integers(0, 12 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
SPANS = st.tuples(MOMENTS, LENGTHS).map(lambda pair: (pair[0], pair[0] + pair[1]))
LINES = st.builds(
    lambda weekday, start, length, week: WeekLine(
        weekday, start, min(start + length, 1440), week
    ),
    st.integers(0, 6),
    st.sampled_from([0, 60, 120, 150, 480, 540, 780]),
    st.sampled_from([30, 240, 480, 1440]),
    st.sampled_from([None, None, None, 0, 1]),
)
CALENDARS = st.builds(
    WorkCalendar,
    st.sampled_from(ZONES),
    st.lists(LINES, min_size=1, max_size=8),
    st.lists(SPANS, max_size=6),
    st.lists(
        SPANS.map(lambda span: (span[0], span[0] + timedelta(hours=9))), max_size=2
    ),
)
TERMS = st.builds(Term, st.sampled_from(UNITS), st.integers(0, 40), st.booleans())


def _order_pauses(start, lengths):
    """Return pauses after a start: gap, length, gap, length …"""
    pauses, moment = [], start
    for gap, length in lengths:
        pauses.append((moment + gap, moment + gap + length))
        moment = pauses[-1][1]
    return pauses


@tagged("post_install", "-at_install")
class TestClockColumns(BaseCase):
    @given(CALENDARS, st.lists(st.tuples(MOMENTS, MOMENTS), min_size=1, max_size=6))
    @SETTINGS
    def test_work_between_moments(self, calendar, pairs):
        starts = to_seconds([start for start, _end in pairs])
        ends = to_seconds([end for _start, end in pairs])
        together = WorkTime(calendar).get_work(starts, ends).tolist()
        self.assertEqual(together, [calendar.get_work(*pair) for pair in pairs])

    @given(CALENDARS, st.lists(MOMENTS, min_size=1, max_size=6), st.integers(0, 10**6))
    @SETTINGS
    def test_work_is_added_and_measured_back(self, calendar, starts, seconds):
        if not any(line.week is None for line in calendar.lines):
            return
        work = WorkTime(calendar)
        together = to_moments(work.add_work(to_seconds(starts), seconds)).tolist()
        alone = [calendar.add_work(start, seconds) for start in starts]
        self.assertEqual(together, alone)
        for start, end in zip(starts, alone, strict=True):
            self.assertEqual(calendar.get_work(start, end), seconds)

    @given(
        CALENDARS,
        TERMS,
        st.lists(
            st.tuples(MOMENTS, st.lists(st.tuples(LENGTHS, LENGTHS), max_size=3)),
            min_size=1,
            max_size=6,
        ),
        st.sampled_from([0.0, 0.5, 0.8, 1.0]),
    )
    @SETTINGS
    def test_terms_with_pauses(self, calendar, term, rows, fraction):
        starts = [start for start, _lengths in rows]
        pauses = [_order_pauses(*row) for row in rows]
        columns = []
        for place in range(max(map(len, pauses))):
            pairs = [
                row[place] if place < len(row) else (start, start)
                for start, row in zip(starts, pauses, strict=True)
            ]
            columns.append(tuple(to_seconds(side) for side in zip(*pairs, strict=True)))
        work = WorkTime(calendar)
        due = to_moments(work.get_due(term, to_seconds(starts), columns)).tolist()
        marks = work.get_marks(term, to_seconds(starts), fraction, columns)
        marks = to_moments(marks).tolist()
        for row, (start, paused) in enumerate(zip(starts, pauses, strict=True)):
            where = f"{calendar.timezone} {calendar.lines} {term} {start} {paused}"
            self.assertEqual(due[row], calendar.get_due(term, start, paused), where)
            mark = calendar.get_mark(term, start, fraction, paused)
            self.assertEqual(marks[row], mark, where)

    def test_calendar_without_work_is_refused_in_both(self):
        calendar = WorkCalendar("UTC", [])
        start = datetime(2026, 1, 1)
        for term in (Term("hours", 1), Term("working_days", 1)):
            with self.assertRaises(NoWorkingTimeError):
                calendar.get_due(term, start)
            with self.assertRaises(NoWorkingTimeError):
                WorkTime(calendar).get_due(term, to_seconds([start]))

    def test_nothing_to_compute(self):
        work = WorkTime(WorkCalendar("UTC", [WeekLine(0, 0, 60)]))
        empty = np.array([], dtype=np.int64)
        work.cover_days(0, 10)
        self.assertEqual(len(work.get_due(Term("hours", 1), empty)), 0)
