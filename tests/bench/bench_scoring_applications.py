# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A thousand applications scored by a card of expert points, results written down.

*floor*: the same points by one hand-written INSERT … SELECT with CASE, and one UPDATE;
it writes no reasons. It raises when the points differ or when the number of statements
depends on the number of applications.
"""

from odoo.fields import Command

from . import timing
from .base import Bank
from .bench_deals import Deals

FEW, MANY, REPEATS = 100, 1000, 5
FIGURES = (
    ("term", "term_months", ((0, 20), (24, 5), (48, -10))),
    ("income", "income_month", ((0, -30), (30_000, 10), (60_000, 40))),
)
BY_HAND = """
    INSERT INTO bank_scoring_result
           (application_id, scorecard_id, date, user_id, score, verdict, reasons)
    SELECT id, %(card)s, now(), 1, score, CASE WHEN score < 90 THEN 'refuse'
           WHEN score < 130 THEN 'review' ELSE 'pass' END, '[]'
      FROM (SELECT a.id, 100
                   + CASE WHEN term_months >= 48 THEN -10 WHEN term_months >= 24 THEN 5
                          ELSE 20 END
                   + CASE WHEN COALESCE(income_month, 0) = 0 THEN -40
                          WHEN income_month >= 60000 THEN 40
                          WHEN income_month >= 30000 THEN 10 ELSE -30 END
                   + CASE WHEN p.birth_date < '1990-01-01' THEN 15 ELSE 0 END AS score
              FROM bank_application a JOIN res_partner p ON p.id = a.partner_id
             WHERE a.id = ANY(%(ids)s)) t
    RETURNING id
"""


class Applications:
    """A card in force and applications with unlike terms and incomes; rolled back."""

    def __init__(self, bank):
        self.deals = Deals(bank)
        self.env = self.deals.env
        self.card = self._draw_card()
        self.card.action_publish()

    def _draw_card(self):
        model = self.env["ir.model"]._get_id("bank.application")
        parts = []
        for code, text, bands in FIGURES:
            formula = self.env["bank.formula"].create(
                {"name": code, "code": code, "model_id": model, "text": text}
            )
            parts.append(self._prepare_part(formula, bands))
        old = {
            "name": "old",
            "domain": "[('partner_id.birth_date', '<', '1990-01-01')]",
            "points": 15,
        }
        parts.append({"name": "age", "band_ids": [Command.create(old)]})
        cards = self.env["bank.scorecard"]
        cards.search([("state", "=", "published")]).action_retire()
        return cards.create(
            {
                "name": "Bench",
                "score_start": 100,
                "cut_refuse": 90,
                "cut_pass": 130,
                "characteristic_ids": [Command.create(part) for part in parts],
            }
        )

    def _prepare_part(self, formula, bands):
        formula.action_put_into_force()
        rows = [
            Command.create({"name": str(low), "low": low, "points": points})
            for low, points in bands
        ]
        values = {"kind": "formula", "formula_id": formula.id, "band_ids": rows}
        return {"name": formula.code, "points_missing": -40, **values}

    def make(self, count):
        deals = self.deals.make(count)
        return self.env["bank.application"].create(
            [
                {
                    "deal_id": deal.id,
                    "amount": 50_000 + 7_000 * (place % 97),
                    "term_months": 6 + place % 60,
                    "income_month": 15_000 * (place % 7),
                }
                for place, deal in enumerate(deals)
            ]
        )

    def score(self, rows):
        rows.action_score()
        self.env.flush_all()

    def score_by_hand(self, rows):
        names = {"card": self.card.id, "ids": rows.ids}
        self.env.cr.execute(BY_HAND, names)
        ids = [row[0] for row in self.env.cr.fetchall()]
        self.env.cr.execute(
            "UPDATE bank_application a SET scoring_result_id = r.id, score = r.score, "
            "score_verdict = r.verdict FROM bank_scoring_result r "
            "WHERE r.id = ANY(%s) AND a.id = r.application_id",
            [ids],
        )
        return ids


def measure_applications(env, count):
    bank = Applications(Bank(env, count))
    rows = bank.make(MANY)
    bank.score(rows[:FEW])
    few, many = (count_statements(bank, part) for part in (rows[:FEW], rows))
    if few != many:
        raise AssertionError(f"{few} statements for {FEW}, {many} for {MANY}")
    ours = dict(zip(rows.ids, rows.mapped("score")))
    found = env["bank.scoring.result"].sudo().browse(bank.score_by_hand(rows))
    if any(row.score != ours[row.application_id.id] for row in found):
        raise AssertionError("the points are not those of the plain statement")
    return {
        "ours_s": timing.median(lambda: bank.score(rows), REPEATS),
        "floor_s": timing.median(lambda: bank.score_by_hand(rows), REPEATS),
        "stock_s": None,
        "applications": MANY,
        "statements": many,
    }


def count_statements(bank, rows):
    bank.env.flush_all()
    bank.env.invalidate_all()
    before = bank.env.cr.sql_log_count
    bank.score(rows)
    return bank.env.cr.sql_log_count - before


MEASURES = {"scoring_applications": measure_applications}
