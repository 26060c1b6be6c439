# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestProcess(DealCommon):
    """Processes as the business administrator keeps them."""

    def _draft(self, **values):
        return self.process.with_user(self.administrator).copy(
            {"name": "Special", **values}
        )

    def test_the_nearest_category_wins(self):
        special = self._draft(product_category_ids=self.product.category_id.ids)
        self.assertEqual(self._create_deal().process_id, self.process)
        self._put_into_force(special)
        self.assertEqual(self._create_deal().process_id, special)

    def test_a_process_for_companies_does_not_sell_to_persons(self):
        special = self._draft(
            product_category_ids=self.product.category_id.ids, client_kind="company"
        )
        self._put_into_force(special)
        self.assertEqual(self.client.client_kind, "person")
        self.assertEqual(self._create_deal().process_id, self.process)

    def test_running_deals_stay_on_their_version(self):
        deal = self._create_deal()
        action = self.process.with_user(self.administrator).action_new_version()
        draft = self.env["bank.process"].browse(action["res_id"])
        self.assertEqual((draft.version, draft.state), (2, "draft"))
        self.assertEqual(len(draft.stage_ids), len(self.process.stage_ids))
        self._put_into_force(draft)
        self.assertEqual(self.process.state, "retired")
        self.assertEqual(deal.process_id, self.process)
        deal.action_next_stage()
        self.assertEqual(deal.stage_id, self.preliminary)
        self.assertEqual(self._create_deal().process_id, draft)

    def test_a_process_ends_with_its_won_stage_only(self):
        draft = self._draft()
        draft.stage_ids[0].is_won = True
        with self.assertRaisesRegex(UserError, "won"):
            draft.action_publish()

    def test_a_retired_process_takes_no_deals(self):
        self.process.with_user(self.administrator).action_retire()
        with self.assertRaisesRegex(UserError, "No process sells"):
            self._create_deal()
        with self.assertRaisesRegex(UserError, "not in force"):
            self._create_deal(product_id=False, process_id=self.process.id)

    def test_stages_of_a_process_have_no_teams(self):
        draft = self._draft()
        team = self.env["crm.team"].create({"name": "T"})
        with self.assertRaises(ValidationError):
            draft.stage_ids[0].sudo().team_ids = team

    def test_managers_do_not_configure(self):
        with self.assertRaises(AccessError):
            self.process.with_user(self.manager).action_retire()
        with self.assertRaises(AccessError):
            self.need.with_user(self.manager).hint = "x"

    def test_marking_the_won_stage_smuggles_no_code_in(self):
        """Only a system administrator puts code on a stage."""
        action = self.env["ir.actions.server"].create(
            {
                "name": "Code",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "state": "code",
                "code": "pass",
            }
        )
        stage = self._draft().stage_ids[0]
        with self.assertRaises(AccessError):
            stage.write({"is_won": True, "server_action_ids": action.ids})
        self.assertFalse(stage.sudo().server_action_ids)
        stage.write({"is_won": True, "probability": 90})
        self.assertRecordValues(stage, [{"is_won": True, "probability": 90}])

    def test_putting_into_force_is_logged(self):
        draft = self._draft()
        publisher = self._put_into_force(draft).env.user
        self.assertTrue(
            self.env["bank.decision"].search_count(
                [
                    ("kind", "=", "config"),
                    ("res_model", "=", "bank.process"),
                    ("res_id", "=", draft.id),
                    ("actor_id", "=", publisher.id),
                ]
            )
        )

    def test_another_product_before_the_first_gate_changes_the_process(self):
        special = self._draft(product_category_ids=self.other_product.category_id.ids)
        self._put_into_force(special)
        deal = self._create_deal()
        deal.product_id = self.other_product
        self.assertEqual(deal.process_id, special)
        self.assertEqual(deal.stage_id, special.stage_ids[0])
        deal.action_next_stage()
        with self.assertRaisesRegex(UserError, "under way"):
            deal.product_id = self.product

    def test_deals_move_to_the_version_in_force(self):
        deals = self._create_deal() + self._create_deal()
        deals[0].action_next_stage()
        won = self._win(self._create_deal())
        action = self.process.with_user(self.administrator).action_new_version()
        draft = self.env["bank.process"].browse(action["res_id"])
        self._put_into_force(draft)
        migration = (
            self.env["bank.process.migration"]
            .with_user(self.administrator)
            .create({"process_id": self.process.id, "target_id": draft.id})
        )
        self.assertEqual(len(migration.line_ids), 3)
        migration.action_migrate()
        self.assertEqual(migration.moved_count, 2)
        self.assertEqual(deals.process_id, draft)
        self.assertEqual(deals.mapped("stage_id.name"), ["Preliminary Terms", "Need"])
        self.assertEqual(won.process_id, self.process)
