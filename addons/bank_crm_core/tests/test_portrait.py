# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .test_relation import RelationCommon


@tagged("post_install", "-at_install")
class TestPortrait(RelationCommon):
    """Segments by whom clients stand next to, what they earn, when they do business."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.analyst = cls._create_user(
            "analyst_p", "bank_crm_core.group_crm_analyst", cls.branch
        )
        cls.director, cls.founder = (
            cls._create_client(name) for name in ("Директоров Иван", "Основателев Олег")
        )
        cls._relate("director", cls.director, cls.firm)
        cls._relate("founder", cls.founder, cls.firm, share=60)

    def _create_segment(self, **line):
        values = {"name": "Portrait", "line_ids": [Command.create(line)]}
        return self.env["bank.segment"].with_user(self.analyst).create(values)

    def _find(self, **line):
        segment = self._create_segment(**line)
        segment.action_refresh()
        held = self.env["res.partner"].search([("segment_ids", "in", segment.ids)])
        ours = self.director | self.founder | self.firm | self.client
        return held & (ours | self.colleague_client | self.other_client)

    def _find_related(self, *codes, side="any", **line):
        types = self.env["bank.relation.type"].union(*(self.types[c] for c in codes))
        return self._find(
            source="relation",
            relation_type_ids=[Command.set(types.ids)],
            relation_side=side,
            **line,
        )

    def test_directors_of_companies_and_companies_of_directors(self):
        self.assertEqual(self._find_related("director", side="from"), self.director)
        self.assertEqual(self._find_related("director", side="to"), self.firm)
        self.assertEqual(self._find_related("director"), self.director | self.firm)
        everybody = self.director | self.founder | self.firm
        self.assertEqual(self._find_related(), everybody)

    def test_who_stands_next_to_whom(self):
        """Directors whose company is among those that keep a deposit with us."""
        rich = self._create_segment(
            source="client", domain=f"[('id', '=', {self.firm.id})]"
        )
        rich.action_refresh()
        poor = self._create_segment(source="age", number_from=200)
        for segment, found in ((rich, self.director), (poor, self.client.browse())):
            self.assertEqual(
                self._find_related(
                    "director", side="from", segment_ids=[Command.set(segment.ids)]
                ),
                found,
            )
        words = self._create_segment(
            source="relation",
            relation_type_ids=[Command.set(self.types["director"].ids)],
            relation_side="from",
        ).line_ids.summary
        self.assertIn(self.types["director"].display_name, words)
        self.assertIn("first", words)

    def test_a_relation_that_has_ended_is_no_portrait(self):
        self.director.relation_from_ids.date_to = "2020-01-01"
        self.assertFalse(self._find_related("director"))

    def test_nobody_learns_whom_somebody_behind_a_wall_is_next_to(self):
        hidden = self.env["bank.segment"].create(
            {"name": "Hidden", "kind": "fixed", "is_shared": True}
        )
        hidden.sudo()._add_clients(self.other_firm)
        self._relate("director", self.client, self.other_firm)
        asked = {"side": "from", "segment_ids": [Command.set(hidden.ids)]}
        self.assertFalse(self._find_related("director", **asked))
        self.analyst.branch_ids |= self.other_branch
        self.assertEqual(self._find_related("director", **asked), self.client)

    def test_what_they_earn_together(self):
        for client, amounts in (
            (self.client, (60000, 50000)),
            (self.colleague_client, (60000,)),
            (self.other_client, (500000,)),
        ):
            self.env["bank.client.income"].create(
                [{"partner_id": client.id, "amount": amount} for amount in amounts]
            )
        self.env["bank.client.income"].create(
            [
                {
                    "partner_id": self.colleague_client.id,
                    "amount": 90000,
                    "date": "2020-01-01",
                    "date_end": "2020-12-31",
                },
                {
                    "partner_id": self.colleague_client.id,
                    "amount": 90000,
                    "direction": "expense",
                    "source": "housing",
                },
            ]
        )
        rich = self._find(source="income", number_from=100000)
        self.assertEqual(rich, self.client)
        both = self._find(source="income", number_from=1)
        self.assertEqual(both, self.client | self.colleague_client)
        poor = self._find(source="income", number_to=60000)
        self.assertEqual(poor, self.colleague_client)

    def test_a_season_that_begins(self):
        months = self.env["bank.month"].search([("number", "in", (5, 6, 7))])
        self.firm.season_month_ids = months
        segment = self._create_segment(source="season", days=45)
        path = "odoo.fields.Date.context_today"
        for day, is_found in (
            ("2026-03-10", False),
            ("2026-03-20", True),
            ("2026-05-01", True),
            # it has begun
            ("2026-05-02", False),
            ("2026-06-15", False),
        ):
            with (
                self.subTest(day=day),
                patch(path, return_value=fields.Date.to_date(day)),
            ):
                found = self.firm.search(segment._get_client_domain())
                self.assertEqual(self.firm in found, is_found)
