# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

import numpy as np

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import READER, make_russian
from .stuck_common import StuckCommon


@tagged("post_install", "-at_install")
class TestStuckForecast(StuckCommon):
    """What is said of a running request, and when nothing is said."""

    def test_without_a_model_the_screen_says_why(self):
        loan = self._sent()
        self._refresh()
        approval = loan.approval_id
        self.assertFalse(approval.stuck_band)
        self.assertIn("fixed rule", approval.stuck_note)
        self.assertFalse(self._get_forecast(loan))

    def test_what_does_not_beat_the_fixed_rule_stays_outside(self):
        for low, rank in ((-0.01, 0.1), (0, 0.1), (0.02, 0.0)):
            with self.assertRaisesRegex(UserError, "fixed rule"):
                self._enter(low=low, rank=rank).action_promote()

    def test_a_model_in_force_that_gets_worse_is_silent(self):
        model = self._put_into_force()
        loan = self._sent()
        self.assertEqual(self._refresh(), 1)
        self._judge(model.sudo(), -0.001, 0.1, mark="newer")
        self.assertEqual(self._refresh(), 0)
        self.assertFalse(self._get_forecast(loan))

    def test_who_owes_more_answers_is_later(self):
        self._put_into_force()
        first = self._sent()
        self._refresh()
        alone = self._get_forecast(first).risk
        for _number in range(6):
            self._sent()
        self._refresh()
        forecast = self._get_forecast(first)
        self.assertGreater(forecast.risk, alone)
        self.assertEqual(forecast.reasons[0]["code"], "load")
        self.assertEqual(forecast.reasons[0]["size"], 6)
        approval = first.approval_id.with_user(self.manager)
        self.assertIn("owes 6 more answers", approval.stuck_reasons)
        self.assertAlmostEqual(approval.stuck_risk, forecast.risk, delta=0.5)

    def test_of_two_who_may_answer_one_is_enough(self):
        """Two guards are quicker than the one lawyer, who is the weakest step."""
        self._put_into_force()
        loan = self._sent()
        self._refresh()
        self.assertEqual(self._get_forecast(loan).step_id, self.law)

    def test_what_is_likely_lies_before_what_is_almost_sure(self):
        self._put_into_force(parameters={"intercept": -1.0})
        loan = self._sent()
        self._refresh()
        forecast = self._get_forecast(loan)
        now = fields.Datetime.now()
        self.assertLess(now, forecast.date_likely)
        self.assertLess(forecast.date_likely, forecast.date_latest)

    def test_what_has_moved_on_is_not_what_was_looked_at(self):
        self._put_into_force()
        loan = self._sent()
        self._refresh()
        self._decide(loan, self.lawyer)
        self.assertFalse(loan.approval_id.stuck_band)
        self._decide(loan, self.guard, "reject", "no")
        self._refresh()
        self.assertFalse(self._get_forecast(loan))

    def test_how_quick_somebody_is_counts_and_is_told_nobody(self):
        person = {str(self.lawyer.id): -3.0, str(self.guard.id): 0.0}
        loan = self._sent()
        self._put_into_force()
        self._refresh()
        usual = self._get_forecast(loan).risk
        slow = {"intercept": -2.2, "effects": {"person": person}}
        self._judge(self.env["bank.model"]._get_champion("stuck"), 0.02, 0.1)
        better = self._enter(gain=0.06, parameters=slow)
        better.action_promote()
        self._refresh()
        forecast = self._get_forecast(loan)
        self.assertGreater(forecast.risk, usual)
        self.assertFalse(forecast.reasons)

    def test_papers_missing_when_asked_are_kept(self):
        self._add_slot()
        loan = self._sent()
        turns = loan.sudo().approval_id.turn_ids.filtered("date_start")
        self.assertEqual(set(turns.mapped("lack_count")), {1})
        self._put_into_force()
        self._refresh()
        approval = loan.approval_id.with_user(self.manager)
        self.assertIn("Papers are missing: 1", approval.stuck_reasons)

    def _add_slot(self):
        kind = self.env["bank.document.type"].search([], limit=1)
        return self.env["bank.document.slot"].create(
            {"model_id": self.model.id, "type_id": kind.id, "name": "Charter"}
        )

    def test_forecasts_of_many_take_as_many_queries_as_of_one(self):
        self._put_into_force()
        self._sent()
        self._refresh()
        counts = []
        for _round in range(2):
            counts.append(count_queries(self.env, self._refresh))
            for _number in range(8):
                self._sent()
        self.assertEqual(*counts)

    def test_the_server_renews_and_takes_away(self):
        self._put_into_force()
        loan = self._sent()
        self.env["bank.approval.forecast"]._cron_refresh()
        self.assertTrue(self._get_forecast(loan))
        loan.approval_id.with_user(self.manager).action_withdraw()
        self.env["bank.approval.forecast"]._cron_refresh()
        self.assertFalse(self._get_forecast(loan))

    def test_too_few_answers_teach_nothing(self):
        self._sent()
        self.assertFalse(self.env["bank.approval.forecast"]._train())

    def test_stuck_for_two_days_is_found_as_before(self):
        """The rule of the sources needs no model."""
        loan = self._sent()
        long_ago = fields.Datetime.now() - timedelta(days=4)
        loan.sudo().approval_id.date_moved = long_ago
        view = self.env.ref("bank_approval.bank_approval_view_search").arch
        self.assertIn("filter_stuck", view)
        limit = fields.Datetime.now() - timedelta(days=2)
        domain = [("state", "=", "pending"), ("date_moved", "<", limit)]
        self.assertEqual(
            self.env["bank.approval"].search(domain), loan.sudo().approval_id
        )


@tagged("post_install", "-at_install")
class TestStuckRemedies(StuckCommon):
    """Only what the rules allow, by the acts that there are."""

    def _open(self, loan, user):
        action = loan.sudo().approval_id.with_user(user).action_open_remedies()
        return self.env["bank.approval.remedy"].with_user(user).browse(action["res_id"])

    def _find(self, remedy, kind):
        return remedy.line_ids.filtered(lambda line: line.kind == kind)

    def test_a_guard_hands_over_to_the_other_by_the_button(self):
        self._put_into_force()
        loan = self._sent()
        other = self._sent()
        self._decide(other, self.guard)
        line = self._find(self._open(loan, self.guard), "hand_over")
        self.assertFalse(line, "both are asked already: nobody is left")
        third = self._add_guard()
        line = self._find(self._open(loan, self.guard), "hand_over")
        line = line.filtered("can_do")
        self.assertEqual(line.user_id, third)
        self.assertIn("→", line.effect)
        line.action_do()
        self.assertEqual(self._task(loan, third).state, "open")
        self.assertEqual(
            loan.sudo()
            .approval_id.task_ids.filtered(lambda task: task.user_id == self.guard)
            .state,
            "delegated",
        )

    def test_heirs_are_those_whom_handing_over_allows(self):
        loan = self._sent()
        peer = self._add_guard()
        stranger = self._user("far", self._make_branch())
        task = self._task(loan, self.guard)
        heirs = task._find_heirs()
        self.assertEqual(heirs, peer)
        for user in (self.manager, stranger, self.guard2):
            self.assertNotIn(user, heirs)
        self.assertFalse(self._task(loan, self.lawyer)._find_heirs())
        peer.active = False
        self.assertFalse(task._find_heirs())

    def _add_guard(self):
        """One who got the role after the request was sent: he is not asked yet."""
        return self._user(
            "guard3", self.office, "bank_crm_core.group_crm_security_officer"
        )

    def _make_branch(self):
        return self.env["bank.branch"].create({"name": "Far", "code": "T-F"})

    def test_a_deputy_in_force_may_take_over(self):
        self.env["bank.delegation"].with_user(self.lawyer).create(
            {
                "from_user_id": self.lawyer.id,
                "to_user_id": self.expert.id,
                "act": "any",
                "date_end": fields.Date.today(),
                "reason": "leave",
            }
        ).action_activate()
        loan = self._sent()
        self.assertEqual(self._task(loan, self.lawyer)._find_heirs(), self.expert)
        self.assertEqual(
            self.env["bank.approval.task"]
            .sudo()
            ._read_absences()
            .count(*self._now_of(self.lawyer))
            .tolist(),
            [1],
        )

    def _now_of(self, user):
        moment = int(fields.Datetime.now().timestamp())
        return np.array([user.id]), np.array([moment])

    def test_the_sender_sees_who_may_and_cannot_do_it_for_them(self):
        loan = self._sent()
        self._add_guard()
        lines = self._find(self._open(loan, self.manager), "hand_over")
        self.assertTrue(lines)
        self.assertFalse(any(lines.mapped("can_do")))
        with self.assertRaises(UserError):
            lines[0].action_do()

    def test_a_forged_line_does_no_more_than_its_act(self):
        loan, other = self._sent(), self._sent()
        remedy = self._open(loan, self.manager)
        forged = remedy.line_ids.create(
            {
                "remedy_id": remedy.id,
                "kind": "hand_over",
                "task_id": self._task(other, self.guard).id,
                "user_id": self.manager.id,
                "can_do": True,
            }
        )
        with self.assertRaises(UserError):
            forged.action_do()
        forged.task_id = self._task(loan, self.guard).id
        with self.assertRaises(UserError):
            forged.action_do()
        forged.kind = "extra"
        with self.assertRaises(AccessError):
            forged.action_do()

    def test_a_reminder_says_what_the_forecast_says_once_a_day(self):
        (self.lawyer | self.guard | self.guard2).lang = "en_US"
        self._put_into_force()
        for _number in range(6):
            loan = self._sent()
        self._add_guard()
        self._refresh()
        self.env.invalidate_all()
        line = self._find(self._open(loan, self.manager), "remind")
        line.action_do()
        message = self.env["mail.message"].search(
            [
                ("model", "=", "bank.approval"),
                ("message_type", "=", "user_notification"),
            ],
            order="id desc",
            limit=1,
        )
        self.assertIn("misses its term", message.body)
        self.assertIn("more answers", message.body)
        self.assertIn("guard3", message.body)
        self.assertFalse(self._find(self._open(loan, self.manager), "remind"))
        with self.assertRaises(AccessError):
            line.action_do()

    def test_a_missing_paper_leads_to_the_dossier_or_back(self):
        kind = self.env["bank.document.type"].search([], limit=1)
        self.env["bank.document.slot"].create(
            {"model_id": self.model.id, "type_id": kind.id, "name": "Charter"}
        )
        self._put_into_force()
        loan = self._sent()
        line = self._find(self._open(loan, self.manager), "paper")
        self.assertIn("Charter", line.name)
        self.assertIn("→", line.effect)
        self.assertEqual(line.action_do()["res_model"], "bank.document")
        line = self._find(self._open(loan, self.lawyer), "return")
        self.assertEqual(line.action_do()["res_model"], "bank.approval.decide")

    def test_what_one_more_approver_gives_is_played(self):
        now = fields.Datetime.now().replace(hour=9, minute=0)
        start = now - timedelta(days=20)
        for number in range(3):
            loan = self._sent()
            self._decide(loan, self.lawyer)
            turn = loan.sudo().approval_id.turn_ids.filtered(
                lambda turn: turn.step_id == self.law
            )
            turn.date_start = start
            turn.task_ids.date_decided = start + timedelta(days=2 * (number + 1))
        groups = f"{READER},bank_base.group_bank_administrator"
        drawer = self._user("ba3", self.office, groups)
        lines = self._find(self._open(self._sent(), drawer), "extra")
        self.assertIn("Lawyer", lines.name)
        self.assertIn("→", lines.effect)
        self.assertTrue(lines.can_do)
        self.assertEqual(lines.action_do()["res_model"], "bank.approval.route")
        make_russian(self.env, drawer)
        russian = self._sent().with_context(lang="ru_RU")
        effect = self._find(self._open(russian, drawer), "extra").effect
        self.assertRegex(effect, r"\d,\d")

    def test_who_does_not_read_the_request_sees_no_forecast(self):
        self._put_into_force()
        loan = self._sent()
        self._refresh()
        forecast = self._get_forecast(loan)
        far = self._user("far", self._make_branch())
        forecasts = self.env["bank.approval.forecast"].with_user(far)
        self.assertFalse(forecasts.search([]))
        with self.assertRaises(AccessError):
            forecast.with_user(far).read(["risk"])
        with self.assertRaises(AccessError):
            loan.sudo().approval_id.with_user(far).action_open_remedies()
        self.assertTrue(forecasts.with_user(self.manager).search([]))
        for user in (self.manager, self.drafter, self.auditor):
            with self.assertRaises(AccessError):
                forecast.with_user(user).write({"risk": 0})

    def test_the_form_shows_it(self):
        self._put_into_force()
        loan = self._sent()
        self._refresh()
        form = Form(loan.approval_id.with_user(self.manager))
        self.assertTrue(form.stuck_band)
        self.assertFalse(form.stuck_note)
