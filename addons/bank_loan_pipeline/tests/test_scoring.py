# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import ScoringCommon


@tagged("post_install", "-at_install")
class TestScoring(ScoringCommon):
    """An application gets its points, with reasons, from the card in force."""

    def test_an_application_is_scored_with_its_reasons(self):
        application = self._create_application()
        application.action_score()
        # 100 + 30 for a burden of some 20 % + 10 for the flat
        self.assertEqual((application.score, application.score_verdict), (140, "pass"))
        application.write({"purpose": "A car", "income_month": 30_000})
        application.action_score()
        self.assertEqual((application.score, application.score_verdict), (72, "refuse"))
        result = application.scoring_result_id
        self.assertEqual(
            [(row["name"], row["band"], row["lost"]) for row in result.sudo().reasons],
            [("Debt burden", "high", 60), ("Purpose", "known", 8)],
        )
        self.assertEqual(len(application.scoring_result_ids), 2)
        self.assertEqual(result.user_id, self.manager)

    def test_what_is_not_known_has_points_of_its_own(self):
        application = self._create_application(income_month=0, purpose=False)
        application.action_score()
        self.assertEqual(application.score, 100 - 50 - 5)
        self.assertIn("no data", application.score_reasons)

    def test_many_take_as_many_statements_as_few(self):
        applications = self.env["bank.application"]
        for _number in range(12):
            deal = self._create_deal(amount=300_000, term_months=24)
            applications |= self._create_application(deal)
        counts = []
        for rows in (applications[:2], applications):
            counts.append(count_queries(self.env, rows.action_score))
        self.assertEqual(*counts)
        self.assertEqual(set(applications.mapped("score")), {140})

    def test_a_card_is_put_into_force_by_another(self):
        self.card.with_user(self.administrator2).action_retire()
        draft = self._draw_card(name="Other")
        with self.assertRaisesRegex(UserError, "somebody else"):
            draft.action_publish()
        draft.with_user(self.administrator2).action_publish()
        self.assertEqual(draft.state, "published")
        rows = self.env["bank.decision"].search(
            [("res_model", "=", "bank.scorecard"), ("res_id", "=", draft.id)]
        )
        self.assertIn("config", rows.mapped("kind"))
        self.assertIn(self.administrator2.id, rows.mapped("actor_id"))

    def test_a_card_in_force_never_changes(self):
        part = self.card.characteristic_ids[0]
        draft = self._draw_card()
        for record, values in (
            (self.card, {"cut_refuse": 0}),
            (self.card, {"characteristic_ids": [Command.clear()]}),
            (part, {"points_missing": 500}),
            (part.band_ids[0], {"points": 500}),
            (draft.characteristic_ids[0].band_ids[0], {"characteristic_id": part.id}),
            (part.band_ids[0], {"characteristic_id": draft.characteristic_ids[0].id}),
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                record.with_user(self.administrator).write(values)
        for record in (self.card, part, part.band_ids[0]):
            with self.subTest(record=record._name), self.assertRaises(UserError):
                record.with_user(self.administrator).unlink()

    def test_a_new_version_takes_the_place_of_the_old_one(self):
        action = self.card.with_user(self.administrator).action_new_version()
        draft = self.card.browse(action["res_id"])
        self.assertEqual((draft.version, draft.state), (2, "draft"))
        draft.with_user(self.administrator).characteristic_ids[0].band_ids[0].points = 0
        draft.with_user(self.administrator2).action_publish()
        self.assertEqual(self.card.state, "retired")
        application = self._create_application()
        application.action_score()
        self.assertEqual(application.score, 110)

    def test_a_second_card_for_the_same_clients_is_refused(self):
        draft = self._draw_card(name="Other")
        with self.assertRaisesRegex(UserError, "is in force for such clients"):
            draft.with_user(self.administrator2).action_publish()

    def test_a_card_with_gaps_stays_a_draft(self):
        self.card.with_user(self.administrator2).action_retire()
        draft = self._draw_card()
        bands = draft.characteristic_ids[0].band_ids
        bands[1].low = 0
        with self.assertRaisesRegex(UserError, "begin at the same figure"):
            draft.with_user(self.administrator2).action_publish()
        bands.unlink()
        with self.assertRaisesRegex(UserError, "has no band"):
            draft.with_user(self.administrator2).action_publish()

    def test_without_a_card_the_reason_is_told(self):
        self.card.with_user(self.administrator2).action_retire()
        application = self._create_application()
        with self.assertRaisesRegex(UserError, "No scorecard is in force"):
            application.action_score()

    def test_the_gate_asks_for_a_score_of_these_data(self):
        check = self.env["bank.check"].create(
            {
                "name": "Scored",
                "model_id": self.env["ir.model"]._get_id("bank.application"),
                "kind": "score",
            }
        )
        application = self._create_application()

        def get_reason():
            return check._find_failures(application).get(application.id, "")

        self.assertIn("not scored yet", get_reason())
        application.action_score()
        self.assertFalse(get_reason())
        application.income_month = 30_000
        self.assertIn("have changed since", get_reason())
        application.action_score()
        self.assertIn("below the cut-off: 80", get_reason())
        # 38,000 a month: the burden is just above 50 %
        application.write({"income_month": 100_000, "purpose": "A car"})
        application.action_score()
        self.assertFalse(get_reason())
        draft = self.card.with_user(self.administrator).action_new_version()
        card = self.card.browse(draft["res_id"])
        card.with_user(self.administrator).cut_pass = 200
        card.with_user(self.administrator2).action_publish()
        self.assertIn("another scorecard", get_reason())
        application.action_score()
        self.assertFalse(get_reason())
        check.score_review = False
        self.assertIn("asks an underwriter to look", get_reason())

    def test_a_draft_is_tried_on_past_applications(self):
        for purpose in ("Repair of a flat", "A car", "A boat"):
            deal = self._create_deal(amount=300_000, term_months=24)
            self._create_application(deal, purpose=purpose)
        action = self.card.with_user(self.administrator).action_new_version()
        draft = self.card.browse(action["res_id"]).with_user(self.administrator)
        draft.cut_pass = 135
        found = self.env["bank.scorecard.replay"].browse(
            draft.action_replay()["res_id"]
        )
        self.assertGreaterEqual(found.application_count, 3)
        moved = found.line_ids.filtered(
            lambda line: (line.verdict_before, line.verdict_after) == ("pass", "review")
        )
        self.assertEqual((moved.count, found.changed_count), (2, 2))
        self.assertFalse(self.env["bank.scoring.result"].search_count([]))
