# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..wizards import bank_deal_selection
from .common import DealCommon


@tagged("post_install", "-at_install")
class TestSelection(DealCommon):
    """Clients are selected for a sale: a deal of each, and who gets none is told."""

    def _select(self, clients, user=None, **values):
        action = clients.with_user(user or self.manager).action_select_for_sale()
        dialog = (
            self.env[action["res_model"]]
            .with_user(user or self.manager)
            .with_context(**action["context"])
            .create({"product_id": self.product.id, **values})
        )
        dialog.action_open_deals()
        return dialog

    def _find_deals(self, clients):
        return self.env["crm.lead"].search([("partner_id", "in", clients.ids)])

    def test_a_manager_works_on_those_whom_he_has_selected(self):
        other = self._create_client("Second")
        campaign = self.env["utm.campaign"].create({"name": "Spring"})
        dialog = self._select(self.client | other, campaign_id=campaign.id)
        deals = self._find_deals(self.client | other)
        self.assertEqual((dialog.opened_count, len(deals)), (2, 2))
        self.assertEqual((deals.stage_id, deals.user_id), (self.need, self.manager))
        self.assertEqual(deals.campaign_id, campaign)
        shown = dialog.action_show_deals()
        self.assertEqual(self.env["crm.lead"].search(shown["domain"]), deals)

    def test_a_head_leaves_them_to_the_managers_of_the_clients(self):
        self._select(self.client | self.colleague_client, user=self.head)
        deals = self._find_deals(self.client | self.colleague_client)
        self.assertEqual(
            {deal.partner_id: deal.user_id for deal in deals},
            {self.client: self.manager, self.colleague_client: self.colleague},
        )

    def test_who_has_an_open_deal_stays_with_it_and_is_told(self):
        first = self._create_deal(name="The first one")
        other = self._create_client("Second")
        dialog = self._select(self.client | other)
        self.assertEqual(self._find_deals(self.client), first)
        self.assertEqual(dialog.opened_count, 1)
        self.assertIn("The first one", dialog.stayed)
        self.assertNotIn("Second", dialog.stayed)

    def test_a_colleagues_deal_is_not_opened_twice_and_not_named(self):
        self._create_deal(user=self.colleague, name="Hidden")
        other = self._create_client("Second")
        dialog = self._select(self.client | other)
        self.assertEqual(len(self._find_deals(self.client)), 1)
        self.assertEqual(dialog.opened_count, 1)
        self.assertIn("a colleague has an open deal", dialog.stayed)
        self.assertNotIn("Hidden", dialog.stayed)
        shown = dialog.action_show_deals()
        self.assertEqual(
            self.env["crm.lead"].search(shown["domain"]), self._find_deals(other)
        )

    def test_what_no_process_sells_to_him_is_told(self):
        self.process.action_retire()
        self.env["bank.process"].create(
            {
                "name": "Companies alone",
                "client_kind": "company",
                "stage_ids": [
                    Command.create({"name": "Need", "sequence": 1}),
                    Command.create({"name": "Won", "sequence": 2, "is_won": True}),
                ],
            }
        ).action_publish()
        dialog = self._select(self.client)
        self.assertFalse(dialog.opened_count)
        self.assertIn("no process sells it", dialog.stayed)

    def test_a_client_of_another_branch_is_not_selected(self):
        with self.assertRaises(AccessError):
            self.other_client.with_user(self.manager).action_select_for_sale()
        dialogs = self.env["bank.deal.selection"].with_user(self.manager)
        with self.assertRaises(AccessError):
            dialogs.create(
                {
                    "product_id": self.product.id,
                    "partner_ids": [Command.set(self.other_client.ids)],
                }
            ).action_open_deals()
        self.assertFalse(self._find_deals(self.other_client))

    def test_no_more_than_can_be_worked_on(self):
        self.patch(bank_deal_selection, "MOST", 1)
        with self.assertRaises(UserError):
            self._select(self.client | self._create_client("Second"))
