# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import ServicingCommon


@tagged("post_install", "-at_install")
class TestGoneBad(ServicingCommon):
    """A trial of routes and limits counts what is not paid as was agreed."""

    def test_an_application_whose_loan_is_not_paid_has_gone_bad(self):
        application = self._create_application()
        self.loan.sudo().application_id = application
        self.night("2026-02-11")
        self.assertFalse(application.sudo()._find_gone_bad())
        self.night("2026-04-11")
        self.assertEqual(self.loan.standing, "default")
        self.assertEqual(application.sudo()._find_gone_bad(), application)

    def test_a_change_of_a_loan_in_default_has_gone_bad(self):
        """One that was put into force; what was refused or taken back was lost by."""
        values = {"agreement_id": self.loan.id}
        done, draft, gone = (
            self.env["bank.loan.change"].new({**values, "state": state})
            for state in ("done", "draft", "cancelled")
        )
        self.assertFalse(done._find_gone_bad())
        self.loan.sudo().standing = "default"
        self.assertEqual(done._find_gone_bad(), done)
        self.assertFalse(draft._find_gone_bad() | gone._find_gone_bad())
