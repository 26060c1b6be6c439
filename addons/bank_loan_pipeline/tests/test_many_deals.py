# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_deals.tests.test_deal_performance import ManyDealsCommon

from .test_issue import IssueCommon


class ManyLoansCommon(ManyDealsCommon, IssueCommon):
    """Deals of clients who may borrow."""

    def _prepare_clients(self, clients):
        """Clients of an age to borrow, who live on something and owe."""
        clients.write({"birth_date": "1985-05-20"})
        rows = [("income", "salary", 100_000), ("expense", "loans", 5_000)]
        self.env["bank.client.income"].create(
            [
                {
                    "partner_id": client.id,
                    "direction": direction,
                    "source": source,
                    "amount": amount,
                }
                for client in clients
                for direction, source, amount in rows
            ]
        )


@tagged("post_install", "-at_install")
class TestManyDeals(ManyLoansCommon):
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
        self.assertEqual(set(applications.mapped("income_month")), {100_000})
        self.assertEqual(set(applications.mapped("debt_month")), {5_000})

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
