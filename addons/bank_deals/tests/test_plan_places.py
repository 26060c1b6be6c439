# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime

from odoo.tests import freeze_time, tagged

from .test_sales_plan import PlanCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-03 09:00:00")
class TestPlanPlaces(PlanCommon):
    """What a plan counts stands somewhere, wherever branches and deals have gone."""

    def _create_branch(self, **values):
        return self.env["bank.branch"].create(
            {"name": "Opened", "code": "T-NEW", "parent_id": self.branch.id, **values}
        )

    def _move(self, branch, manager=None):
        manager = manager or self.manager
        self.client.sudo().write({"branch_id": branch.id, "manager_id": manager.id})
        self.env.flush_all()

    def test_a_branch_that_was_opened_later_counts_for_the_one_above(self):
        self._create_worth(500, datetime(2026, 2, 2))
        self._create_worth(1000)
        self._move(self._create_branch())
        self.plan.action_count()
        self.assertEqual((self.middle.fact, self.own.fact), (500, 0))
        self.assertEqual((self.top.fact, self.top.count), (500, 1))
        self.assertEqual(self.top.open, 1000)

    def test_a_branch_that_is_closed_is_not_forgotten(self):
        branch = self._create_branch()
        self._create_worth(500, datetime(2026, 2, 2))
        self._move(branch)
        branch.active = False
        self.plan.action_count()
        self.assertEqual((self.middle.fact, self.top.fact), (500, 500))

    # What has changed since Monday

    def _changes(self, deal, user):
        self.env.flush_all()
        changes = self.env["bank.deal.change"].with_user(user)
        changes.invalidate_model()
        return changes.search([("deal_id", "=", deal.id)])

    def test_a_deal_of_another_branch_leaves_one_forecast_and_comes_to_another(self):
        deal = self._create_worth(1000)
        self.env["bank.deal.snapshot"]._cron_take()
        self.assertFalse(self._changes(deal, self.manager))
        self._move(self.other_branch, self.stranger)
        self.assertRecordValues(
            self._changes(deal, self.manager),
            [
                {
                    "deal_id": deal.id,
                    "branch_id": self.branch.id,
                    "kind": "moved",
                    "change": -100,
                    "stage_before_id": self.need.id,
                    "stage_id": False,
                }
            ],
        )
        self.assertRecordValues(
            self._changes(deal, self.stranger),
            [{"branch_id": self.other_branch.id, "kind": "moved", "change": 100}],
        )
        rows = self._changes(deal, self.env.user)
        self.assertEqual(sum(rows.mapped("change")), 0)
        self.assertEqual(len(set(rows.ids)), 2)

    def test_a_deal_of_another_manager_is_a_change_of_both(self):
        deal = self._create_worth(1000)
        self.env["bank.deal.snapshot"]._cron_take()
        deal.sudo().user_id = self.colleague
        deal.sudo().amount = 3000
        changes = self._changes(deal, self.head)
        self.assertEqual(
            {row.user_id: row.change for row in changes},
            {self.manager: -100, self.colleague: 300},
        )
        deal.sudo().action_set_lost(lost_reason_id=self.reason.id)
        found = {row.user_id: row for row in self._changes(deal, self.head)}
        self.assertEqual(found[self.colleague].kind, "lost")
        self.assertEqual(sum(row.change for row in found.values()), -100)
