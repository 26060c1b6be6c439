# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Measures still run after the addons have changed. No time is asserted."""

from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

from . import (
    bench_approval,
    bench_client_card,
    bench_client_lookup,
    bench_contact_gate,
    bench_days_past_due,
    bench_deals,
    bench_decision_log,
    bench_duties,
    bench_feed,
    bench_loans,
    bench_obligations,
    bench_open_deals,
    bench_papers,
    bench_relations,
    bench_scoring_applications,
    bench_stuck,
    bench_what_if,
    generate,
    web_client,
)
from .base import Bank

COUNT = 60


@tagged("post_install", "-at_install")
class TestMeasures(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        generate.generate(cls.env, COUNT, branches=1)
        cls.bank = Bank(cls.env, COUNT)

    def _assert_measured(self, found):
        self.assertLessEqual({"ours_s", "floor_s", "stock_s"}, set(found))
        self.assertGreater(found["ours_s"], 0)

    def test_lookup_finds_who_is_meant(self):
        search = self.env["bank.client.search"].with_user(self.bank.manager)
        clients = self.bank.clients_of(self.bank.manager, 60)
        client = clients.filtered("email")[:1]
        for kind in sorted(bench_client_lookup.KINDS.keys() - {"nobody"}):
            with self.subTest(kind=kind):
                line, _words = bench_client_lookup.KINDS[kind](client)
                found = {(row["model"], row["id"]) for row in search.lookup(line, 50)}
                meant = {("res.partner", client.id)}
                meant |= {("bank.agreement", row.id) for row in client.agreement_ids}
                self.assertTrue(found & meant, line)

    def test_a_night_of_days_past_due_is_measured(self):
        measure = bench_days_past_due.MEASURES["days_past_due"]
        self._assert_measured(measure(self.env, COUNT))

    def test_lookup_is_measured(self):
        for name in ("client_lookup_part", "client_lookup_agreement"):
            measure = bench_client_lookup.MEASURES[name]
            self._assert_measured(measure(self.env, COUNT))

    def test_a_start_of_many_requests_is_measured(self):
        self._assert_measured(bench_approval.measure_approval_start(self.env, COUNT))

    def test_an_inbox_is_measured(self):
        self._assert_measured(bench_approval.measure_approval_inbox(self.env, COUNT))

    def test_card_is_read_as_the_browser_reads_it(self):
        env = self.env(user=self.bank.manager.id)
        view_id = self.env.ref(bench_client_card.FORM).id
        spec = web_client.read_specification(env, "res.partner", view_id)
        (row,) = self.bank.long_client.with_env(env).web_read(spec)
        self.assertTrue(row["card_agreement_ids"][0]["product_id"]["display_name"])
        self.assertTrue(row["card_interaction_ids"][0]["subject"])
        self.assertTrue(row["phone_ids"][0]["number"])

    def test_card_is_measured(self):
        for measure in bench_client_card.MEASURES.values():
            self._assert_measured(measure(self.env, COUNT))

    def test_gate_is_measured(self):
        self._assert_measured(bench_deals.measure_stage(self.env, COUNT, count=2))
        self._assert_measured(bench_deals.measure_gate(self.env, COUNT, count=20))

    def test_screens_of_open_deals_are_measured(self):
        for measure in bench_open_deals.MEASURES.values():
            with self.cr.savepoint() as savepoint:
                self._assert_measured(measure(self.env, COUNT, count=30))
                savepoint.rollback()

    def test_terms_that_would_pass(self):
        found = bench_what_if.measure_what_if(self.env, COUNT, count=4)
        self._assert_measured(found)

    def test_applications_are_scored(self):
        with patch.multiple(bench_scoring_applications, FEW=3, MANY=12, REPEATS=1):
            measure = bench_scoring_applications.measure_applications
            self._assert_measured(measure(self.env, COUNT))

    def test_sealing_is_measured(self):
        with patch.object(bench_decision_log, "ROWS", 10):
            self._assert_measured(bench_decision_log.measure(self.env, COUNT))

    def test_recording_is_measured(self):
        with patch.object(bench_decision_log, "ACTS", 10):
            self._assert_measured(bench_decision_log.measure_record(self.env, COUNT))

    def test_relations_are_measured(self):
        with (
            patch.object(bench_relations, "EDGES", 200),
            patch.object(bench_relations, "RELATIONS", 20),
        ):
            for measure in bench_relations.MEASURES.values():
                self._assert_measured(measure(self.env, COUNT))

    def test_feeds_are_measured(self):
        with patch.object(bench_feed, "ROWS", 20):
            for measure in bench_feed.MEASURES.values():
                self._assert_measured(measure(self.env, COUNT))

    def test_obligations_are_measured(self):
        with patch.object(bench_obligations, "ROWS", 20):
            for measure in bench_obligations.MEASURES.values():
                self._assert_measured(measure(self.env, COUNT))

    def test_contact_gate_is_measured(self):
        self._assert_measured(bench_contact_gate.measure(self.env, COUNT))

    def test_proof_of_separated_duties_is_measured(self):
        with patch.multiple(bench_duties, USERS=60, ROUTES=20, REPEATS=1):
            found = bench_duties.MEASURES["duties_proof"](self.env, COUNT)
        self._assert_measured(found)
        self.assertGreater(found["breaches"], 0)

    def test_loans_are_compared(self):
        with patch.multiple(bench_loans, PRODUCTS=6, MONTHS=(1, 12, 30), SAMPLE=10):
            self._assert_measured(bench_loans.measure_comparison(self.env, COUNT))

    def test_the_forecast_of_terms_is_measured(self):
        with patch.multiple(bench_stuck, TASKS=2000, MONTHS=8):
            self._assert_measured(bench_stuck.measure_learning(self.env, COUNT))
        counts = []
        for size in (20, 60):
            sizes = {"OPEN": size, "PAST": size, "PEOPLE": 5, "REPEATS": 1}
            with patch.multiple(bench_stuck, **sizes), self.env.cr.savepoint() as point:
                found = bench_stuck.measure_telling(self.env, COUNT)
                self._assert_measured(found)
                counts.append(found["queries"])
                point.rollback()
        self.assertEqual(*counts)

    def test_papers_of_loans_are_measured(self):
        with patch.object(bench_papers, "PAPERS", 2000):
            for measure in bench_papers.MEASURES.values():
                self._assert_measured(measure(self.env, COUNT))
