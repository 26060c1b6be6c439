# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_deals.tests.test_deal_performance import ManyDealsCommon

from .test_issue import IssueCommon
from .test_structure import StructureCommon


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


@tagged("post_install", "-at_install")
class TestManyStructures(ManyLoansCommon, StructureCommon):
    """What stands behind a hundred loans goes into their agreements as that of one."""

    MANY = 30

    def test_loans_with_guarantors_and_pledges_are_won_at_the_cost_of_one(self):
        def prepare(deals):
            deals.action_next_stage()
            deals.action_next_stage()
            deals.activity_ids.action_feedback()
            for deal in deals:
                self._decide_with_structure(deal)

        deals = self._assert_cost_of_one(
            lambda deals: deals.action_next_stage(), prepare=prepare
        )
        agreements = deals.sudo().agreement_ids
        self.assertEqual(len(agreements.pledge_ids), self.MANY)
        # the policy and the registration of each pledge are awaited
        self.assertGreaterEqual(sum(agreements.mapped("awaited_count")), self.MANY)
        guarantors = agreements.party_ids.filtered(lambda row: row.role == "guarantor")
        self.assertEqual(len(guarantors), self.MANY)

    def _decide_with_structure(self, deal):
        application = self._create_application(deal)
        self.env["bank.application.party"].create(
            {
                "application_id": application.id,
                "partner_id": self.colleague_client.id,
                "role": "guarantor",
            }
        )
        self.env["bank.collateral.pledge"].create(
            {
                "application_id": application.id,
                "collateral_id": self.flat.copy().id,
                "registration": "77-1",
            }
        )
        self._send(application)
        self._decide(application)
        application.action_next_stage()
        application.action_next_stage()
