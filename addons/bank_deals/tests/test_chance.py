# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import random
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import SQL

from odoo.addons.bank_base.tests.common import TourCase, count_queries
from odoo.addons.base.models.ir_cron import IrCron

from ..models.chance import bank_model
from ..models.chance.bank_registry_model import METRIC, STAGE_METRIC
from ..models.chance.crm_lead_past import NAMES
from .common import DealCommon

DEALS = 120


class ChanceCommon(DealCommon):
    """Small deals are won, large ones are lost: a model learns it, a stage does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = new_test_user(
            cls.env,
            login="t_model_owner",
            groups="base.group_user,bank_base.group_bank_model_owner",
        )
        cls.models = cls.env["bank.model"]

    def _close(self, count=DEALS):
        """Close deals one after the other, a day apart, as history has them."""
        chance = random.Random(5)
        deals = self.env["crm.lead"].create(
            [
                {
                    "name": f"Past {number}",
                    "type": "opportunity",
                    "partner_id": self.client.id,
                    "product_id": self.product.id,
                    "amount": chance.choice([50_000, 4_000_000]),
                }
                for number in range(count)
            ]
        )
        self.env.flush_all()
        field = self.env["ir.model.fields"]._get("crm.lead", "stage_id")
        for number, deal in enumerate(deals):
            is_won = (deal.amount < 1_000_000) ^ (chance.random() < 0.1)
            self._close_one(deal, is_won, count - number, field)
        self.env.invalidate_all()
        return deals

    def _close_one(self, deal, is_won, days_ago, field):
        now = fields.Datetime.now()
        closed = fields.Datetime.subtract(now, days=days_ago)
        begun = fields.Datetime.subtract(closed, days=10)
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_lead SET won_status = %s, active = %s, date_closed = %s,
                       create_date = %s, date_last_stage_update = %s, stage_id = %s
                 WHERE id = %s
                """,
                "won" if is_won else "lost",
                is_won,
                closed,
                begun,
                closed if is_won else begun,
                (self.agreement if is_won else self.need).id,
                deal.id,
            )
        )
        if is_won:
            message = self.env["mail.message"].create(
                {"model": "crm.lead", "res_id": deal.id, "date": closed}
            )
            self.env["mail.tracking.value"].create(
                {
                    "mail_message_id": message.id,
                    "field_id": field.id,
                    "old_value_integer": self.need.id,
                    "new_value_integer": self.agreement.id,
                }
            )

    def _train(self):
        model = self.models._train_chance(self.process)
        self.env.flush_all()
        return model

    def _put_into_force(self):
        self._close()
        model = self._train()
        model.with_user(self.owner).action_promote()
        return model

    def _get_figure(self, model, metric):
        return model._get_last_figure(metric).value


@tagged("post_install", "-at_install")
class TestChance(ChanceCommon):
    def test_experience_foretells_better_than_the_stage(self):
        self._close()
        model = self._train()
        self.assertEqual(model.state, "challenger")
        self.assertLess(
            self._get_figure(model, METRIC), self._get_figure(model, STAGE_METRIC)
        )
        held = model._get_last_figure(METRIC)
        self.assertEqual(model.data_count + held.data_count, DEALS)
        self.assertNotEqual(model.data_hash, held.data_hash)

    def test_a_deal_tells_its_chance_and_what_makes_it(self):
        self._put_into_force()
        small = self._create_deal(amount=50_000)
        large = self._create_deal(amount=4_000_000)
        self.assertGreater(small.chance_now, 60)
        self.assertLess(large.chance_now, 40)
        self.assertRegex(small.chance_reasons, "▲ Worth of the deal")
        self.assertRegex(large.chance_reasons, "▼ Worth of the deal")
        self.assertIn("the stage alone says 10 %", small.chance_reasons)
        self.assertEqual(small.probability, 10)

    def test_with_few_closed_deals_it_is_the_stages_figure_and_says_so(self):
        self._close(bank_model.LEAST - 1)
        self.assertFalse(self._train())
        deal = self._create_deal(amount=50_000)
        self.assertEqual(deal.chance_now, 10)
        self.assertIn("no model is in force", deal.chance_reasons)

    def test_what_came_later_is_not_known_then(self):
        deals = self._close(4)
        before = self.env["crm.lead"]._read_past(self.process)
        self.assertEqual(len(before.deals), 4)
        self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get("crm.lead").id,
                "res_id": deals[0].id,
                "activity_type_id": self.env.ref(
                    "bank_deals.mail_activity_type_need"
                ).id,
                "user_id": self.manager.id,
            }
        )
        self.env["bank.interaction"]._log(self.client, channel="phone", subject="Later")
        after = self.env["crm.lead"]._read_past(self.process)
        self.assertEqual(before.values.tolist(), after.values.tolist())

    def test_a_task_is_late_by_the_day_of_the_bank(self):
        """An hour past midnight in Moscow it is still yesterday in UTC."""
        deal = self._create_deal(amount=50_000)
        kind = self.env.ref("bank_deals.mail_activity_type_need")
        deal.activity_schedule(
            activity_type_id=kind.id,
            user_id=self.manager.id,
            date_deadline="2030-03-10",
        )
        place = NAMES.index("late")
        with freeze_time("2030-03-10 22:00:00"):
            for zone, is_late in (("UTC", 0), ("Europe/Moscow", 1)):
                self.env.company.partner_id.tz = zone
                [row] = deal.sudo()._read_present().values
                self.assertEqual(row[place], is_late, zone)

    def test_merged_deals_teach_nothing(self):
        deals = self._close(4)
        lost = deals.filtered(lambda deal: deal.won_status == "lost")[:1]
        merged = self.env.ref("bank_deals.crm_lost_reason_merged")
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET lost_reason_id = %s WHERE id = %s",
                merged.id,
                lost.id,
            )
        )
        self.assertNotIn(lost.id, self.env["crm.lead"]._read_past(self.process).deals)

    def test_the_calibration_adds_up_and_is_only_read(self):
        model = self._put_into_force()
        rows = self.env["bank.deal.calibration"].search([("model_id", "=", model.id)])
        self.assertEqual(set(rows.mapped("line")), {"came", "model", "stage"})
        came = rows.filtered(lambda row: row.line == "came")
        held = model._get_last_figure(METRIC)
        self.assertEqual(sum(came.mapped("count")), held.data_count)
        told = rows.filtered(lambda row: row.line == "model").mapped("share")
        self.assertEqual(told, sorted(told))
        action = model.with_user(self.owner).action_open_calibration()
        seen = self.env["bank.deal.calibration"].with_user(self.head)
        self.assertEqual(seen.search(action["domain"]), rows)
        for user in (self.head, self.owner):
            with self.assertRaises(AccessError):
                rows[:1].with_user(user).write({"share": 1})
        with self.assertRaises(AccessError):
            rows[:1].with_user(self.operator).read(["share"])

    def test_no_better_than_the_stages_is_not_put_into_force(self):
        self._close()
        model = self._train()
        model._record_figure(METRIC, 0.9, "other data", 30)
        model._record_figure(STAGE_METRIC, 0.2, "other data", 30)
        with self.assertRaisesRegex(UserError, "no better than the stages"):
            model.with_user(self.owner).action_promote()

    def test_the_same_deals_are_learned_once(self):
        self._close()
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            for _month in range(2):
                self.models._cron_train_chances()
        code = self.process._get_chance_code()
        self.assertEqual(self.models.search_count([("code", "=", code)]), 1)

    def test_a_later_model_is_measured_beside_the_one_in_force(self):
        champion = self._put_into_force()
        self._close(40)
        rival = self._train()
        own, theirs = rival._get_last_figure(METRIC), champion._get_last_figure(METRIC)
        self.assertEqual(own.data_hash, theirs.data_hash)

    def test_the_forecast_follows_the_banks_choice(self):
        self._put_into_force()
        deal = self._create_deal(amount=50_000)
        self._refresh()
        self.assertEqual(deal.prorated_revenue, 5_000)
        self.process.forecast_by = "experience"
        self._refresh()
        expected = round(50_000 * deal.chance / 100, 2)
        self.assertEqual(deal.prorated_revenue, expected)
        self.assertGreater(expected, 30_000)
        deal.amount = 100_000
        self.assertEqual(deal.prorated_revenue, round(100_000 * deal.chance / 100, 2))
        deal.action_next_stage()
        self.assertEqual(deal.prorated_revenue, 30_000, "the stage, until the night")

    def _refresh(self):
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.env["crm.lead"]._cron_refresh_chances()

    def test_many_deals_are_reckoned_with_as_many_statements_as_one(self):
        self._put_into_force()
        deals = self.env["crm.lead"].browse(
            self._create_deal(amount=50_000).id for _number in range(10)
        )
        counts = []
        for some in (deals[:1], deals):
            counts.append(count_queries(self.env, some._refresh_chances))
        self.assertEqual(*counts)

    # What a dishonest employee tries

    def test_nobody_writes_a_chance(self):
        deal = self._create_deal(amount=50_000)
        with self.assertRaises(AccessError):
            deal.write({"chance": 99})


@tagged("post_install", "-at_install")
class TestChanceTour(ChanceCommon, TourCase):
    def test_the_chance_and_its_calibration_are_looked_at_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        addons = ("mail", "web", "crm", "bank_base", "bank_crm_core", "bank_deals")
        modules = self.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"])
        self.manager.lang = self.head.lang = "ru_RU"
        self._put_into_force()
        deal = self._create_deal(name="Небольшой кредит", amount=50_000)
        self.assertGreater(deal.chance_now, 60)
        self.start_tour(
            f"/odoo/bank-deals/{deal.id}", "bank_chance_tour", login=self.manager.login
        )
        self.start_tour(
            "/odoo/bank-chance-calibration",
            "bank_calibration_tour",
            login=self.head.login,
        )
