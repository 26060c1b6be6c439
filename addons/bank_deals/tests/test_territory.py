# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from .inquiry_common import InquiryCommon
from .test_sales_plan import PlanCommon


@tagged("post_install", "-at_install")
class TestTerritory(InquiryCommon):
    """What comes from a territory goes to its branch and by its rules."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        territories = cls.env["bank.territory"]
        cls.north = territories.create({"name": "North", "branch_id": cls.branch.id})
        cls.coast = territories.create(
            {"name": "Coast", "parent_id": cls.north.id, "cities": "Кемь, г. Беломорск"}
        )

    def test_a_request_goes_to_the_branch_of_its_territory(self):
        self.assertEqual(self._submit(city="Беломорск").branch_id, self.branch)
        self.assertEqual(self._submit(city="Ялта").branch_id, self.other_branch)

    def test_a_branch_that_names_the_city_goes_before(self):
        self.other_branch.cities = "Кемь"
        self.assertEqual(self._submit(city="кемь").branch_id, self.other_branch)

    def test_a_rule_asks_for_the_territory(self):
        other = self.queue.copy({"name": "North"})
        self.category.referral_queue_id = False
        self.env["bank.routing.rule"].create(
            {
                "name": "North",
                "model": "bank.inquiry",
                "domain": f"[('territory_id', 'child_of', {self.north.id})]",
                "queue_id": other.id,
            }
        )
        self.assertEqual(self._submit(city="Кемь").queue_id, other)
        self.assertNotEqual(self._submit(city="Тверь").queue_id, other)

    def test_a_deal_is_where_its_client_lives(self):
        self.client.city = "г. Кемь"
        deal = self._create_deal()
        self.assertEqual(deal.territory_id, self.coast)
        far = self.env["bank.territory"].create({"name": "Far", "cities": "Чита"})
        self.client.city = "Чита"
        self.assertEqual(self._create_deal().territory_id, far)

    def test_open_deals_follow_the_map_and_closed_ones_do_not(self):
        self.client.city = "Онега"
        deal, lost = self._create_deal(), self._create_deal()
        lost.action_set_lost(lost_reason_id=self.reason.id)
        self.assertFalse(deal.territory_id)
        self.coast.cities = "Кемь, Онега"
        self.assertEqual(deal.territory_id, self.coast)
        self.assertFalse(lost.territory_id)

    def test_the_city_of_a_request_reaches_the_deal(self):
        inquiry = self._submit(city="Кемь")
        inquiry.with_user(self.manager).action_take()
        deal = self._qualify(inquiry, is_new_client=True)
        self.assertEqual(deal.territory_id, self.coast)

    def test_a_place_belongs_to_one_territory(self):
        with self.assertRaises(ValidationError):
            self.env["bank.territory"].create({"name": "South", "cities": "кемь"})

    def test_nobody_moves_a_deal_or_the_map(self):
        deal = self._create_deal()
        for user in (self.manager, self.head):
            with self.assertRaises(AccessError):
                deal.with_user(user).territory_id = self.coast
            with self.assertRaises(AccessError):
                self.coast.with_user(user).cities = "Тверь"


@tagged("post_install", "-at_install")
@freeze_time("2026-06-03 09:00:00")
class TestTerritoryPlan(PlanCommon):
    def test_a_plan_for_a_territory_counts_its_places_alone(self):
        north = self.env["bank.territory"].create({"name": "North"})
        self.env["bank.territory"].create(
            {"name": "Coast", "parent_id": north.id, "cities": "Кемь"}
        )
        self._create_worth(300)
        self.client.city = "Кемь"
        self._create_worth(70)
        plan = self._create_plan(territory_id=north.id)
        plan.action_build()
        line = plan.line_ids.filtered(
            lambda row: row.branch_id == self.region and not row.user_id
        )
        # the first deal has gone with its client
        self.assertEqual(line.open, 370)
        self._create_worth(500, partner_id=self.colleague_client.id)
        plan.action_count()
        self.assertEqual(line.open, 370)
        with self.assertRaises(ValidationError):
            self._create_plan(territory_id=north.id)
