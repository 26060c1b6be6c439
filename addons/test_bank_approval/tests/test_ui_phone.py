# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import ApprovalCommon, make_russian


@tagged("post_install", "-at_install")
class TestUiPhone(ApprovalCommon, TourCase):
    """The inbox of whoever decides, on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_two_taps(self):
        make_russian(self.env, self.lawyer)
        loan = self._sent()
        self._decide(loan, self.lawyer, "return", "Нужен устав")
        self.env["ir.attachment"].create(
            {
                "name": "charter.txt",
                "raw": b"The charter",
                "res_model": loan._name,
                "res_id": loan.id,
            }
        )
        loan.approval_id.action_resubmit()
        self.env.flush_all()
        self.start_tour("/odoo/my-decisions", "bank_approval_phone", login="t_lawyer")
        self.env.invalidate_all()
        self.assertEqual(self._states(loan)["Lawyer"], "approved")
