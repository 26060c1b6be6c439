# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase, count_queries

from .common import DealCommon


class DayCommon(DealCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.day = cls.env["crm.lead"].with_user(cls.manager)

    def _stand(self, deal, days):
        """The deal came to its stage so many days ago."""
        date = fields.Datetime.now() - timedelta(days=days, hours=1)
        deal.sudo().date_last_stage_update = date
        self.env.flush_all()

    def _call(self, deal, days):
        return deal.activity_schedule(
            "mail.mail_activity_data_call",
            summary="Перезвонить",
            user_id=self.manager.id,
            date_deadline=fields.Date.today() + timedelta(days=days),
        )


@tagged("post_install", "-at_install")
class TestMyDay(DayCommon):
    def test_due_and_overdue_tasks(self):
        deal = self._create_deal()
        for days in (-2, 0, 3):
            self._call(deal, days)
        tasks = self.day.get_my_day()["tasks"]
        self.assertEqual([task["is_late"] for task in tasks], [True, False])
        self.assertEqual(tasks[0]["document"], deal.display_name)

    def test_nobody_is_asked_to_work_on_a_lost_deal(self):
        deal, other = self._create_deal(), self._create_deal()
        for row in deal + other:
            self._call(row, -2)
        wizard = self.env["crm.lead.lost"].with_user(self.manager)
        wizard.create(
            {"lead_ids": [Command.set(other.ids)], "lost_reason_id": self.reason.id}
        ).action_lost_reason_apply()
        self.assertFalse(other.active)
        self.assertTrue(other.activity_ids)
        tasks = self.day.get_my_day()["tasks"]
        self.assertEqual([task["res_id"] for task in tasks], [deal.id])

    def test_what_blocks_in_the_words_of_the_gate(self):
        free = self._create_deal()
        blocked = self._create_deal()
        blocked.action_next_stage()
        day = self.day.get_my_day()
        self.assertEqual([row["id"] for row in day["blocked"]], [blocked.id])
        self.assertEqual(day["blocked"][0]["failures"], blocked.get_blocking_checks())
        self.assertFalse(day["blocked"][0]["can_propose"])  # nothing to begin from
        blocked.amount = 100_000
        day = self.day.get_my_day()
        self.assertTrue(day["blocked"][0]["can_propose"])
        self.assertEqual(
            {row["id"]: row["next"] for row in day["unplanned"]},
            {
                free.id: "Move on to the stage “Preliminary Terms”",
                blocked.id: blocked.get_blocking_checks()[0]["remedy"],
            },
        )

    def test_the_next_step_is_planned_once_and_for_a_working_day(self):
        deal = self._create_deal()
        deal.action_plan_next_step()
        task = deal.activity_ids
        self.assertEqual(task.user_id, self.manager)
        self.assertEqual(task.summary, "Move on to the stage “Preliminary Terms”")
        self.assertGreater(task.date_deadline, fields.Date.today())
        self.assertLess(task.date_deadline.weekday(), 5)
        self.assertFalse(self.day.get_my_day()["unplanned"])

    def test_a_task_that_the_gate_waits_for_is_of_its_kind(self):
        deal = self._create_deal(amount=100_000, term_months=12)
        deal.action_next_stage()
        deal.action_next_stage()
        deal.activity_ids.unlink()
        (row,) = self.day.get_my_day()["blocked"]
        self.assertFalse(row["can_propose"])  # no terms do the task
        deal.action_plan_next_step()
        self.assertEqual(
            deal.activity_ids.activity_type_id,
            self.env.ref("bank_deals.mail_activity_type_terms"),
        )
        deal.activity_ids.action_feedback()
        deal.action_next_stage()
        self.assertEqual(deal.won_status, "won")
        with self.assertRaisesRegex(UserError, "closed"):
            deal.action_plan_next_step()

    def test_a_deal_near_its_limit_goes_cold(self):
        deal = self._create_deal()
        self._stand(deal, 3)
        self.assertFalse(self.day.get_my_day()["cold"])
        self._stand(deal, 4)
        (row,) = self.day.get_my_day()["cold"]
        self.assertEqual((row["days"], row["limit"]), (4, 5))
        self.assertEqual(row["said"], "4 days on the stage; the limit is 5")

    def test_a_deal_slower_than_those_that_were_won_goes_cold(self):
        for days in (1, 2, 2, 2, 9):
            deal = self._create_deal(amount=100_000, term_months=12)
            deal = deal.with_context(tracking_disable=False, mail_notrack=False)
            self.env.cr.execute(
                "UPDATE crm_lead SET create_date = now() at time zone 'utc' - %s * "
                "interval '1 day' WHERE id = %s",
                (days, deal.id),
            )
            self.env.cr.precommit.run()  # the moves are written to the history then
            self._win(deal)
            self.env.cr.precommit.run()
        self.assertEqual(round(deal._read_usual_days()[self.need.id]), 2)
        slow = self._create_deal()
        self.need.sudo().time_limit_days = 0
        self._stand(slow, 3)
        self.assertFalse(self.day.get_my_day()["cold"])
        self._stand(slow, 4)
        (row,) = self.day.get_my_day()["cold"]
        self.assertEqual((row["id"], row["usual"]), (slow.id, 2))

    def test_a_day_is_ones_own(self):
        self._create_deal(self.head)
        deal = self._create_deal()
        day = self.day.get_my_day()
        self.assertEqual([row["id"] for row in day["unplanned"]], [deal.id])
        for user in (self.colleague, self.operator, self.stranger):
            with self.assertRaises(AccessError):
                deal.with_user(user).action_plan_next_step()
        self.assertFalse(self.day.with_user(self.colleague).get_my_day()["unplanned"])

    def test_queries_do_not_grow_with_deals(self):
        def make(count):
            for _number in range(count):
                deal = self._create_deal()
                deal.action_next_stage()
                self._call(deal, -1)
                self._stand(deal, 9)

        def read():
            day = self.day.get_my_day()
            self.assertEqual(len(day["cold"]), len(day["blocked"]))

        make(1)
        one = count_queries(self.env, read)
        make(9)
        self.assertEqual(count_queries(self.env, read), one)


@tagged("post_install", "-at_install")
class TestMyDayTour(DayCommon, TourCase):
    def test_a_manager_works_his_day_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        addons = ("mail", "web", "bank_base", "bank_crm_core", "bank_deals")
        modules = self.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"])
        self.manager.lang = "ru_RU"
        blocked = self._create_deal(name="Кредит на ремонт")
        blocked.action_next_stage()
        cold = self._create_deal(name="Кредит на машину")
        self._stand(cold, 9)
        self._call(cold, -2)
        self.start_tour(
            "/odoo/bank-my-day", "bank_my_day_tour", login=self.manager.login
        )
        self.assertEqual(blocked.activity_ids.user_id, self.manager)
        self.assertFalse(cold.activity_ids)
