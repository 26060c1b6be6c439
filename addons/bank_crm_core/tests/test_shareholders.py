# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo import fields
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .test_relation import RelationCommon


@tagged("post_install", "-at_install")
class TestShareholders(RelationCommon):
    """The register of shareholders on the card of a company."""

    def _read(self, user=None, day=None):
        self.env.invalidate_all()
        return self.firm.with_user(user or self.manager)._find_shareholders(day)[
            self.firm.id
        ]

    def test_the_whole_needs_no_remark(self):
        since = date(2024, 3, 1)
        self._relate("founder", self.client, self.firm, share=60, date_from=since)
        self._relate("founder", self.colleague_client, self.firm, share=40)
        self._relate("director", self.client, self.firm)
        found = self._read()
        self.assertEqual(
            [(row["id"], row["share"]) for row in found["rows"]],
            [(self.client.id, "60"), (self.colleague_client.id, "40")],
        )
        self.assertEqual(found["total"], "100")
        self.assertFalse(found["remark"])
        card = str(self.firm.with_user(self.manager).shareholders)
        self.assertIn("Щербаков Пётр Ильич", card)
        self.assertIn("2024", card)

    def test_what_is_missing_is_said(self):
        self._relate("founder", self.client, self.firm, share=33.3333)
        self.assertIn("33.3333 %, not 100 %", self._read()["remark"])
        self.assertIn("66.6667 %", self._read()["remark"])
        self._relate("founder", self.colleague_client, self.firm)
        self.assertIn("is not known", self._read()["remark"])
        self.assertIn("not known", str(self.firm.with_user(self.manager).shareholders))

    def test_it_is_that_of_a_day(self):
        self._relate("founder", self.client, self.firm, share=100, date_to="2024-12-31")
        self._relate(
            "founder",
            self.colleague_client,
            self.firm,
            share=100,
            date_from="2025-01-01",
        )
        then = self._read(day=fields.Date.to_date("2024-06-01"))
        self.assertEqual([row["id"] for row in then["rows"]], [self.client.id])
        now = self._read()
        self.assertEqual([row["id"] for row in now["rows"]], [self.colleague_client.id])

    def test_without_shareholders_it_says_so(self):
        self.assertFalse(self._read()["rows"])
        card = str(self.firm.with_user(self.manager).shareholders)
        self.assertIn("No shareholder is entered", card)
        self.assertFalse(self.client.with_user(self.manager).shareholders)

    def test_as_many_queries_for_ten_companies_as_for_one(self):
        firms = self.firm
        for number in range(10):
            firm = self._create_client(f"ООО Десять {number}", client_kind="company")
            self._relate("founder", self.client, firm, share=number + 1)
            firms |= firm
        counts = []
        for some in (firms[1:2], firms):
            find = some.with_user(self.manager)._find_shareholders
            counts.append(count_queries(self.env, find))
        self.assertEqual(*counts)
