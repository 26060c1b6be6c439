# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import make_russian
from .stuck_common import StuckCommon


@tagged("post_install", "-at_install")
class TestUiStuck(StuckCommon, TourCase):
    def test_a_request_that_will_get_stuck_is_seen_and_helped(self):
        head = self._user("chief", self.branch, "bank_crm_core.group_crm_head")
        make_russian(self.env, self.manager | self.guard | head)
        self._put_into_force()
        loan = self._sent()
        for _number in range(6):
            self._sent(name="Another")
        self._user("guard3", self.office, "bank_crm_core.group_crm_security_officer")
        self._refresh()
        self.start_tour("/odoo/bank-approvals", "bank_stuck_manager", login="t_manager")
        self.env.invalidate_all()
        self.assertTrue(loan.sudo().approval_id.open_task_ids[0].date_nudged)
        self.start_tour("/odoo/my-decisions", "bank_stuck_guard", login="t_guard")
        self.env.invalidate_all()
        asked = loan.sudo().approval_id.open_task_ids.user_id.mapped("login")
        self.assertIn("t_guard3", asked)
        self.start_tour(
            "/odoo/bank-approval-forecast", "bank_stuck_head", login="t_chief"
        )
