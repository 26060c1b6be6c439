# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import BankCoreCommon

EARLY, MIDDLE, LATE = (datetime(2026, 3, day, 3, 0) for day in (1, 2, 3))


@tagged("post_install", "-at_install")
class TestFeedOrder(BankCoreCommon):
    """Deliveries that come late, twice or all at once: the latest moment stands."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.source_key = "C0"
        cls.account = cls._create_account(source_key="K0")
        cls.agreement = cls._create_agreement(source_key="A0")
        cls.currency = cls.env.company.currency_id.name

    def _prepare_client_row(self, name="Новак Ян", key="C1", **values):
        return {
            "source_key": key,
            "name": name,
            "client_kind": "person",
            "branch": "T-B",
            **values,
        }

    def _prepare_rows(self):
        """Return ``{model: (row, column, other value)}`` of every model with a feed."""
        money = {"partner": "C0", "currency": self.currency}
        relation = self.env["bank.relation.type"].search([("code", "!=", False)])[:1]
        identity = self.env["bank.identity.type"].search([("code", "!=", False)])
        licence = {"partner": "C0", "number": "77", "kind": "Other", "name": "Licence"}
        identifier = self.env["bank.client.identifier.type"].create(
            {"name": "Card of a Library", "code": "t_library"}
        )
        other = self._create_client("Other", source_key="C8")
        return {
            "res.partner": (self._prepare_client_row(), "name", "Other"),
            "bank.account": (
                {**money, "number": "1", "state": "open", "balance": 1},
                "balance",
                2,
            ),
            "bank.agreement": (
                {
                    **money,
                    "number": "1",
                    "product": self.product.code,
                    "state": "active",
                    "rate": 1,
                },
                "rate",
                2,
            ),
            "bank.agreement.party": (
                {"agreement": "A0", "partner": other.source_key, "role": "user"},
                "role",
                "guarantor",
            ),
            "bank.agreement.payment": (
                {
                    "agreement": "A0",
                    "date": date(2026, 1, 1),
                    "kind": "fact",
                    "state": "paid",
                    "amount": 1,
                },
                "amount",
                2,
            ),
            "bank.operation": (
                {
                    "account": "K0",
                    "date": EARLY,
                    "amount": 1,
                    "kind": "card",
                    "memo": "a",
                },
                "memo",
                "b",
            ),
            "bank.standing.order": (
                {
                    "account": "K0",
                    "amount": 1,
                    "purpose": "a",
                    "day": 1,
                    "state": "active",
                },
                "purpose",
                "b",
            ),
            "bank.preapproved.offer": (
                {
                    "partner": "C0",
                    "product": self.product.code,
                    "currency": self.currency,
                    "amount_limit": 1,
                    "date_end": date(2030, 1, 1),
                },
                "amount_limit",
                2,
            ),
            "bank.client.profit": (
                {
                    "partner": "C0",
                    "product": self.product.code,
                    "month": date(2026, 1, 1),
                    "interest_margin": 1,
                },
                "interest_margin",
                2,
            ),
            "bank.relation": (
                {
                    "type": relation.code,
                    "partner_from": "C0",
                    "partner_to": "C8",
                    "comment": "a",
                },
                "comment",
                "b",
            ),
            "bank.identity.document": (
                {
                    "partner": "C0",
                    "type": identity[:1].code,
                    "number": "4510123456",
                    "issuer": "a",
                },
                "issuer",
                "b",
            ),
            "bank.client.address": (
                {"partner": "C0", "kind": "actual", "line": "a"},
                "line",
                "b",
            ),
            "bank.client.licence": (licence, "number", "78"),
            "bank.client.identifier": (
                {"partner": "C0", "type": identifier.code, "number": "12"},
                "number",
                "13",
            ),
        }

    def _find(self, key="C1", model="res.partner"):
        return self.env[model].search([("source_key", "=", key)])

    def test_an_older_delivery_does_not_win_whatever_the_model(self):
        models = {
            name
            for name, model in self.env.items()
            if not model._abstract
            and "source_date" in model._fields
            # of this addon: those of others have their own columns
            and model._fields["source_date"]._modules == ("bank_crm_core",)
        }
        samples = self._prepare_rows()
        self.assertEqual({*samples}, models)
        for name, (row, column, other) in samples.items():
            with self.subTest(model=name):
                row = {**row, "source_key": "O1"}
                model = self.env[name]
                report = model._upsert([row], source_date=MIDDLE)
                self.assertEqual((report["created"], report["refused"]), (1, []))
                before = self._find("O1", name)[column]
                late = {**row, column: other}
                report = model._upsert([late], source_date=EARLY)
                (line,) = report["older"]
                self.assertEqual((line["row"], line["source_key"]), (0, "O1"))
                self.assertEqual(report["updated"] + report["unchanged"], 0)
                self.assertEqual(self._find("O1", name)[column], before)
                report = model._upsert([late], source_date=LATE)
                self.assertEqual((report["updated"], report["older"]), (1, []))
                self.assertNotEqual(self._find("O1", name)[column], before)
                self.assertEqual(self._find("O1", name).source_date, LATE)

    def test_a_row_of_its_own_moment(self):
        partners = self.env["res.partner"]
        partners._upsert([self._prepare_client_row(source_date=LATE)])
        rows = [
            self._prepare_client_row("Older", source_date="2026-03-02 03:00:00"),
            self._prepare_client_row("New", "C2"),
        ]
        report = partners._upsert(rows, source_date=LATE)
        self.assertEqual(report["created"], 1)
        self.assertEqual([line["row"] for line in report["older"]], [0])
        self.assertEqual(self._find().name, "Новак Ян")
        self.assertEqual(self._find("C2").source_date, LATE)

    def test_nothing_of_an_older_row_is_taken(self):
        partners = self.env["res.partner"]
        partners._upsert([self._prepare_client_row()], source_date=LATE)
        row = self._prepare_client_row(phones=["+7 916 000-00-11"], branch="T-O")
        partners._upsert([row], source_date=EARLY)
        self.assertFalse(self._find().phone_ids)
        self.assertEqual(self._find().branch_id, self.branch)

    def test_the_same_values_at_a_later_moment_hold_against_what_lay_between(self):
        partners = self.env["res.partner"]
        partners._upsert([self._prepare_client_row()], source_date=EARLY)
        report = partners._upsert([self._prepare_client_row()], source_date=LATE)
        self.assertEqual((report["unchanged"], report["updated"]), (1, 0))
        report = partners._upsert([self._prepare_client_row("X")], source_date=MIDDLE)
        self.assertEqual(len(report["older"]), 1)
        self.assertEqual(self._find().name, "Новак Ян")

    def test_a_row_without_a_moment_is_taken_and_keeps_the_known_one(self):
        partners = self.env["res.partner"]
        partners._upsert([self._prepare_client_row()], source_date=MIDDLE)
        partners._upsert([self._prepare_client_row("By Hand")])
        rows = [
            self._prepare_client_row("Again", source_date=None),
            self._prepare_client_row(key="C2", source_date=LATE),
        ]
        partners._upsert(rows)
        self.assertEqual(self._find().name, "Again")
        self.assertEqual(self._find().source_date, MIDDLE)

    def test_of_two_rows_with_a_key_the_later_moment_counts(self):
        rows = [
            self._prepare_client_row("Later", source_date=LATE),
            self._prepare_client_row("Earlier", source_date=EARLY),
        ]
        report = self.env["res.partner"]._upsert(rows)
        self.assertEqual((report["created"], report["superseded"]), (1, 1))
        self.assertEqual(self._find().name, "Later")

    def test_a_moment_that_is_none_refuses_its_row(self):
        rows = [
            self._prepare_client_row(source_date="yesterday"),
            self._prepare_client_row(key="C2", source_date=LATE),
        ]
        report = self.env["res.partner"]._upsert(rows)
        self.assertEqual(report["created"], 1)
        self.assertIn("source_date", report["refused"][0]["reason"])

    def test_deliveries_in_any_order_come_to_the_same(self):
        moments = {EARLY: 10, MIDDLE: 11, LATE: 12}
        for number, order in enumerate(
            ((EARLY, MIDDLE, LATE), (LATE, EARLY, MIDDLE), (MIDDLE, LATE, EARLY))
        ):
            for moment in order:
                row = {
                    "source_key": f"R{number}",
                    "number": f"R{number}",
                    "partner": "C0",
                    "product": self.product.code,
                    "currency": self.currency,
                    "state": "active",
                    "rate": moments[moment],
                }
                self.env["bank.agreement"]._upsert([row], source_date=moment)
            self.assertEqual(self._find(f"R{number}", "bank.agreement").rate, 12)

    def test_the_moment_of_a_delivery_is_the_day_of_changed_terms(self):
        row = {
            "source_key": "A0",
            "number": "A0",
            "partner": "C0",
            "product": self.product.code,
            "currency": self.currency,
            "state": "active",
            "rate": 3,
        }
        self.env["bank.agreement"]._upsert([row], source_date=LATE)
        self.assertEqual(self.agreement.event_ids.date_effective, LATE.date())

    def test_a_repeated_delivery_writes_nothing(self):
        """No version of a row is made, and the statements are fewer than for news."""
        partners = self.env["res.partner"]
        rows = [
            self._prepare_client_row(f"Client {number}", f"S{number}")
            for number in range(30)
        ]

        def deliver(moment):
            before = self.cr.sql_log_count
            report = partners._upsert(rows, source_date=moment)
            return report, self.cr.sql_log_count - before

        def read_versions():
            query = SQL("SELECT id, ctid FROM res_partner WHERE source_key LIKE 'S%%'")
            return sorted(self.env.execute_query(query))

        partners._upsert([self._prepare_client_row("Warm", "W1")])
        _report, news = deliver(MIDDLE)
        versions = read_versions()
        report, again = deliver(MIDDLE)
        self.assertEqual(report["unchanged"], 30)
        self.assertEqual(read_versions(), versions)
        self.assertLess(again, news)
        rows.append(self._prepare_client_row("One more", "T1"))
        deliver(MIDDLE)
        self.assertEqual(read_versions(), versions)

    def test_a_batch_of_ten_thousand_goes_in_whole(self):
        rows = [
            {
                "source_key": f"Z{number}",
                "account": "K0",
                "date": MIDDLE,
                "amount": number,
                "kind": "card",
            }
            for number in range(10_001)
        ]
        operations = self.env["bank.operation"]
        first = {**rows[0], "source_key": "Z"}  # what a worker keeps between requests
        operations._upsert([first], source_date=MIDDLE)
        before = self.cr.sql_log_count
        report = operations._upsert(rows[:10_000], source_date=MIDDLE)
        whole = self.cr.sql_log_count - before
        self.assertEqual((report["created"], report["refused"]), (10_000, []))
        before = self.cr.sql_log_count
        report = operations._upsert(rows[-1:], source_date=MIDDLE)
        # one row tells an open card, a night's feed does not
        self.assertLessEqual(whole, self.cr.sql_log_count - before)
        rows[3] = {**rows[3], "account": "nowhere"}
        report = operations._upsert(rows, source_date=MIDDLE)
        self.assertEqual(report["unchanged"], 10_000)
        self.assertEqual([line["row"] for line in report["refused"]], [3])

    def test_the_moment_is_not_for_people(self):
        client = self.client.with_user(self.manager)
        with self.assertRaises(AccessError):
            client.write({"source_date": LATE})
