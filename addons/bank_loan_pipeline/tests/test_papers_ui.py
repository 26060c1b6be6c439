# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .papers_common import PapersCommon

ADDONS = (
    "web",
    "bank_base",
    "bank_document",
    "bank_crm_core",
    "bank_approval",
    "bank_loan_pipeline",
)


@tagged("post_install", "-at_install")
class TestPapersTour(PapersCommon, TourCase):
    def test_papers_are_printed_and_come_back_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        modules = self.env["ir.module.module"].search([("name", "in", ADDONS)])
        modules._update_translations(["ru_RU"])
        self._approve()
        self.manager.lang = "ru_RU"
        self.client.city = False
        self.start_tour(
            f"/odoo/bank-applications/{self.application.id}",
            "bank_loan_papers_tour",
            login=self.manager.login,
            timeout=180,
        )
        papers = self.application.document_ids
        self.assertEqual(
            sorted(papers.filtered("slot_id").mapped("slot_id.type_id.code")),
            ["loan_schedule"],
        )
        self.assertEqual(len(papers.filtered(lambda row: row.source == "printed")), 4)
