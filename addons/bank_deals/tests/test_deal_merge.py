# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealMerge(DealCommon):
    def test_merging_keeps_the_furthest_stage_and_deletes_nothing(self):
        first, second = self._create_deal(), self._create_deal(amount=7, term_months=1)
        second.action_next_stage()
        head = (first + second).merge_opportunity()
        self.assertEqual(head, second)
        self.assertEqual(head.stage_id, self.preliminary)
        self.assertTrue(first.exists())
        self.assertEqual(first.won_status, "lost")

    def test_merging_does_not_carry_a_deal_through_a_gate(self):
        first = self._create_deal(amount=7, term_months=1)
        second = self._create_deal()
        head = (first + second).merge_opportunity()
        self.assertEqual(head.stage_id, self.need)

    def test_won_deals_are_not_merged(self):
        won = self._win(self._create_deal())
        with self.assertRaisesRegex(UserError, "closed"):
            (won + self._create_deal()).merge_opportunity()

    def test_deals_of_two_clients_are_not_merged(self):
        other = self.client.copy({"name": "Another client", "inn": False})
        deals = self._create_deal() + self._create_deal(partner_id=other.id)
        with self.assertRaisesRegex(UserError, "one client"):
            deals.merge_opportunity()

    def test_a_deal_is_not_merged_into_a_stock_lead(self):
        lead = self.env["crm.lead"].create({"name": "Plain", "type": "opportunity"})
        with self.assertRaises(UserError):
            (self._create_deal().sudo() + lead).merge_opportunity()

    def test_stock_finds_no_deal_to_join_by_itself(self):
        """Converting and assigning many leads is not stopped by a client's deal."""
        deal = self._create_deal(email_from="twin@example.com")
        lead = self.env["crm.lead"].create(
            {"name": "Plain", "type": "lead", "email_from": "twin@example.com"}
        )
        twin = lead.copy()
        self.assertEqual(deal.email_normalized, lead.email_normalized)
        found = lead._get_lead_duplicates(email=lead.email_from)
        self.assertEqual(found, lead + twin)
        wizard = self.env["crm.lead2opportunity.partner.mass"].with_context(
            active_model="crm.lead", active_ids=(lead + twin).ids, active_id=lead.id
        )
        wizard.create({"deduplicate": True}).action_mass_convert()
        self.assertEqual((lead + twin).exists().type, "opportunity")
        self.assertEqual(deal.won_status, "pending")

    def test_another_branchs_deal_is_not_swallowed(self):
        foreign = self._create_deal(user=self.stranger, partner_id=self.other_client.id)
        with self.assertRaises(AccessError):
            (self._create_deal() + foreign.with_user(self.manager)).merge_opportunity()
        self.assertEqual(foreign.sudo().won_status, "pending")
