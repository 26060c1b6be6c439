# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Measures still run after the addons have changed. No time is asserted."""

import importlib
import io
import os
import tempfile
from contextlib import ExitStack, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

from . import (
    bench_client_card,
    bench_client_lookup,
    bench_duties,
    bench_scoring,
    bench_stuck,
    bench_topics,
    generate,
    run,
    small_data,
    web_client,
)
from .base import Bank
from .test_scoring import make_tables

COUNT = 60
# how much each module measures here; the rest of them go by the number of clients
SIZES = {
    "bench_application": {"MANY": 4, "REPEATS": 1},
    "bench_contact_gate": {"REPEATS": 1},
    "bench_deals": {"BLOCKS": 1, "REPEATS": 1},
    "bench_client_lookup": {"LINES": 2, "STOCK_LINES": 1},
    "bench_clock": {"REPEATS": 1, "STOCK_SAMPLE": 3},
    "bench_days_past_due": {"LOANS": 500},
    "bench_decision_log": {"ROWS": 10, "ACTS": 10, "REPEATS": 1},
    "bench_duties": {"USERS": 60, "ROUTES": 20, "REPEATS": 1},
    "bench_feed": {"ROWS": 20},
    "bench_formula": {"REPEATS": 1},
    "bench_loans": {"PRODUCTS": 6, "MONTHS": (1, 12, 30), "SAMPLE": 10},
    "bench_obligations": {"ROWS": 20},
    "bench_papers": {"PAPERS": 2000, "REPEATS": 1},
    "bench_relations": {"EDGES": 200, "RELATIONS": 20},
    "bench_report": {"REPEATS": 1},
    "bench_scoring": {"PARTS": 2, "REPEATS": 1, "DRAWS": 5, "LEARNED": 80},
    "bench_scoring_applications": {"FEW": 3, "MANY": 12, "REPEATS": 1},
    "bench_screening": {"ASKED": 5, "LISTED": 5, "SLIPS": 10},
    "bench_screening_product": {"NAMES": 5},
    "bench_stuck": {"TASKS": 2000, "MONTHS": 8, "OPEN": 20, "PAST": 20, "PEOPLE": 5},
    "logged_requests": {"RUNS": 1, "WARM": 1},
    "bench_access_log": {"PRINTED": 1},
}
KEYWORDS = {
    "deal_stage_100": {"count": 2},
    "gate_1000": {"count": 20},
    "deals_board": {"count": 30},
    "deals_list": {"count": 30},
    "deals_forecast": {"count": 30},
    "what_if": {"count": 4},
}


def read_some(path, label, read=bench_topics.read):
    """Return the requests of the first topics of a file alone."""
    texts, labels = read(path, label)
    topics = sorted(set(labels))[:4]
    rows = [pair for pair in zip(texts, labels, strict=True) if pair[1] in topics]
    return tuple(map(list, zip(*rows, strict=True)))


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

    def _make_small(self, stack):
        for name, sizes in SIZES.items():
            module = importlib.import_module(f"{__package__}.{name}")
            stack.enter_context(patch.multiple(module, **sizes))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        small_data.write(folder)
        stack.enter_context(patch.dict(os.environ, BANK_DATA=str(folder)))
        stack.enter_context(patch.object(bench_topics, "read", read_some))
        tables = make_tables(60)
        stack.enter_context(
            patch.object(bench_scoring, "read_bank", lambda _folder: tables)
        )
        stack.enter_context(redirect_stdout(io.StringIO()))

    def test_every_measure_runs(self):
        """All that ``make bench`` finds: a measure that is added is run here as well."""
        with ExitStack() as stack:
            self._make_small(stack)
            for name, measure in run.find_measures().items():
                with self.subTest(measure=name), self.cr.savepoint() as savepoint:
                    keywords = KEYWORDS.get(name, {})
                    self._assert_measured(self._run(name, measure, keywords))
                    savepoint.rollback()
                    self.env.invalidate_all()

    def _run(self, name, measure, keywords):
        if not name.startswith("access_log"):
            return measure(self.env, COUNT, **keywords)
        # its requests have cursors of their own
        allowed = patch.object(self, "http_request_allow_all", True)
        with allowed, self.enter_registry_test_mode():
            return measure(self.env, COUNT, **keywords)

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

    def test_card_is_read_as_the_browser_reads_it(self):
        env = self.env(user=self.bank.manager.id)
        view_id = self.env.ref(bench_client_card.FORM).id
        spec = web_client.read_specification(env, "res.partner", view_id)
        (row,) = self.bank.long_client.with_env(env).web_read(spec)
        self.assertTrue(row["card_agreement_ids"][0]["product_id"]["display_name"])
        self.assertTrue(row["card_interaction_ids"][0]["subject"])
        self.assertTrue(row["phone_ids"][0]["number"])

    def test_proof_of_separated_duties_finds_breaches(self):
        with patch.multiple(bench_duties, **SIZES["bench_duties"]):
            found = bench_duties.MEASURES["duties_proof"](self.env, COUNT)
            seen = bench_duties.MEASURES["duties_screen"](self.env, COUNT)
        self.assertGreater(found["breaches"], 0)
        self._assert_measured(seen)
        self.assertGreaterEqual(seen["breaches"], 10)

    def test_the_forecast_of_terms_asks_as_often_for_many(self):
        counts = []
        for size in (20, 60):
            sizes = {"OPEN": size, "PAST": size, "PEOPLE": 5, "REPEATS": 1}
            with patch.multiple(bench_stuck, **sizes), self.env.cr.savepoint() as point:
                found = bench_stuck.measure_telling(self.env, COUNT)
                self._assert_measured(found)
                counts.append(found["queries"])
                point.rollback()
        self.assertEqual(*counts)
