# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from functools import partial

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .test_relation import RelationCommon


@tagged("post_install", "-at_install")
class TestOwnership(RelationCommon):
    """Ultimate owners on the card of a company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.upper = cls._create_client("ООО Верхняя", client_kind="company")

    def _read(self, company=None, user=None):
        company = (company or self.firm).with_user(user or self.manager)
        self.env.invalidate_all()
        return company._find_owners()[company.id]

    def _get_shares(self, **kwargs):
        return {row["id"]: row["share"] for row in self._read(**kwargs)["rows"]}

    def test_shares_through_a_chain_are_explained(self):
        self._relate("founder", self.client, self.upper, share=60)
        self._relate("founder", self.upper, self.firm, share=50)
        self._relate("founder", self.client, self.firm, share=10)
        found = self._read()
        rows = {row["id"]: row for row in found["rows"]}
        self.assertEqual(rows[self.client.id]["share"], 40)
        self.assertTrue(rows[self.client.id]["is_beneficial"])
        self.assertEqual(
            rows[self.client.id]["chains"],
            [
                "Щербаков Пётр Ильич: 60 % of “ООО Верхняя” → "
                "50 % of “ООО Ромашка” = 30 %"
            ],
        )
        self.assertEqual(found["unknown"], 60)
        owners = str(self.firm.with_user(self.manager).owners)
        self.assertIn("Beneficial owner", owners)
        self.assertIn("Owners of 60 % are not known", owners)

    def test_a_circle_with_a_way_out(self):
        self._relate("founder", self.firm, self.upper, share=90)
        self._relate("founder", self.upper, self.firm, share=100)
        self._relate("founder", self.client, self.upper, share=10)
        self.assertEqual(self._get_shares(), {self.client.id: 100})

    def test_a_closed_circle_is_named(self):
        self._relate("founder", self.firm, self.upper, share=100)
        self._relate("founder", self.upper, self.firm, share=100)
        found = self._read()
        self.assertEqual(sorted(found["circle"]), ["ООО Верхняя", "ООО Ромашка"])
        self.assertFalse(found["rows"])
        card = str(self.firm.with_user(self.manager).owners)
        for words in ("ООО Верхняя", "ООО Ромашка", "own one another"):
            self.assertIn(words, card)

    def test_a_quarter_is_not_more_than_a_quarter(self):
        self._relate("founder", self.client, self.firm, share=25)
        self._relate("founder", self.colleague_client, self.firm, share=25.01)
        rows = {row["id"]: row["is_beneficial"] for row in self._read()["rows"]}
        self.assertEqual(rows, {self.client.id: False, self.colleague_client.id: True})

    def test_who_decides_stands_beside_the_shares(self):
        self._relate("director", self.client, self.firm)
        self._relate("influence", self.colleague_client, self.firm)
        self.assertEqual(
            sorted(self._read()["deciding"]),
            [
                ("Director", "Щербаков Пётр Ильич"),
                ("Influences Decisions", "Сидорова Анна"),
            ],
        )

    def test_ended_shares_and_companies_beside_are_left_out(self):
        self._relate("founder", self.client, self.firm, share=90, date_to="2020-01-01")
        self._relate(
            "founder",
            self.colleague_client,
            self.firm,
            share=90,
            date_from="2020-01-02",
        )
        self._relate("founder", self.client, self.upper, share=100)
        self.assertEqual(self._get_shares(), {self.colleague_client.id: 90})

    def test_the_chain_ends_at_the_wall(self):
        """The owner's owner behind another wall is not named, and not denied."""
        self._relate("founder", self.other_firm, self.firm, share=100)
        self._relate("founder", self.other_client, self.other_firm, share=100)
        found = self._read()
        self.assertEqual([row["id"] for row in found["rows"]], [self.other_firm.id])
        self.assertTrue(found["is_cut"])
        found = self._read(user=self.auditor)
        self.assertEqual([row["id"] for row in found["rows"]], [self.other_client.id])
        self.assertFalse(found["is_cut"])

    def test_queries_do_not_grow_with_the_chain(self):
        upper = self.firm
        for number in range(15):
            company = self._create_client(f"Звено {number}", client_kind="company")
            self._relate("founder", company, upper, share=90)
            upper = company
        self._relate("founder", self.client, self.upper, share=90)
        costs = []
        for company in (self.upper, self.firm):
            read = partial(company.with_user(self.manager).read, ["owners"])
            costs.append(count_queries(self.env, read))
        self.assertEqual(*costs)
