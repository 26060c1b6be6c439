# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import psycopg2

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import BankReportCommon


@tagged("post_install", "-at_install")
class TestLetterhead(BankReportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head_office, cls.region, cls.desk = cls.branches
        cls.region.parent_id = cls.head_office
        cls.desk.parent_id = cls.region
        cls.letterhead = cls.env["bank.letterhead"].create(
            {
                "branch_id": cls.head_office.id,
                "name": "Банк Развития",
                "requisites": "БИК 044525225\n\nИНН 7707083893",
                "footer": "Лицензия № 1481",
            }
        )

    def test_nearest_letterhead_up_the_tree(self):
        page = self._read_pages(self._print(self.desk))[0]
        for text in ("Банк Развития", "БИК 044525225", "Лицензия № 1481", "Branch 2"):
            self.assertIn(text, page)
        self.letterhead.copy({"branch_id": self.region.id, "footer": "Регион"})
        self.assertIn("Регион", self._read_pages(self._print(self.desk))[0])
        self.assertNotIn("Регион", self._read_pages(self._print(self.head_office))[0])

    def test_several_records_print_each_on_its_own(self):
        self.letterhead.copy({"branch_id": self.region.id, "footer": "Регион"})
        for numbering in ("record", "file"):
            self.report.page_numbering = numbering
            pages = self._read_pages(self._print(self.branches))
            self.assertEqual(
                ["Регион" in page for page in pages], [False, True, True], numbering
            )

    def test_company_stands_in(self):
        self.letterhead.active = False
        self.env.company.write({"name": "Banka", "vat": "7707083893"})
        page = self._read_pages(self._print(self.desk))[0]
        self.assertIn("Banka", page)
        self.assertIn("7707083893", page)

    @mute_logger("odoo.sql_db")
    def test_one_letterhead_a_branch(self):
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.cr.savepoint():
            self.letterhead.copy()
        self.letterhead.active = False
        self.env.flush_all()
        self.letterhead.copy({"active": True})

    def test_only_business_administrators_change_it(self):
        letterhead = self.letterhead.with_user(self.employee)
        self.assertEqual(letterhead.footer, "Лицензия № 1481")
        with self.assertRaises(AccessError):
            letterhead.requisites = "р/с 40817810000000000666"
        with self.assertRaises(AccessError):
            letterhead.copy({"branch_id": self.region.id})

    def test_change_of_requisites_is_a_decision(self):
        decisions = self.env["bank.decision"]
        domain = [
            ("res_model", "=", "bank.letterhead"),
            ("res_id", "=", self.letterhead.id),
        ]
        before = decisions.search_count(domain)
        self.letterhead.requisites = "БИК 044525999"
        self.assertEqual(decisions.search_count(domain), before + 1)
