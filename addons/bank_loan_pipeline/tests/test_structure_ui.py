# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .test_structure import StructureCommon
from .test_ui import ADDONS


@tagged("post_install", "-at_install")
class TestStructureTour(StructureCommon, TourCase):
    def test_who_stands_behind_a_loan_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        names = (*ADDONS, "bank_collateral")
        modules = self.env["ir.module.module"].search([("name", "in", names)])
        modules._update_translations(["ru_RU"])
        self.manager.lang = "ru_RU"
        self.product.coverage_min = 100
        self.start_tour(
            f"/odoo/action-bank_loan_pipeline.bank_application_action/{self.application.id}",
            "bank_loan_structure_tour",
            login=self.manager.login,
            timeout=180,
        )
        party = self.application.party_ids.filtered(lambda row: row.role != "borrower")
        self.assertEqual(party.partner_id, self.colleague_client)
        self.assertEqual(party.role, "co_borrower")
        self.assertEqual(self.application.pledge_ids.collateral_id, self.flat)
