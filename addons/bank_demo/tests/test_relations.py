# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import TransactionCase, tagged

from .common import make_folder


@tagged("post_install", "-at_install")
class TestRelations(TransactionCase):
    def test_who_may_operate_an_account_is_related_to_its_owner(self):
        report = self.env["bank.demo.import"]._import_folder(make_folder(self))
        self.assertEqual(report.state, "done")
        relation = self.env["bank.relation"].search(
            [("source_key", "=", "berka-disp-900102-relation")]
        )
        self.assertEqual(relation.type_id.code, "account_user")
        self.assertEqual(relation.partner_from_id.source_key, "berka-client-900002")
        self.assertEqual(relation.partner_to_id.source_key, "berka-client-900001")

    def test_the_holding_is_entered_once_and_owned_through_a_chain(self):
        importer = self.env["bank.demo.import"]
        importer._import_folder(make_folder(self))
        groups = self.env["bank.client.group"].search([("kind", "=", "holding")])
        group = groups.filtered(lambda row: len(row.member_ids) == 3)
        self.assertEqual(len(group), 1)
        mill = group.member_ids.partner_id.filtered(
            lambda client: "director" in client.relation_to_ids.type_id.mapped("code")
        )
        rows = mill.with_user(group.manager_id)._find_owners()[mill.id]["rows"]
        shares = sorted(row["share"] for row in rows)
        self.assertEqual(shares, [49.0])
        importer.new()._load_holding()
        self.assertEqual(
            self.env["bank.client.group"].search([("kind", "=", "holding")]), groups
        )
