# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import make_russian
from .test_assignment import AssignmentCommon


@tagged("post_install", "-at_install")
class TestUiAssignment(AssignmentCommon, TourCase):
    """An assignment of a decision in the browser, in Russian."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make_russian(cls.env, cls.manager | cls.boss1)

    def test_given_reported_and_accepted(self):
        loan = self._decided()
        self.env.flush_all()
        request = f"/odoo/bank-approvals/{loan.sudo().approval_id.id}"
        for name, path, login in (
            ("bank_assignment_give", request, "t_boss1"),
            ("bank_assignment_report", "/odoo/decision-assignments", "t_manager"),
            ("bank_assignment_accept", "/odoo/decision-assignments", "t_boss1"),
        ):
            self.start_tour(path, name, login=login)
            self.env.invalidate_all()
        row = self.env["bank.approval.assignment"].search([], order="id desc", limit=1)
        self.assertEqual((row.state, row.proof), ("accepted", "Полис № 5 от 1 июня"))
