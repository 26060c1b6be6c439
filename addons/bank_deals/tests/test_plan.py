# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealPlan(DealCommon):
    """Plans on deals: one mechanism for stages and for people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        todo = cls.env.ref("mail.mail_activity_data_todo")
        cls.template = cls.env["mail.activity.plan"].create(
            {
                "name": "Present the Terms",
                "res_model": "crm.lead",
                "company_id": False,
                "template_ids": [
                    Command.create(
                        {
                            "activity_type_id": kind.id,
                            "summary": kind.name,
                            "delay_from": "after_plan_date",
                            "responsible_type": "manager",
                        }
                    )
                    for kind in (
                        todo,
                        cls.env.ref("bank_deals.mail_activity_type_terms"),
                    )
                ],
            }
        )

    def _started(self):
        return self.env["bank.action.plan"].search(
            [("partner_id", "=", self.client.id)]
        )

    def test_a_published_plan_of_a_stage_is_followed(self):
        self.final.activity_plan_id = self.template
        deal = self._create_deal()
        deal.action_next_stage()
        deal.write({"amount": 100_000, "term_months": 12})
        deal.action_next_stage()
        self.assertFalse(self._started(), "not published: planned as ever")
        self.assertEqual(len(deal.activity_ids), 2)
        self.template.action_publish()
        other = self._create_deal()
        other.action_next_stage()
        other.write({"amount": 100_000, "term_months": 12})
        other.action_next_stage()
        plan = self._started()
        self.assertEqual((plan.res_model, plan.res_id), ("crm.lead", other.id))
        self.assertEqual(other.activity_ids, plan.item_ids.activity_ids.sudo(False))
        other.activity_ids.action_feedback()
        self.assertEqual(plan.state, "done")

    def test_a_plan_is_started_on_a_deal_by_hand(self):
        self.template.action_publish()
        deal = self._create_deal()
        action = deal.action_start_plan()
        dialog = (
            self.env[action["res_model"]]
            .with_user(self.manager)
            .with_context(**action["context"])
            .create({"plan_id": self.template.id})
        )
        self.assertIn(self.manager.name, dialog.preview)
        dialog.action_begin()
        self.assertEqual(self._started().document_name, deal.display_name)
        self.assertEqual(len(deal.activity_ids), 2)

    def test_the_shipped_plan_is_named_in_the_language_of_its_reader(self):
        for lang in ("en_US", "ru_RU"):  # a bank may have closed English
            self.env["res.lang"]._activate_lang(lang)
        module = self.env["ir.module.module"].search([("name", "=", "bank_deals")])
        module._update_translations(["ru_RU"], overwrite=True)
        plan = self.env.ref("bank_deals.mail_activity_plan_terms")
        russian = plan.with_context(lang="ru_RU")
        self.assertNotEqual(russian.name, plan.with_context(lang="en_US").name)
        self.template.with_context(lang="ru_RU").name = "Показать условия"
        self.template.action_publish()
        action = self.template.with_context(lang="en_US").action_new_version()
        draft = self.template.browse(action["res_id"])
        self.assertEqual(draft.with_context(lang="ru_RU").name, "Показать условия")
        self.assertEqual(draft.with_context(lang="en_US").name, "Present the Terms")
