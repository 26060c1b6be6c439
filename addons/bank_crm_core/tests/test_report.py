# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from .common import BankCoreCommon

REPORT = "bank_crm_core.client_statement_report"


@tagged("post_install", "-at_install")
class TestReport(BankCoreCommon):
    def _print(self, clients, user):
        reports = self.env["ir.actions.report"].with_user(user)
        content, kind = reports._render_qweb_pdf(REPORT, clients.ids)
        self.assertEqual(kind, "pdf")
        reader = PdfFileReader(io.BytesIO(content))
        return [page.extractText() for page in reader.pages]

    def test_statement_of_one_and_of_several_clients(self):
        self._create_agreement(number="КД-7")
        self._create_agreement(number="OLD-1").sudo()._transition("closed")
        (page,) = self._print(self.client, self.manager)
        self.assertIn("КД-7", page)
        self.assertNotIn("OLD-1", page)
        pages = self._print(self.client | self.colleague_client, self.manager)
        self.assertEqual(len(pages), 2)
        self.assertIn("Щербаков", pages[0])
        self.assertIn("Сидорова", pages[1])

    def test_statement_stops_at_the_wall(self):
        for user in (self.manager, self.employee):
            with self.assertRaises(AccessError):
                self._print(self.other_client, user)
