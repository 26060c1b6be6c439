# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .stuck_common import StuckCommon


@tagged("post_install", "-at_install")
class TestStuckInbox(StuckCommon):
    """Each line of one's own inbox says whether it will miss its term."""

    def _line(self, loan, user):
        self.env.invalidate_all()
        return self._task(loan, user)

    def test_a_line_tells_the_risk_of_its_own_step(self):
        self._put_into_force()
        loan = self._sent()
        for _number in range(6):
            self._sent()
        self._refresh()
        forecast = self._get_forecast(loan)
        lawyer, guard = (self._line(loan, who) for who in (self.lawyer, self.guard))
        self.assertEqual(forecast.turn_id, lawyer.turn_id)
        # one of two guards is enough: their step is the safer one
        self.assertGreater(lawyer.stuck_risk, guard.stuck_risk)
        self.assertGreater(guard.stuck_risk, 0)
        self.assertEqual(lawyer.stuck_band, "high")
        self.assertIn("owes 6 more answers", lawyer.stuck_reason)
        self.assertFalse(guard.stuck_reason)

    def test_my_line_stands_when_another_step_has_moved_on(self):
        self._put_into_force()
        loan = self._sent()
        self._refresh()
        self._decide(loan, self.lawyer)
        self.assertFalse(loan.approval_id.stuck_band)
        self.assertTrue(self._line(loan, self.guard).stuck_band)

    def test_nothing_is_said_while_no_model_beats_the_fixed_rule(self):
        loan = self._sent()
        self._refresh()
        self.assertFalse(self._line(loan, self.lawyer).stuck_band)
        model = self._put_into_force()
        self._refresh()
        self.assertTrue(self._line(loan, self.lawyer).stuck_band)
        # before the half hour is over as well
        self._judge(model.sudo(), -0.001, 0.1, mark="newer")
        self.assertFalse(self._line(loan, self.lawyer).stuck_band)
        self.assertFalse(loan.approval_id.stuck_band)

    def test_what_may_be_done_is_one_click_away(self):
        self._put_into_force()
        loan = self._sent()
        self._refresh()
        action = self._line(loan, self.guard).action_open_remedies()
        self.assertEqual(action["res_model"], "bank.approval.remedy")
        remedy = self.env["bank.approval.remedy"].browse(action["res_id"])
        self.assertEqual(remedy.approval_id, loan.sudo().approval_id)
        with self.assertRaises(AccessError):
            self._line(loan, self.guard).with_user(self.expert).action_open_remedies()

    def test_ten_lines_cost_as_many_queries_as_one(self):
        self._put_into_force()
        for _number in range(11):
            self._sent()
        self._refresh()
        spec = {name: {} for name in ("stuck_band", "stuck_risk", "stuck_reason")}
        tasks = self.env["bank.approval.task"].with_user(self.lawyer)

        def read(limit):
            found = tasks.web_search_read([("is_mine", "=", True)], spec, limit=limit)
            self.assertEqual(len(found["records"]), limit)
            self.assertTrue(all(row["stuck_band"] for row in found["records"]))

        one = count_queries(self.env, lambda: read(1))
        self.assertEqual(count_queries(self.env, lambda: read(10)), one)
