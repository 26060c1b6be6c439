# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from .test_relation import RelationCommon


@tagged("post_install", "-at_install")
class TestRelationFeed(RelationCommon):
    def _feed(self, *rows):
        for number, client in enumerate(
            (self.client, self.colleague_client, self.firm)
        ):
            client.source_key = f"c{number}"
        common = {"partner_from": "c0", "partner_to": "c2", "type": "founder"}
        return self.env["bank.relation"]._upsert([{**common, **row} for row in rows])

    def test_feed_enters_what_the_orm_would(self):
        report = self._feed(
            {"source_key": "r1", "share": 25.5, "date_from": "2026-01-01"},
            {"source_key": "r2", "type": "nobody"},
            {"source_key": "r3", "partner_from": "c2"},
            {"source_key": "r4", "date_from": "2026-02-01"},
            {"source_key": "r5", "type": "spouse", "partner_to": "c1"},
            {
                "source_key": "r6",
                "type": "spouse",
                "partner_from": "c1",
                "partner_to": "c0",
            },
        )
        self.assertEqual(report["created"], 2)
        refused = {row["source_key"] for row in report["refused"]}
        self.assertEqual(refused, {"r2", "r3", "r4", "r6"})
        relation = self.env["bank.relation"].search([("source_key", "=", "r1")])
        made = self._relate(
            "founder",
            self.colleague_client,
            self.firm,
            share=25.5,
            date_from="2026-01-01",
            source="feed",
        )
        names = (
            "type_id",
            "is_symmetric",
            "partner_to_id",
            "branch_from_id",
            "branch_to_id",
            "share",
            "date_from",
            "source",
        )
        for name in names:
            with self.subTest(field=name):
                self.assertEqual(relation[name], made[name])
        report = self._feed(
            {"source_key": "r1", "share": 25.5, "date_from": "2026-01-01"}
        )
        self.assertEqual(report["unchanged"], 1)

    def test_a_merge_moves_relations_and_loses_none(self):
        double = self._create_client("Щербаков Пётр")
        moved = self._relate("lawyer", double, self.firm)
        self._relate("director", self.client, self.firm)
        clash = self._relate("director", double, self.firm)
        itself = self._relate("relative", double, self.client)
        steward = self._create_user(
            "steward", "bank_crm_core.group_crm_data_steward", self.region
        )
        merge = (
            self.env["bank.client.merge"]
            .with_user(steward)
            .create(
                {
                    "partner_id": self.client.id,
                    "partner_ids": [Command.set((self.client | double).ids)],
                }
            )
        )
        merge.action_merge()
        self.env.invalidate_all()
        self.assertEqual(moved.partner_from_id, self.client)
        self.assertEqual(clash.partner_from_id, double)
        self.assertEqual(itself.partner_from_id, double)
        kept = merge.move_ids.filtered(
            lambda move: move.table_name == "bank_relation" and move.state == "kept"
        )
        self.assertEqual(
            sorted(move.row_key["id"] for move in kept), sorted((clash | itself).ids)
        )
