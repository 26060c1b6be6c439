# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_deals.tests.test_deal_performance import ManyDealsCommon

from .test_issue import IssueCommon


@tagged("post_install", "-at_install")
class TestManyDeals(ManyDealsCommon, IssueCommon):
    """Applications and loans of a hundred deals cost as many statements as of one."""

    def test_a_stage_makes_a_hundred_applications_at_the_cost_of_one(self):
        draft = self.process.action_new_version()
        draft = self.env["bank.process"].browse(draft["res_id"])
        draft._get_stages()[1].makes_application = True
        draft.action_publish()
        deals = self._assert_cost_of_one(lambda deals: deals.action_next_stage())
        applications = deals.application_ids
        self.assertEqual(len(applications), self.MANY)
        self.assertEqual(len(set(applications.mapped("name"))), self.MANY)

    def test_a_hundred_decided_loans_are_won_at_the_cost_of_one(self):
        def prepare(deals):
            deals.action_next_stage()
            deals.action_next_stage()
            deals.activity_ids.action_feedback()
            for deal in deals:
                self._approve(deal)

        # thirteen rows of a schedule each
        deals = self._assert_cost_of_one(
            lambda deals: deals.action_next_stage(), prepare=prepare, portions=20
        )
        agreements = deals.sudo().agreement_ids
        self.assertEqual(len(agreements.application_id), self.MANY)
