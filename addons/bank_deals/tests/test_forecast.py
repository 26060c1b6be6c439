# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .test_sales_plan import PlanCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-03 09:00:00")
class TestForecast(PlanCommon):
    """Deals are sure, likely or open in the forecast; the head may say otherwise."""

    def _say(self, deal, category, user=None, note="The board has agreed"):
        deal = deal.with_user(user or self.head)
        deal.write({"forecast_said": category, "forecast_note": note})

    def test_the_probability_says_the_category(self):
        deal = self._create_worth(1000)
        self.assertEqual(deal.forecast_category, "open")
        deal.action_next_stage()
        self.assertEqual((deal.probability, deal.forecast_category), (30, "open"))
        deal.action_next_stage()
        self.assertEqual((deal.probability, deal.forecast_category), (60, "likely"))

    def test_changed_thresholds_sort_all_deals_of_the_process(self):
        deals = self._create_worth(1000) | self._create_worth(2000)
        self._say(deals[1], "sure")
        process = self.process.with_user(self.administrator)
        process.write({"likely_from": 5, "sure_from": 90})
        self.assertEqual(deals.mapped("forecast_category"), ["likely", "sure"])
        process.write({"likely_from": 5, "sure_from": 10})
        self.assertEqual(deals.mapped("forecast_category"), ["sure", "sure"])

    def test_the_head_says_otherwise_and_why(self):
        deal = self._create_worth(1000)
        self._say(deal, "sure")
        self.assertEqual(deal.forecast_category, "sure")
        self.assertEqual(deal.sudo().forecast_said_by_id, self.head)
        deal.action_next_stage()
        self.assertEqual(deal.forecast_category, "sure", "it stands while he says so")
        self._say(deal, False, note=False)
        self.assertEqual(deal.forecast_category, "open")
        with self.assertRaisesRegex(UserError, "Say why"):
            self._say(deal, "likely", note=" ")

    def test_nobody_but_the_head_says_it(self):
        deal = self._create_worth(1000)
        with self.assertRaises(AccessError):
            self._say(deal, "sure", self.manager)
        with self.assertRaises(AccessError):
            deal.forecast_category = "sure"
        with self.assertRaises(AccessError):
            deal.with_user(self.head).forecast_said_by_id = self.manager
        forged = self.env["crm.lead"].with_user(self.manager)
        forged = forged.with_context(default_forecast_said="sure")
        other = forged.create(
            {
                "partner_id": self.client.id,
                "product_id": self.product.id,
                "forecast_said": "sure",
            }
        )
        self.assertEqual(other.forecast_category, "open")

    def test_the_plan_adds_the_categories_up(self):
        sure, likely, _open = (self._create_worth(worth) for worth in (1000, 200, 30))
        self._say(sure, "sure")
        self._say(likely, "likely")
        self.plan.action_count()
        for line in (self.own, self.middle, self.top):
            self.assertRecordValues(line, [{"sure": 1000, "likely": 200, "open": 1230}])
