# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase
from odoo.addons.base.models.ir_cron import IrCron

from .common import DealCommon


class LossCommon(DealCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"rate": 12, "term_max": 84})
        cls.reason.is_about_terms = True
        cls.rival = cls.env["bank.competitor"].create({"name": "Банк Соседний"})
        check = cls.env["bank.check"].create(
            {
                "name": "Payment",
                "model_id": cls.env["ir.model"]._get("crm.lead").id,
                "domain": "['|', ('amount', '<=', 360000), ('term_months', '>=', 42)]",
            }
        )
        cls._start_process(check)
        cls.losses = cls.env["bank.deal.loss"]

    def _judge(self):
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.env["crm.lead"]._cron_judge_losses()

    def _lose(self, deal, reason=None, **values):
        wizard = self.env["crm.lead.lost"].with_user(self.manager)
        wizard = wizard.create(
            {
                "lead_ids": [(6, 0, deal.ids)],
                "lost_reason_id": (reason or self.reason).id,
                **values,
            }
        )
        wizard.action_lost_reason_apply()
        self.env.flush_all()
        return deal


@tagged("post_install", "-at_install")
class TestLoss(LossCommon):
    """Why deals are lost, to whom, and which could have been saved."""

    def test_a_lost_deal_says_to_whom_and_by_how_much(self):
        deal = self._create_deal(amount=400_000, term_months=36)
        self._lose(deal, competitor_id=self.rival.id, competitor_rate=10.5)
        row = self.losses.with_user(self.head).browse(deal.id)
        self.assertEqual(row.competitor_id, self.rival)
        self.assertAlmostEqual(row.price_gap, 1.5)
        self.assertEqual((row.worth, row.lost_reason_id), (400_000, self.reason))
        self.assertEqual(row.stage_id, deal.stage_id)
        self.assertEqual(row.action_open_deal()["res_id"], deal.id)

    def test_what_could_have_been_saved_is_asked_of_the_gate(self):
        blocked = self._lose(self._create_deal(amount=400_000, term_months=36))
        free = self._lose(self._create_deal(amount=100_000, term_months=36))
        self._judge()
        self.assertEqual(blocked.loss_verdict, "saved")
        self.assertIn("36 → 42", blocked.loss_proposal)
        self.assertEqual(free.loss_verdict, "none")
        rows = self.losses.browse((blocked | free).ids)
        self.assertEqual(rows.mapped("saved_worth"), [400_000, 0])
        self.assertEqual((blocked.amount, blocked.term_months), (400_000, 36))

    def test_other_reasons_are_not_judged(self):
        other = self.env.ref("bank_deals.crm_lost_reason_other_bank")
        deal = self._lose(self._create_deal(amount=400_000, term_months=36), other)
        self._judge()
        self.assertFalse(deal.loss_verdict)

    def test_a_deal_that_is_taken_up_again_is_no_loss(self):
        deal = self._lose(self._create_deal(amount=400_000, term_months=36))
        self._judge()
        deal.action_restore()
        self.env.flush_all()
        self.assertFalse(deal.loss_verdict)
        self.assertFalse(self.losses.search([("deal_id", "=", deal.id)]))

    def test_merged_deals_are_no_losses(self):
        merged = self.env.ref("bank_deals.crm_lost_reason_merged")
        deal = self._lose(self._create_deal(amount=400_000, term_months=36), merged)
        self.assertFalse(self.losses.search([("deal_id", "=", deal.id)]))

    def test_they_are_grouped_by_all_that_is_asked(self):
        deal = self._create_deal(amount=400_000, term_months=36)
        self._lose(deal, competitor_id=self.rival.id)
        for name in (
            "lost_reason_id",
            "product_id",
            "stage_id",
            "branch_id",
            "user_id",
            "competitor_id",
            "date:month",
        ):
            groups = self.losses.with_user(self.head)._read_group(
                [("deal_id", "=", deal.id)], [name], ["worth:sum", "price_gap:avg"]
            )
            self.assertEqual([group[1] for group in groups], [400_000])

    def test_a_rate_is_one(self):
        with self.assertRaises(ValidationError):
            self._create_deal(amount=1, term_months=1).competitor_rate = -1

    # What a dishonest employee tries

    def test_the_verdict_is_the_servers(self):
        deal = self._lose(self._create_deal(amount=400_000, term_months=36))
        with self.assertRaises(AccessError):
            deal.write({"loss_verdict": "none"})

    def test_losses_stand_behind_the_wall(self):
        deal = self._lose(self._create_deal(amount=400_000, term_months=36))
        seen = self.losses.with_user(self.stranger)
        self.assertFalse(seen.search([("deal_id", "=", deal.id)]))
        with self.assertRaises(AccessError):
            self.env["bank.competitor"].with_user(self.manager).create({"name": "X"})


@tagged("post_install", "-at_install")
class TestLossTour(LossCommon, TourCase):
    def test_lost_deals_are_looked_into_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        addons = ("mail", "web", "crm", "bank_base", "bank_crm_core", "bank_deals")
        modules = self.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"])
        self.manager.lang = self.head.lang = "ru_RU"
        deal = self._create_deal(amount=400_000, term_months=36)
        self.start_tour("/odoo/bank-deals", "bank_lose_tour", login=self.manager.login)
        self.assertEqual(deal.competitor_id, self.rival)
        self.assertEqual(deal.competitor_rate, 10.5)
        self._judge()
        self.env.flush_all()
        self.start_tour(
            "/odoo/bank-deal-losses", "bank_losses_tour", login=self.head.login
        )
