# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase
from odoo.addons.bank_loan_pipeline.tests.test_ui import ADDONS

from .test_loan_change import ChangeCommon


@tagged("post_install", "-at_install")
class TestServicingTour(ChangeCommon, TourCase):
    def test_a_loan_past_due_is_prolonged_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        names = (*ADDONS, "bank_loan_servicing")
        modules = self.env["ir.module.module"].search([("name", "in", names)])
        modules._update_translations(["ru_RU"])
        self.manager.lang = "ru_RU"
        self.night("2026-02-11")
        self.start_tour(
            f"/odoo/action-bank_crm_core.bank_agreement_action/{self.loan.id}",
            "bank_loan_change_tour",
            login=self.manager.login,
            timeout=180,
        )
        change = self.loan.change_ids
        self.assertEqual(
            (change.kind, change.approval_state), ("prolongation", "pending")
        )
        self.decide(change)
        change.with_user(self.manager).action_done()
        self.assertEqual(self.loan.version, 2)
