# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import make_russian
from .test_policy import PolicyCommon


@tagged("post_install", "-at_install")
class TestUiPolicy(PolicyCommon, TourCase):
    """A departure from a policy in the browser, in Russian."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make_russian(cls.env, cls.manager | cls.lawyer | cls.head)
        russian = {"lang": "ru_RU"}
        cls.policy.with_context(**russian).name = "Малый бизнес"
        cls.grave.with_context(**russian).sudo().name = "Высокая"

    def test_proposed_explained_decided_and_counted(self):
        loan = self._loan()
        self.start_tour("/odoo/test-loans", "bank_policy_propose", login="t_manager")
        row = self._rows(loan)
        self.assertEqual((row.severity_value, row.value_had), (7, "12 %"))
        self.start_tour("/odoo/my-decisions", "bank_policy_decide", login="t_lawyer")
        self.env.invalidate_all()
        self.assertEqual(self._states(loan)["Lawyer"], "approved")
        for user in (self.guard, self.boss1, self.boss2):
            self._decide(loan, user)
        self.assertEqual(row.state, "accepted")
        self.env.flush_all()
        self.start_tour(
            "/odoo/policy-exceptions", "bank_policy_portfolio", login="t_head"
        )
