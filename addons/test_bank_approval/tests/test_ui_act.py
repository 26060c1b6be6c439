# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import make_russian
from .test_act import ActCommon


@tagged("post_install", "-at_install")
class TestUiAct(ActCommon, TourCase):
    """An act that waits for its approval in the browser, in Russian."""

    def test_asked_approved_and_done(self):
        make_russian(self.env, self.manager | self.head)
        self.rule.sudo().with_context(lang="ru_RU").name = "Заместители"
        leave = self._leave()
        self.start_tour("/odoo/bank-delegations", "bank_act_ask", login="t_manager")
        self.start_tour("/odoo/my-decisions", "bank_act_approve", login="t_head")
        self.start_tour("/odoo/bank-delegations", "bank_act_do", login="t_manager")
        self.env.invalidate_all()
        self.assertEqual(leave.state, "active")
        request = self.env["bank.act.request"].search([("res_id", "=", leave.id)])
        self.assertEqual(request.used_by_id, self.manager)
