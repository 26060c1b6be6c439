# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime
from functools import partial
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tests.common import count_queries

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestClock(GateCommon):
    """Terms on documents: pauses, law, reminders, failures, rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Bank",
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
        cls.service, cls.law = cls.env["bank.clock.regime"].create(
            [
                {
                    "name": "First answer",
                    "code": "first",
                    "unit": "hours",
                    "amount": 10,
                    "calendar_id": cls.calendar.id,
                    "company_id": cls.env.company.id,
                    "escalation_user_id": cls.administrator.id,
                },
                {
                    "name": "Complaint",
                    "code": "law",
                    "kind": "regulatory",
                    "unit": "working_days",
                    "amount": 15,
                    "prolongation": 10,
                    "calendar_id": cls.calendar.id,
                    "company_id": cls.env.company.id,
                },
            ]
        )
        cls.clocks = cls.env["bank.clock"]

    @classmethod
    def _create_cases(cls, *names):
        return cls.env["test.bank.case"].create(
            [{"name": name, "user_id": cls.employee.id} for name in names]
        )

    def _watch(self, moment):
        with freeze_time(moment), patch.object(self.env.registry["ir.cron"],
                                               "_commit_progress", lambda *a, **k: 1):  # fmt: skip
            self.clocks._cron_watch()

    @freeze_time("2026-02-09 06:00:00")
    def test_due_moments(self):
        case = self._create_cases("A")
        case._start_clock("first")
        case._start_clock("law")
        dues = {clock["regime"]: clock["due"] for clock in case.clocks}
        # Monday 09:00 and ten hours of nine a day; fifteen days from the next one
        self.assertEqual(dues["First answer"], "2026-02-10 07:00:00")
        self.assertEqual(dues["Complaint"], "2026-03-02 20:59:59")
        self.assertEqual(case.clock_date_due, datetime(2026, 2, 10, 7))
        self.assertEqual(case.clock_state, "running")

    @freeze_time("2026-02-09 06:00:00")
    def test_running_term_is_not_started_twice(self):
        case = self._create_cases("A")
        case._start_clock("first")
        self.assertFalse(case._start_clock("first"))
        case._stop_clock("first")
        self.assertTrue(case._start_clock("first"))

    def test_service_pauses_and_law_runs_on(self):
        case = self._create_cases("A")
        with freeze_time("2026-02-09 06:00:00"):
            service = case._start_clock("first")
            law = case._start_clock("law")
        with freeze_time("2026-02-09 08:00:00"):
            case._pause_clocks()
            self.assertEqual((service.state, law.state), ("paused", "running"))
            self.assertFalse(service.date_due)
            with self.assertRaisesRegex(UserError, "never pauses"):
                self.clocks._pause(case, self.law)
        with freeze_time("2026-02-11 06:00:00"):
            case._resume_clocks()
        # two hours were spent: eight are left of Wednesday
        self.assertEqual(service.date_due, datetime(2026, 2, 11, 14))
        self.assertEqual(law.date_due, datetime(2026, 3, 2, 20, 59, 59))
        with freeze_time("2026-02-11 14:00:01"):
            case._stop_clock()
        self.assertEqual((service.state, law.state), ("late", "met"))

    def test_stage_pauses_service_clocks(self):
        self.offer.is_clock_paused = True
        document = self._create_documents(amount=5)
        with freeze_time("2026-02-09 06:00:00"):
            clock = self.clocks._start(document, self.service)
            document.stage_id = self.offer
            self.assertEqual(clock.state, "paused")
        with freeze_time("2026-02-10 06:00:00"):
            document.stage_id = self.done
        self.assertEqual(clock.state, "running")
        self.assertEqual(clock.date_due, datetime(2026, 2, 11, 7))

    def test_reminders_and_escalation(self):
        case = self._create_cases("A")
        with freeze_time("2026-02-09 06:00:00"):
            clock = case._start_clock("first")
        self._watch("2026-02-09 10:59:00")
        self.assertFalse(case.activity_ids)
        self._watch("2026-02-09 11:00:00")
        self._watch("2026-02-09 11:01:00")
        self.assertEqual(case.events, "warning 0.5;")
        self.assertEqual(case.activity_ids.user_id, self.employee)
        self._watch("2026-02-12 11:00:00")
        self.assertEqual(case.events, "warning 0.5;late 1.0;")
        self.assertEqual(case.activity_ids.user_id, self.employee | self.administrator)
        self.assertEqual((clock.state, clock.date_next), ("late", False))
        self.assertEqual(
            self.env["test.bank.case"].search([("clock_state", "=", "late")]), case
        )
        self.assertNotIn(
            case, self.env["test.bank.case"].search([("clock_state", "=", False)])
        )

    @mute_logger("odoo.addons.bank_base.models.bank_clock_watch")
    def test_failing_document_stops_no_other(self):
        cases = self._create_cases("A", "Broken", "B")
        with freeze_time("2026-02-09 06:00:00"):
            clocks = self.clocks._start(cases, self.service)
        self._watch("2026-02-09 12:00:00")
        self.assertEqual(cases.mapped("events"), ["warning 0.5;", "", "warning 0.5;"])
        self.assertEqual(clocks[1].date_next, datetime(2026, 2, 9, 13))
        self._watch("2026-02-09 12:30:00")
        cases[1].name = "Repaired"
        self._watch("2026-02-09 13:30:00")
        self.assertEqual(cases.mapped("events"), ["warning 0.5;"] * 3)

    def test_document_that_is_gone_stops_nothing(self):
        document = self._create_documents()
        with freeze_time("2026-02-09 06:00:00"):
            clock = self.clocks._start(document, self.service)
        document.unlink()
        self._watch("2026-02-13 06:00:00")
        self.assertEqual(clock.state, "late")
        case = self._create_cases("A")
        clock = case._start_clock("first")
        case.unlink()
        self.assertFalse(clock.exists())

    def test_prolonged_once_with_a_reason(self):
        case = self._create_cases("A")
        with freeze_time("2026-02-09 06:00:00"):
            clock = case._start_clock("law")
        with self.assertRaisesRegex(UserError, "Say why"):
            self.clocks._prolong(case, self.law, " ")
        self.clocks._prolong(case, self.law, "Papers were asked for")
        self.assertEqual(clock.date_due, datetime(2026, 3, 16, 20, 59, 59))
        decision = self.env["bank.decision"].search([("kind", "=", "term")], limit=1)
        self.assertEqual(decision.res_id, case.id)
        self.assertNotIn("Papers", decision.payload)
        with self.assertRaisesRegex(UserError, "cannot be prolonged"):
            self.clocks._prolong(case, self.law, "Once more")

    def test_new_day_off_moves_running_terms(self):
        case = self._create_cases("A")
        with freeze_time("2026-02-09 06:00:00"):
            clock = case._start_clock("law")
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.calendar.id,
                "date_from": datetime(2026, 2, 22, 21),
                "date_to": datetime(2026, 2, 23, 20, 59, 59),
            }
        )
        with patch.object(
            self.env.registry["ir.cron"], "_commit_progress", lambda *a, **k: 1
        ):
            self.clocks._cron_reckon()
        self.assertEqual(clock.date_due, datetime(2026, 3, 3, 20, 59, 59))

    def test_queries_do_not_grow_with_documents(self):
        counts = []

        def run(cases):
            self.clocks._start(cases, self.service)
            self.clocks._pause(cases)
            self.clocks._resume(cases)
            self.clocks._stop(cases)

        for size in (2, 20):
            cases = self._create_cases(*map(str, range(size)))
            counts.append(count_queries(self.env, partial(run, cases)))
        self.assertEqual(*counts)
        self.assertLess(counts[1], 50)

    def test_nobody_reads_or_writes_clocks_directly(self):
        case = self._create_cases("A")
        clock = case._start_clock("law")
        auditor = new_test_user(
            self.env, login="term_auditor", groups="bank_base.group_bank_auditor"
        )
        for user in (self.employee, self.administrator):
            with self.assertRaises(AccessError):
                clock.with_user(user).read(["date_due"])
        self.assertTrue(clock.with_user(auditor).read(["date_due"]))
        for user in (self.employee, self.administrator, auditor):
            for method, args in (
                ("write", [clock.ids, {"date_due": False}]),
                ("create", [{"regime_id": self.law.id}]),
                ("unlink", [clock.ids]),
                ("_stop", [clock.ids]),
                ("_pause", [clock.ids]),
            ):
                with self.assertRaises(AccessError):
                    call_kw(self.clocks.with_user(user), method, args, {})
        # through the document: whoever reads it
        shown = case.with_user(self.employee).read(["clocks", "clock_state"])[0]
        self.assertEqual(shown["clock_state"], "running")

    def test_only_business_administrators_set_up_terms(self):
        values = {"name": "Mine", "code": "mine", "amount": 1}
        regimes = self.env["bank.clock.regime"]
        with self.assertRaises(AccessError):
            regimes.with_user(self.employee).create(values)
        before = self.env["bank.decision"].search_count([("kind", "=", "config")])
        regimes.with_user(self.administrator).create(values).amount = 3
        after = self.env["bank.decision"].search_count([("kind", "=", "config")])
        self.assertEqual(after - before, 2)
