# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The plain calendar against the one of the resource module."""

from datetime import datetime, timedelta

import pytz

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.base.tests.common import BaseCommon

from ..tools.clock_columns import WorkTime, to_seconds


@tagged("post_install", "-at_install")
class TestClockCalendar(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls._make_calendar()
        cls.leaves = cls.env["resource.calendar.leaves"]
        cls._make_leaves()

    @classmethod
    def _make_calendar(cls):
        """Three shifts a day, on Saturdays of every second week as well."""
        shifts = (9, "morning"), (12.5, "lunch"), (16, "afternoon")
        return cls.env["resource.calendar"].create(
            {
                "name": "Shifts",
                "tz": "Europe/Moscow",
                "two_weeks_calendar": True,
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": "Shift",
                                "dayofweek": str(day),
                                "hour_from": hour,
                                "hour_to": hour + 3.5,
                                "day_period": period,
                                "week_type": week,
                            }
                        )
                        for day in range(6)
                        for hour, period in shifts
                        for week in "01"
                        if day < 5 or week == "1"
                    ),
                ],
            }
        )

    @classmethod
    def _make_leaves(cls):
        one = cls.env["resource.resource"].create(
            {"name": "One", "calendar_id": cls.calendar.id}
        )
        cls.leaves.create(
            [
                cls._prepare_leave(
                    datetime(2026, 2, 22, 21), datetime(2026, 2, 23, 20, 59, 59)
                ),
                cls._prepare_leave(
                    datetime(2026, 5, 8, 10), datetime(2026, 5, 11, 20, 59, 59)
                ),
                # of one person and of training: neither is a day off of the bank
                cls._prepare_leave(
                    datetime(2026, 3, 1),
                    datetime(2026, 3, 9),
                    resource_id=one.id,
                ),
                cls._prepare_leave(
                    datetime(2026, 4, 1), datetime(2026, 4, 3), time_type="other"
                ),
            ]
        )

    @classmethod
    def _prepare_leave(cls, start, end, **values):
        return {
            "name": "Off",
            "calendar_id": cls.calendar.id,
            "date_from": start,
            "date_to": end,
            **values,
        }

    def test_hours_are_those_of_the_resource_calendar(self):
        plain = self.calendar._get_work_calendar()
        work = WorkTime(plain)
        start = datetime(2026, 2, 1)
        for number in range(0, 120, 7):
            end = start + timedelta(days=number, hours=number % 24)
            stock = self.calendar.get_work_hours_count(start, end)
            self.assertAlmostEqual(plain.get_work(start, end) / 3600, stock, 6)
            columns = work.get_work(to_seconds([start]), to_seconds([end]))
            self.assertAlmostEqual(columns[0] / 3600, stock, 6)

    def test_ends_are_those_of_the_resource_calendar(self):
        plain = self.calendar._get_work_calendar()
        start = datetime(2026, 2, 3, 7, 30)
        for hours in (1, 5, 7, 8, 40, 200):
            stock = self.calendar.plan_hours(
                hours, pytz.utc.localize(start), compute_leaves=True
            )
            mine = plain.add_work(start, hours * 3600)
            self.assertEqual(mine, stock.astimezone(pytz.utc).replace(tzinfo=None))

    def test_transferred_working_day_counts(self):
        saturday = datetime(2026, 2, 7, 6)  # of the week without a Saturday
        plain = self.calendar._get_work_calendar()
        while plain.is_working(saturday.date()):
            saturday += timedelta(days=7)
        self.leaves.create(
            self._prepare_leave(
                saturday, saturday + timedelta(hours=8), time_type="bank_work"
            )
        )
        self.assertTrue(self.calendar._get_work_calendar().is_working(saturday.date()))

    def test_unreadable_reminders_are_refused(self):
        values = {"name": "Term", "code": "term", "amount": 5}
        regime = self.env["bank.clock.regime"].create(values)
        self.assertEqual(regime._get_fractions(), [0.5, 0.8])
        for text in ("half", "0", "100", "50; 80", "1,2,3,4,5,6"):
            with self.assertRaises(ValidationError):
                regime.warn_percents = text

    def test_shipped_terms_name_their_source(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", "bank_base"), ("model", "=", "bank.clock.regime")]
        )
        regimes = self.env["bank.clock.regime"].browse(data.mapped("res_id"))
        self.assertTrue(regimes)
        for regime in regimes:
            self.assertEqual(regime.kind, "regulatory")
            self.assertIn("Law", regime.with_context(lang=None).law)
        complaint = self.env["bank.clock.regime"]._find("complaint_442")
        self.assertEqual(
            (complaint.unit, complaint.amount, complaint.prolongation),
            ("working_days", 15, 10),
        )
