# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.bank_base.tests.common import TourCase, count_queries

from .common import DealCommon


class PlanCommon(DealCommon):
    """A plan of the region, whose head is ``head``, with a branch of two managers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan()
        cls.plan.action_build()
        cls.top = cls._line(cls.region)
        cls.middle = cls._line(cls.branch)
        cls.own = cls._line(cls.branch, cls.manager)
        cls.others = cls._line(cls.branch, cls.colleague)

    @classmethod
    def _create_plan(cls, user=None, **values):
        plans = cls.env["bank.sales.plan"].with_user(user or cls.head)
        return plans.create(
            {
                "name": "2026",
                "date_start": "2026-01-01",
                "date_end": "2026-12-31",
                "branch_id": cls.region.id,
                **values,
            }
        )

    @classmethod
    def _line(cls, branch, user=None):
        lines = cls.env["bank.sales.plan.line"].with_user(cls.head)
        user_id = user.id if user else False
        domain = [("branch_id", "=", branch.id), ("user_id", "=", user_id)]
        return lines.search(domain)

    @classmethod
    def _create_worth(cls, worth, day=None, **values):
        """Return a deal in work, or one that was won on a day."""
        deal = cls._create_deal(amount=worth, term_months=12, **values)
        if day:
            deal.flush_recordset()
            cls.env.cr.execute(
                "UPDATE crm_lead SET won_status = 'won', date_closed = %s WHERE id = %s",
                (day, deal.id),
            )
            deal.invalidate_recordset()
        return deal


@tagged("post_install", "-at_install")
@freeze_time("2026-06-03 09:00:00")
class TestSalesPlan(PlanCommon):
    """Targets from the bank down to each employee, fact and forecast beside them."""

    def test_every_branch_and_seller_has_a_line_once(self):
        self.plan.action_build()
        whose = self.plan.line_ids.mapped(lambda line: (line.branch_id, line.user_id))
        self.assertEqual(len(whose), len(set(whose)))
        self.assertEqual(self.middle.parent_id, self.top)
        self.assertEqual(self.own.parent_id, self.middle)
        self.assertNotIn(self.operator, self.plan.line_ids.user_id)
        self.assertNotIn(self.other_branch, self.plan.line_ids.branch_id)

    def test_a_branch_that_was_opened_later_counts_for_the_one_above_it(self):
        office = self.env["bank.branch"].create(
            {"name": "New Office", "code": "t_office", "parent_id": self.branch.id}
        )
        deal = self._create_worth(500, "2026-03-01")
        self.env.cr.execute(
            "UPDATE crm_lead SET branch_id = %s WHERE id = %s", (office.id, deal.id)
        )
        deal.invalidate_recordset()
        self.plan.action_count()
        self.assertEqual((self.middle.fact, self.top.fact), (500, 500))
        self.assertFalse(self.own.fact)

    def test_a_plan_has_one_fact_whoever_counts(self):
        self.branch.company_id.partner_id.tz = "Europe/Moscow"
        self._create_worth(500, day="2025-12-31 22:00:00")
        for zone in ("UTC", "Europe/Moscow", "Asia/Vladivostok", False):
            self.plan.with_context(tz=zone).action_count()
            self.assertEqual(self.own.fact, 500, zone)

    def test_a_target_given_below_sums_to_the_whole(self):
        self.middle.target = 1_000_001
        self.middle._spread("equal", is_deep=False)
        self.assertEqual(self.middle.child_sum, 1_000_001)
        self.assertEqual(abs(self.own.target - self.others.target), 1)
        self.own.target = 1
        self.assertEqual(self.middle.difference, 1_000_000 - self.others.target)

    def test_who_gives_does_not_give_to_himself(self):
        line = self._line(self.region, self.head)
        self.top.target = 900
        self.top._spread("equal", is_deep=True)
        self.assertEqual((line.target, self.middle.target), (0, 900))
        line.sudo().target = 100
        self.top._spread("equal", is_deep=True)
        self.assertEqual((line.target, self.middle.target), (100, 800))
        self.assertEqual(self.top.difference, 0)

    def test_by_last_year_and_by_deals_in_work(self):
        self._create_worth(300, datetime(2025, 5, 5))
        self._create_worth(100, datetime(2025, 5, 5), user=self.colleague)
        self._create_worth(900, user=self.colleague)
        self.plan.action_count()
        self.top.target = 400
        self.top._spread("last_year", is_deep=True)
        self.assertEqual((self.own.target, self.others.target), (300, 100))
        self.top._spread("potential", is_deep=True)
        self.assertEqual((self.own.target, self.others.target), (0, 400))

    def test_fact_and_forecasts_add_up_the_tree(self):
        self._create_worth(500, datetime(2026, 2, 2))
        self._create_worth(70, datetime(2024, 2, 2))
        deal = self._create_worth(1000, user=self.colleague)
        self._create_worth(9000, date_deadline=date(2027, 5, 5))
        self.plan.action_count()
        self.assertEqual((self.own.fact, self.own.count), (500, 1))
        self.assertEqual(self.top.fact, 500)
        self.assertEqual(self.top.best, 1500)
        weighted = 1000 * deal.probability / 100
        self.assertTrue(0 < weighted < 1000)
        self.assertAlmostEqual(self.top.forecast, 500 + weighted)
        self.own.target = 2000
        self.assertEqual(self.own.completion, 25)

    def test_a_plan_for_a_category_counts_its_products_only(self):
        plan = self._create_plan(
            name="Deposits",
            product_category_id=self.other_product.category_id.id,
        )
        plan.action_build()
        self._create_worth(500, datetime(2026, 2, 2))
        plan.action_count()
        self.assertFalse(any(plan.line_ids.mapped("fact")))

    def test_counting_costs_the_same_for_many_lines(self):
        def count():
            return count_queries(self.env, self.plan.action_count)

        count()
        few = count()
        for number in range(20):
            self._create_user(
                f"seller{number}", "bank_crm_core.group_crm_manager", self.branch
            )
        self.plan.action_build()
        count()
        self.assertEqual(count(), few)

    # ------------------------------------------------------------ who says what
    def test_nobody_says_his_own_target(self):
        with self.assertRaises(AccessError):
            self.own.with_user(self.manager).target = 1
        local = self._create_user("local", "bank_crm_core.group_crm_head", self.branch)
        self.middle.with_user(local).invalidate_recordset()
        self.own.with_user(local).target = 5
        with self.assertRaises(AccessError):
            self.middle.with_user(local).target = 5
        with self.assertRaises(AccessError):
            self.top.with_user(local).target = 5

    def test_facts_are_nobodys_to_write(self):
        for values in ({"fact": 1}, {"forecast": 1}, {"override_user_id": 1}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.own.write(values)
        with self.assertRaises(AccessError):
            self.own.unlink()
        with self.assertRaises(AccessError):
            self.own.copy()

    def test_a_heads_own_forecast_stands_beside_and_says_why(self):
        self._create_worth(500, datetime(2026, 2, 2))
        self.plan.action_count()
        with self.assertRaises(UserError):
            self.middle.override = 700
        self.middle.write({"override": 700, "override_note": "A tender in autumn"})
        self.assertEqual((self.middle.override, self.middle.forecast), (700, 500))
        self.assertEqual(self.middle.override_user_id, self.head)
        with self.assertRaises(AccessError):
            self.own.with_user(self.manager).override = 1

    def test_targets_of_colleagues_are_not_read(self):
        lines = self.env["bank.sales.plan.line"].with_user(self.manager)
        seen = lines.search([("plan_id", "=", self.plan.id)])
        self.assertIn(self.own, seen)
        self.assertNotIn(self.others, seen)
        self.assertIn(self.middle, seen)
        self.assertFalse(
            lines.with_user(self.stranger).search([("plan_id", "=", self.plan.id)])
        )

    def test_the_list_of_plans_tells_what_one_may_see(self):
        self._create_worth(500, datetime(2026, 2, 2))
        self.top.target, self.middle.target = 4000, 1000
        self.plan.action_count()
        self.env.flush_all()
        for user, seen in (
            (self.head, (4000, 500, 12.5)),
            (self.manager, (1000, 500, 50)),
            (self.stranger, (0, 0, 0)),
        ):
            with self.subTest(user=user.login):
                plan = self.plan.with_user(user)
                told = (plan.target, plan.fact, plan.completion)
                self.assertEqual(told, seen)

    def test_a_plan_is_made_by_the_head(self):
        for user in (self.manager, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._create_plan(user, date_end="2026-11-30")
        with self.assertRaises(AccessError):
            self._create_plan(branch_id=self.other_branch.id)

    def test_the_chart_has_plan_fact_and_forecast(self):
        self._create_worth(500, datetime(2026, 2, 2))
        self.own.target = 900
        self.plan.action_count()
        self.env.flush_all()
        rows = self.env["bank.sales.plan.figure"].with_user(self.manager)
        found = rows.search([("line_id", "=", self.own.id)])
        figures = {row.kind: row.amount for row in found}
        self.assertEqual((figures["1_target"], figures["2_fact"]), (900, 500))


@tagged("post_install", "-at_install")
@freeze_time("2026-06-03 09:00:00")
class TestDealSnapshot(PlanCommon):
    """What has changed since Monday, and why."""

    def _changes(self, user=None):
        self.env.flush_all()
        changes = self.env["bank.deal.change"].with_user(user or self.head)
        changes.invalidate_model()
        return {row.deal_id.id: row for row in changes.search([])}

    def test_changes_since_monday_are_told_by_deal(self):
        deals = [self._create_worth(1000, name=str(number)) for number in range(5)]
        same, grown, moved, lost, later = deals
        self.env["bank.deal.snapshot"]._cron_take()
        self.env["bank.deal.snapshot"]._cron_take()
        snapshots = self.env["bank.deal.snapshot"].search([("deal_id", "=", same.id)])
        self.assertEqual(snapshots.mapped("date"), [date(2026, 6, 1)])
        grown.amount = 4000
        moved.action_next_stage()
        lost.action_set_lost(lost_reason_id=self.reason.id)
        later.date_deadline = date(2026, 9, 9)
        new = self._create_worth(200, name="new")
        found = self._changes()
        kinds = {
            deal.name: found[deal.id].kind for deal in [*deals, new] if deal.id in found
        }
        self.assertEqual(
            kinds,
            {"1": "amount", "2": "stage", "3": "lost", "4": "date", "new": "added"},
        )
        self.assertEqual(found[lost.id].lost_reason_id, self.reason)
        self.assertLess(found[lost.id].change, 0)
        self.assertEqual(
            (found[grown.id].worth_before, found[grown.id].worth), (1000, 4000)
        )
        self.assertEqual(found[moved.id].stage_before_id, self.need)
        self.assertFalse(self._changes(self.stranger))

    def test_what_the_night_thinks_of_a_deal_is_a_change_too(self):
        deal = self._create_worth(1000)
        self.process.forecast_by = "experience"
        self.env["bank.deal.snapshot"]._cron_take()
        self.assertNotIn(deal.id, self._changes())
        self.patch(
            type(self.env["crm.lead"]),
            "_find_chances",
            lambda deals: [(row, False, 55, []) for row in deals],
        )
        deal.sudo()._refresh_chances()
        change = self._changes()[deal.id]
        self.assertEqual(change.kind, "chance")
        self.assertEqual(change.change, 550 - 1000 * deal.probability / 100)

    def test_a_deal_that_goes_on_again_is_a_change_too(self):
        deal, late = self._create_worth(1000), self._create_worth(700)
        self.env["bank.deal.snapshot"]._take(date(2026, 5, 25))
        for row in deal, late:
            row.action_set_lost(lost_reason_id=self.reason.id)
        self.env.flush_all()
        self.env.cr.execute("UPDATE crm_lead SET create_date = '2026-05-20'")
        self.env.cr.execute(
            "DELETE FROM bank_deal_snapshot WHERE deal_id = %s", [late.id]
        )
        self._create_worth(5)
        self.env["bank.deal.snapshot"]._cron_take()
        self.assertFalse(self._changes().keys() & {deal.id, late.id})
        for row in deal, late:
            row.action_restore()
        found = self._changes()
        self.assertEqual(found[deal.id].kind, "returned")
        self.assertEqual(found[deal.id].change, 1000 * deal.probability / 100)
        self.assertEqual(found[late.id].kind, "added")

    def test_what_goes_to_another_is_lost_by_the_one_and_got_by_the_other(self):
        deal = self._create_worth(1000)
        self.env["bank.deal.snapshot"]._cron_take()
        deal.sudo().write({"user_id": self.colleague.id, "amount": 3000})
        self.env.flush_all()
        rows = self.env["bank.deal.change"].with_user(self.head)
        rows = rows.search([("deal_id", "=", deal.id)])
        share = deal.probability / 100
        self.assertEqual(set(rows.mapped("kind")), {"moved"})
        self.assertEqual(
            {row.user_id: row.change for row in rows},
            {self.manager: -1000 * share, self.colleague: 3000 * share},
        )

    def test_the_week_begins_when_it_begins_at_the_bank(self):
        self.env.company.partner_id.tz = "Europe/Moscow"
        self._create_worth(1000)
        with freeze_time("2026-06-07 22:00:00"):
            self.env["bank.deal.snapshot"].with_context(tz="UTC")._cron_take()
        self.assertTrue(
            self.env["bank.deal.snapshot"].search([("date", "=", "2026-06-08")])
        )

    def test_a_picture_is_nobodys_to_change(self):
        self._create_worth(1000)
        self.env["bank.deal.snapshot"]._cron_take()
        rows = self.env["bank.deal.snapshot"].with_user(self.head).search([])
        for act in (
            lambda: rows.write({"worth": 1}),
            rows.unlink,
            lambda: rows.create({}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_a_picture_costs_one_statement(self):
        self._create_worth(1000)
        snapshots = self.env["bank.deal.snapshot"]
        snapshots._take(date(2026, 5, 31))  # what a worker keeps between requests
        self.env.flush_all()
        before = self.cr.sql_log_count
        snapshots._take(date(2026, 6, 1))
        self.assertEqual(self.cr.sql_log_count - before, 1)


@tagged("post_install", "-at_install")
class TestPlanTour(PlanCommon, TourCase):
    """Journey 7 in Russian: from the target of the year to what has changed, and why."""

    def test_a_head_plans_the_year(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        addons = ("mail", "web", "bank_base", "bank_crm_core", "bank_deals")
        modules = self.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"], overwrite=True)
        self.head.lang = "ru_RU"
        self._sell()
        plan = self._create_plan(name="План года", date_end="2026-12-30")
        self.start_tour(
            f"/odoo/bank-plans/{plan.id}",
            "bank_sales_plan",
            login=self.head.login,
            timeout=180,
        )
        lines = {line.user_id or line.branch_id: line for line in plan.line_ids}
        self.assertEqual(lines[self.region].target, 1_000_000)
        self.assertEqual(lines[self.branch].target, 1_000_000)
        self.assertEqual(lines[self.manager].target, 800_000)
        self.assertEqual(lines[self.colleague].target, 200_000)
        self.assertRecordValues(
            lines[self.branch],
            [{"override": 120_000, "override_user_id": self.head.id}],
        )

    def _sell(self):
        """Sales of last year and of this one, and what has changed since Monday."""
        self._create_worth(300, datetime(2025, 5, 5))
        self._create_worth(100, datetime(2025, 5, 5), user=self.colleague)
        self._create_worth(5_000, datetime(2026, 2, 2))
        grown = self._create_worth(40_000, name="Вырос")
        lost = self._create_worth(60_000, name="Ушёл", user=self.colleague)
        self.env["bank.deal.snapshot"]._cron_take()
        grown.amount = 90_000
        lost.action_set_lost(lost_reason_id=self.reason.id)
        self.env.flush_all()
