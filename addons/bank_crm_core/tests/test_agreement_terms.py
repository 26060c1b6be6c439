# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import formatLang, mute_logger

from odoo.addons.bank_base.tests.common import count_queries

from ..models.agreement.bank_agreement_terms import TermsCause
from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestAgreementTerms(BankCoreCommon):
    """What rate, amount, limit and end were is kept, whoever changes them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.source_key = "C0"
        cls.agreement = cls._create_agreement(
            source_key="A0", date_end=date(2027, 1, 15)
        )

    def _prepare_row(self, key="A0", **values):
        return {
            "source_key": key,
            "number": f"N/{key}",
            "product": self.product.code,
            "partner": "C0",
            "currency": self.env.company.currency_id.name,
            "date_end": date(2027, 1, 15),
            "amount": 100000.0,
            "rate": 12.5,
            "state": "active",
            **values,
        }

    def _feed(self, *rows):
        report = self.env["bank.agreement"]._upsert(rows)
        self.assertFalse(report["refused"])
        return report

    def _read(self, agreement=None):
        events = (agreement or self.agreement).event_ids.sorted("id")
        return [(row.term, row.source, row.reason) for row in events]

    def test_what_the_feed_changes_is_kept_with_what_it_was(self):
        self._feed(
            self._prepare_row(
                rate=11.25,
                amount=120000,
                amount_limit=150000,
                date_end=date(2028, 1, 15),
                date_terms=date(2026, 3, 1),
            )
        )
        found = {
            row.term: row for row in self.agreement.event_ids.with_context(lang="en_US")
        }
        self.assertEqual({*found}, {"rate", "amount", "amount_limit", "date_end"})
        rate = found["rate"]
        self.assertEqual((rate.number_before, rate.number_after), (12.5, 11.25))
        shown = [formatLang(self.env, value, digits=2) for value in (12.5, 11.25)]
        self.assertEqual(rate.value_before, f"{shown[0]} %")
        self.assertEqual(rate.value_after, f"{shown[1]} %")
        self.assertEqual((rate.source, rate.date_effective), ("feed", date(2026, 3, 1)))
        limit = found["amount_limit"]
        self.assertEqual((limit.number_before, limit.number_after), (0, 150000))
        self.assertEqual(limit.value_before, "–")
        self.assertEqual(self.agreement.amount_limit, 150000)
        end = found["date_end"]
        self.assertEqual(
            (end.date_before, end.date_after), (date(2027, 1, 15), date(2028, 1, 15))
        )

    def test_the_same_terms_once_more_are_no_change(self):
        self._feed(self._prepare_row())
        self.assertFalse(self.agreement.event_ids)
        self._feed(self._prepare_row(rate=11.0))
        self._feed(self._prepare_row(rate=11.0, balance=5))
        self.assertEqual(self._read(), [("rate", "feed", False)])

    def test_a_day_that_was_said_before_is_not_that_of_another_change(self):
        day = date(2026, 3, 1)
        self._feed(self._prepare_row(rate=11, date_terms=day))
        self._feed(self._prepare_row(rate=10, date_terms=day))
        first, second = self.agreement.event_ids.sorted("id")
        self.assertEqual(first.date_effective, day)
        today = fields.Date.context_today(self.agreement)
        self.assertEqual(second.date_effective, today)

    def test_a_draft_and_a_new_agreement_have_no_history(self):
        self._feed(self._prepare_row("A1", state="draft"))
        self._feed(self._prepare_row("A1", state="active", rate=9))
        agreement = self.agreement.search([("source_key", "=", "A1")])
        self.assertEqual(agreement.rate, 9)
        self.assertFalse(agreement.event_ids)

    @mute_logger("odoo.sql_db")
    def test_a_row_that_is_refused_leaves_no_trace(self):
        self._feed(self._prepare_row("A2"))
        self.cr.execute("CREATE UNIQUE INDEX ON bank_agreement (number)")
        rows = [
            self._prepare_row(rate=10),
            self._prepare_row("A2", rate=10, number="N/A0"),
        ]
        report = self.env["bank.agreement"]._upsert(rows)
        self.assertEqual([row["source_key"] for row in report["refused"]], ["A2"])
        self.assertEqual(self._read(), [("rate", "feed", False)])
        refused = self.agreement.search([("source_key", "=", "A2")])
        self.assertFalse(refused.event_ids)

    def test_an_act_is_named(self):
        agreement = self.agreement.sudo()
        agreement._because_of("Restructuring 7", date(2026, 4, 1)).rate = 9
        agreement.amount = 90000
        agreement.write({"rate": 9, "number": "N/9"})
        self.assertEqual(
            self._read(),
            [("rate", "act", "Restructuring 7"), ("amount", "system", False)],
        )
        self.assertEqual(
            self.agreement.event_ids.filtered("reason").date_effective,
            date(2026, 4, 1),
        )

    def test_a_cause_of_the_callers_own_is_none(self):
        """Over RPC the context holds lists and words, never the server's object."""
        for cause in (list(TermsCause("Forged", None)), "Forged", {"reason": "Forged"}):
            agreement = self.agreement.sudo().with_context(bank_terms_cause=cause)
            agreement.rate += 1
        self.assertEqual({row[1:] for row in self._read()}, {("system", False)})

    def test_nobody_writes_the_history(self):
        self.agreement.sudo().rate = 9
        event = self.agreement.event_ids
        values = {"agreement_id": self.agreement.id, "term": "rate"}
        for user in (self.manager, self.head, self.administrator, self.env.user):
            events = event.with_user(user)
            with self.assertRaises(AccessError):
                events.create([values])
            with self.assertRaises(AccessError):
                events.write({"number_before": 1})
            with self.assertRaises(AccessError):
                events.unlink()
        with self.assertRaises(AccessError):
            event.sudo().write({"number_before": 1})
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.Error):
            self.cr.execute("DELETE FROM bank_agreement_event")

    def test_a_command_of_an_agreement_writes_no_history(self):
        command = fields.Command.create({"term": "rate", "source": "act"})
        for agreement in (
            self.agreement.with_user(self.manager),
            self.agreement.sudo(),
        ):
            with self.assertRaises(AccessError):
                agreement.write({"event_ids": [command]})

    def test_the_history_is_seen_as_its_agreement(self):
        agreement = self._create_agreement(self.other_client)
        agreement.sudo().rate = 9
        event = agreement.event_ids
        for user in (self.manager, self.head, self.employee, self.administrator):
            self.assertFalse(event.with_user(user).has_access("read"))
        found = event.with_user(self.manager).search([("id", "=", event.id)])
        self.assertFalse(found)
        for user in (self.stranger, self.auditor):
            self.assertTrue(event.with_user(user).has_access("read"))

    def test_bars_of_the_rate_begin_before_the_first_change(self):
        self.assertFalse(self.agreement.rate_bars)
        self._feed(self._prepare_row(rate=10, date_terms=date(2026, 3, 1)))
        self._feed(self._prepare_row(rate=5, date_terms=date(2026, 5, 1)))
        bars = [(bar["value"], bar["share"]) for bar in self.agreement.rate_bars]
        rates = ((12.5, 100), (10, 80), (5, 40))
        shown = [(f"{formatLang(self.env, rate, digits=2)} %", s) for rate, s in rates]
        self.assertEqual(bars, shown)

    def test_queries_do_not_depend_on_how_many_have_changed(self):
        keys = [f"B{number}" for number in range(1_000)]
        self._feed(*(self._prepare_row(key) for key in keys))

        def count(keys, rate):
            rows = [self._prepare_row(key, rate=rate) for key in keys]
            return count_queries(self.env, lambda: self._feed(*rows))

        few = count(keys[:30], 15)
        self.assertEqual(count(keys, 16), few)
        events = self.env["bank.agreement.event"]
        self.assertEqual(
            events.search_count([("number_after", "=", 16), ("term", "=", "rate")]),
            1_000,
        )

    def test_the_task_says_what_has_changed(self):
        obligations = self.env["bank.obligation"]
        obligations._search_events(date(2026, 3, 3))
        self._feed(self._prepare_row(rate=14, date_end=date(2028, 1, 15)))
        obligations._search_events(date(2026, 3, 4))
        found = obligations.search(
            [
                ("agreement_id", "=", self.agreement.id),
                ("kind_id.event", "=", "changed_terms"),
            ]
        )
        self.assertEqual(found.subject, "12.5 % → 14 %; 15.01.2027 → 15.01.2028")

    def test_each_changed_term_is_noticed(self):
        changes = {
            "B1": ({"rate": 14}, "12.5 % → 14 %"),
            "B2": ({"amount": 90000}, "100 000.00 → 90 000.00"),
            "B3": ({"amount_limit": 200000}, "– → 200 000.00"),
            "B4": ({"date_end": date(2028, 1, 15)}, "15.01.2027 → 15.01.2028"),
            "B5": ({"balance": 7}, False),
        }
        self._feed(*map(self._prepare_row, changes))
        obligations = self.env["bank.obligation"]
        obligations._search_events(date(2026, 3, 3))
        self._feed(*(self._prepare_row(key, **changes[key][0]) for key in changes))
        obligations._search_events(date(2026, 3, 4))
        for key, (_values, words) in changes.items():
            found = obligations.search(
                [
                    ("agreement_id.source_key", "=", key),
                    ("kind_id.event", "=", "changed_terms"),
                ]
            )
            with self.subTest(agreement=key):
                self.assertEqual(found.subject, words)

    def test_what_is_overdrawn_on_a_card_is_owed(self):
        product = self._create_product(trade="card")
        card = self._create_agreement(product_id=product.id, amount=0, balance=-120)
        self.assertEqual(card._get_debt(), 120)
        card.sudo().amount_limit = 500
        self.assertEqual(card._get_debt(), 500)
        card.sudo().balance = -700
        self.assertEqual(card._get_debt(), 700)
