# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command, models
from odoo.tools import LazyTranslate

from .bank_demo_approvals import MANAGER
from .bank_demo_lending import DOCUMENT, DRAFTER, PUBLISHER, UNDERWRITER

_lt = LazyTranslate(__name__)

CARD = _lt("Scorecard: Loans of Persons")
START, REFUSE_BELOW, PASS_FROM = 500, 520, 600
WHY = _lt("The salary is paid at our bank, the employer is known to us")
AGE = _lt("Age")
BURDEN = _lt("Debt burden")
TERM = _lt("Term of the loan")
INCOME = _lt("Confirmed income")
YEARS_21 = _lt("up to 25 years")
YEARS_25 = _lt("25 to 35 years")
YEARS_35 = _lt("35 to 60 years")
YEARS_60 = _lt("60 years and older")
LOW = _lt("up to 30 %")
MIDDLE = _lt("30 to 50 %")
HIGH = _lt("50 % and more")
SHORT = _lt("up to 2 years")
LONG = _lt("2 to 4 years")
LONGEST = _lt("4 years and longer")
KNOWN = _lt("income on the card")
# name, code, formula, points without data, (band, from, points)
FIGURES = (
    (
        AGE,
        "borrower_age",
        "months(birth_date, today) / 12",
        -20,
        ((YEARS_21, 0, -15), (YEARS_25, 25, 15), (YEARS_35, 35, 30), (YEARS_60, 60, 0)),
    ),
    (
        BURDEN,
        "debt_burden",
        "burden",
        -40,
        ((LOW, 0, 40), (MIDDLE, 30, 5), (HIGH, 50, -60)),
    ),
    (
        TERM,
        "loan_term",
        "term_months",
        0,
        ((SHORT, 0, 15), (LONG, 24, 5), (LONGEST, 48, -10)),
    ),
)


class BankDemoImport(models.Model):
    """Expert points for loans of persons, and applications scored by them."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "scoring"]

    def _load_scoring(self, _bank):
        """Draw a card, unless the bank has one, and score what is not scored yet."""
        staff = self._find_staff((MANAGER, DRAFTER, PUBLISHER, UNDERWRITER))
        if len(staff) < 4:
            return
        if not self.env["bank.scorecard"].search_count([], limit=1):
            card = self._acting(staff[DRAFTER])._draw_card()
            card.with_env(self._acting(staff[PUBLISHER]).env).action_publish()
        acting = self._acting(staff[MANAGER])
        applications = acting.env[DOCUMENT].search(
            [
                ("user_id", "=", acting.env.uid),
                ("kind", "=", "credit"),
                ("partner_id.client_kind", "=", "person"),
                ("scoring_result_id", "=", False),
            ]
        )
        if applications:
            applications.action_score()
            self._acting(staff[UNDERWRITER])._look_at_one(applications)

    def _draw_card(self):
        parts = [Command.create(self._draw_figure(*figure)) for figure in FIGURES]
        known = {
            "name": self._say(KNOWN),
            "domain": "[('partner_id.income_ids', '!=', False)]",
            "points": 20,
        }
        parts.append(
            Command.create(
                {
                    "name": self._say(INCOME),
                    "sequence": 40,
                    "points_missing": -20,
                    "band_ids": [Command.create(known)],
                }
            )
        )
        return self.env["bank.scorecard"].create(
            {
                "name": self._say(CARD),
                "score_start": START,
                "cut_refuse": REFUSE_BELOW,
                "cut_pass": PASS_FROM,
                "characteristic_ids": parts,
            }
        )

    def _draw_figure(self, label, code, text, missing, bands):
        formula = self.env["bank.formula"].create(
            {
                "name": self._say(label),
                "code": code,
                "model_id": self.env["ir.model"]._get_id(DOCUMENT),
                "text": text,
                "digits": 1,
            }
        )
        formula.action_put_into_force()
        return {
            "name": self._say(label),
            "kind": "formula",
            "formula_id": formula.id,
            "points_missing": missing,
            "band_ids": [
                Command.create({"name": self._say(name), "low": low, "points": points})
                for name, low, points in bands
            ],
        }

    def _look_at_one(self, applications):
        """Let the underwriter pass the first one that he may pass."""
        for application in applications.with_env(self.env):
            is_asked = application.score_verdict == "review"
            if is_asked and application.can_override_score:
                application._override_score(
                    application.scoring_result_id, "pass", self._say(WHY)
                )
                return
