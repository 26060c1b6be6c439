# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Terms in working time over columns, against one at a time by the stock calendar."""

import statistics
import time

import numpy as np
import pytz

from odoo import Command

from odoo.addons.bank_base.tools.clock import Term
from odoo.addons.bank_base.tools.clock_columns import WorkTime, to_moments

REPEATS = 3
# the stock calendar is asked for so many, and its time is scaled up
STOCK_SAMPLE = 200


def _get_median(function):
    times = []
    for _repeat in range(REPEATS):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _get_calendar(env):
    return env["resource.calendar"].create(
        {
            "name": "Bench",
            "tz": "Europe/Moscow",
            "attendance_ids": [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "name": "Day",
                            "dayofweek": str(day),
                            "hour_from": 9,
                            "hour_to": 18,
                            "day_period": "morning",
                        }
                    )
                    for day in range(5)
                ),
            ],
        }
    )


def _make_starts(n):
    rng = np.random.default_rng(20260131)
    return np.sort(rng.integers(1_735_689_600, 1_767_225_600, n))


def measure_hours(env, n):
    """Ends of n terms of 16 working hours, tables of the calendar included.

    The floor is the search in a ready table alone; both are told from the ends of
    the stock calendar for a sample.
    """
    calendar, starts, term = _get_calendar(env), _make_starts(n), Term("hours", 16)

    def ours():
        return WorkTime(calendar._get_work_calendar()).get_due(term, starts)

    ready = WorkTime(calendar._get_work_calendar())
    stock_s = _time_stock(calendar, starts, ready.get_due(term, starts))
    # the tables are there now
    worked = np.interp(starts, *_get_corners(ready)) + 16 * 3600

    def floor():
        place = np.searchsorted(ready.done, worked, side="left")
        return ready.starts[place] + worked - ready.before[place]

    return {
        "ours_s": _get_median(ours),
        "floor_s": _get_median(floor),
        "stock_s": stock_s,
    }


def _time_stock(calendar, starts, due):
    """Return the seconds of the stock calendar for all, told from a sample.

    Raise where one of its ends is another than ours.
    """
    sample = np.linspace(0, len(starts) - 1, min(len(starts), STOCK_SAMPLE)).astype(int)
    begin = time.perf_counter()
    stock = [
        calendar.plan_hours(16, pytz.utc.localize(moment), compute_leaves=True)
        for moment in to_moments(starts[sample])
    ]
    spent = time.perf_counter() - begin
    for mine, theirs in zip(to_moments(due[sample]), stock, strict=True):
        if mine != theirs.astimezone(pytz.utc).replace(tzinfo=None):
            raise AssertionError(f"{mine} is not {theirs}")
    return spent / len(sample) * len(starts)


def _get_corners(work):
    """Return the points between which worked time grows in straight lines."""
    moments = np.column_stack([work.starts, work.ends]).ravel()
    worked = np.column_stack([work.before, work.done]).ravel()
    return moments, worked


def measure_days(env, n):
    """Ends of n terms of 15 working days; the floor is numpy's own business days."""
    calendar, starts = _get_calendar(env), _make_starts(n)
    term = Term("working_days", 15)

    def ours():
        return WorkTime(calendar._get_work_calendar()).get_due(term, starts)

    def floor():
        days = (starts + 3 * 3600).astype("datetime64[s]").astype("datetime64[D]")
        # a start on a day off counts from the last working day before it
        ends = np.busday_offset(days, 15, roll="backward")
        return (ends + 1).astype("datetime64[s]").astype(np.int64) - 3 * 3600 - 1

    if not np.array_equal(ours(), floor()):
        raise AssertionError("working days differ from numpy's")
    return {"ours_s": _get_median(ours), "floor_s": _get_median(floor), "stock_s": None}


MEASURES = {"clock_hours": measure_hours, "clock_days": measure_days}
