# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestStay(DealCommon):
    """The log of stages: how long, against the limit, against deals that were won."""

    def _age(self, deal, days):
        """Let the stay that begins now have begun so many days ago."""
        self.env.flush_all()
        moment = fields.Datetime.now() - timedelta(days=days)
        self.cr.execute(
            "UPDATE crm_lead SET create_date = %s, date_last_stage_update = %s "
            "WHERE id = %s",
            (moment, moment, deal.id),
        )
        deal.invalidate_recordset()

    @classmethod
    def _create_deal(cls, **values):
        deal = super()._create_deal(**values)
        return deal.with_context(tracking_disable=False, mail_notrack=False)

    def _move(self, deal):
        deal.action_next_stage()
        self.cr.precommit.run()
        self.env.flush_all()

    def _stays(self, deal, user=None):
        stays = self.env["bank.deal.stay"].with_user(user or self.manager)
        return stays.search([("deal_id", "=", deal.id)], order="date_entered, id")

    def test_every_move_leaves_a_stay(self):
        deal = self._create_deal()
        self.cr.precommit.run()
        self._age(deal, 7)
        self._move(deal)
        past, present = self._stays(deal)
        self.assertEqual((past.stage_id, past.next_stage_id), self._pair())
        self.assertAlmostEqual(past.days, 7, places=2)
        self.assertEqual(past.moved_by_id, self.manager)
        self.assertEqual((past.limit_days, past.is_over), (5, True))
        self.assertEqual(present.stage_id, self.preliminary)
        self.assertFalse(present.date_left or present.is_over)
        self.assertLess(present.days, 1)
        self.assertEqual(past.action_open_deal()["res_id"], deal.id)

    def _pair(self):
        return (self.need, self.preliminary)

    def test_a_closed_deal_stands_nowhere(self):
        deal = self._create_deal()
        self.cr.precommit.run()
        deal.action_set_lost(lost_reason_id=self.reason.id)
        self.env.flush_all()
        self.assertFalse(self._stays(deal))

    def test_similar_deals_stand_beside(self):
        for _number in range(5):
            deal = self._create_deal()
            self.cr.precommit.run()
            self._age(deal, 3)
            self._move(deal)
            deal.write({"amount": 1000, "term_months": 1})
            self._move(deal)
            deal.activity_ids.action_feedback()
            self._move(deal)
        deal = self._create_deal()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertAlmostEqual(self._stays(deal).usual_days, 3, places=1)

    def test_another_branch_sees_none(self):
        deal = self._create_deal()
        self.env.flush_all()
        self.assertTrue(self._stays(deal))
        self.assertFalse(self._stays(deal, self.stranger))
        with self.assertRaises(AccessError):
            deal.with_user(self.stranger).action_open_stays()

    def test_the_list_costs_the_same_for_many(self):
        deals = [self._create_deal() for _number in range(3)]
        self.env.flush_all()
        action = deals[0].action_open_stays()
        self.assertEqual(action["domain"], [("deal_id", "=", deals[0].id)])

        def count(found):
            stays = self.env["bank.deal.stay"]
            domain = [("deal_id", "in", [deal.id for deal in found])]
            return count_queries(
                self.env, lambda: stays.search(domain).mapped("usual_days")
            )

        self.assertEqual(count(deals[:1]), count(deals))

    def test_nobody_writes_the_log(self):
        deal = self._create_deal()
        self.env.flush_all()
        for user in (self.manager, self.head):
            stay = self._stays(deal, user)
            with self.assertRaises(AccessError):
                stay.write({"days": 1})
            with self.assertRaises(AccessError):
                stay.unlink()
