# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.base.models.ir_cron import IrCron

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestRenewal(DealCommon):
    """A deal from an agreement that ends, seen on both; steps that develop a client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        won = cls._win(cls._create_deal())
        cls.agreement_made = won.agreement_ids
        cls.duty = cls.env["bank.obligation"].create(
            {
                "kind_id": cls.env.ref(
                    "bank_crm_core.bank_obligation_kind_agreement_expiry"
                ).id,
                "partner_id": cls.client.id,
                "user_id": cls.manager.id,
                "agreement_id": cls.agreement_made.id,
                "date_due": fields.Date.today(),
            }
        )

    def _renew(self, document, user=None):
        action = document.with_user(user or self.manager).action_offer_renewal()
        return self.env["crm.lead"].browse(action["res_id"])

    def test_what_is_no_longer_on_sale_is_continued_by_another_product(self):
        self.product.action_retire()
        deal = self._renew(self.agreement_made)
        self.assertEqual(deal.renewed_agreement_id, self.agreement_made)
        self.assertFalse(deal.product_id)
        self.assertEqual((deal.partner_id, deal.amount), (self.client, 100_000))
        self.assertEqual(deal.currency_id, self.agreement_made.currency_id)

    def test_the_duty_begins_the_deal_and_both_show_it(self):
        deal = self._renew(self.duty)
        agreement = self.agreement_made.with_user(self.manager)
        self.assertEqual(deal.renewed_agreement_id, agreement)
        self.assertRecordValues(
            deal,
            [
                {
                    "partner_id": self.client.id,
                    "product_id": self.product.id,
                    "amount": 100_000,
                    "term_months": 12,
                    "user_id": self.manager.id,
                    "stage_id": self.need.id,
                }
            ],
        )
        self.assertIn(agreement.number, deal.name)
        self.assertEqual(agreement.renewal_deal_id, deal)
        self.assertEqual(self.duty.with_user(self.manager).renewal_deal_id, deal)

    def test_one_deal_in_work_continues_an_agreement(self):
        deal = self._renew(self.agreement_made)
        self.assertEqual(self._renew(self.duty), deal)
        self.assertEqual(self._renew(self.duty, self.head), deal)
        deal.with_user(self.manager).action_set_lost(lost_reason_id=self.reason.id)
        self.assertNotEqual(self._renew(self.duty), deal)

    def test_what_it_continues_is_not_named_by_hand(self):
        values = {"renewed_agreement_id": self.agreement_made.id}
        with self.assertRaises(AccessError):
            self._create_deal(**values)
        deal = self._create_deal()
        with self.assertRaises(AccessError):
            deal.write(values)
        forged = self.env["crm.lead"].with_user(self.manager)
        forged = forged.with_context(
            default_renewed_agreement_id=self.agreement_made.id
        )
        deal = forged.create(
            {"partner_id": self.client.id, "product_id": self.product.id}
        )
        self.assertFalse(deal.renewed_agreement_id)

    def test_another_duty_or_a_closed_agreement_begins_nothing(self):
        self.duty.kind_id = self.env.ref("bank_crm_core.bank_obligation_kind_promise")
        with self.assertRaises(UserError):
            self._renew(self.duty)
        self.agreement_made.sudo()._transition("closed")
        with self.assertRaises(UserError):
            self._renew(self.agreement_made)

    def test_who_does_not_see_the_client_begins_nothing(self):
        with self.assertRaises(AccessError):
            self._renew(self.agreement_made, self.stranger)

    def test_a_client_is_developed_step_by_step(self):
        template = self.env.ref("bank_deals.mail_activity_plan_development")
        if template.state == "draft":
            template.action_publish()  # a bank that was updated does it itself
        plans = self.env["bank.action.plan"].with_user(self.manager)
        plan = plans._begin(template, self.client.with_user(self.manager))
        kinds = template.template_ids.sorted("sequence").activity_type_id
        seen, day = [], fields.Datetime.now()
        for _step in kinds:
            tasks = self.client.activity_ids.filtered(
                lambda task: task.activity_type_id in kinds
            )
            seen += tasks.activity_type_id.mapped("name")
            tasks.with_user(self.manager).action_feedback()
            day += timedelta(days=7)
            with (
                freeze_time(day),
                patch.object(IrCron, "_commit_progress", return_value=1.0),
            ):
                self.env["bank.action.item"]._cron_take_turns()
            self.client.invalidate_recordset()
        self.assertEqual(seen, kinds.mapped("name"))
        self.assertEqual(plan.sudo().state, "done")
