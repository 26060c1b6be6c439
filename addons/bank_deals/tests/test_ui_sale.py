# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import DealCommon


class SaleTourCommon(DealCommon, TourCase):
    def _speak_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        addons = ("mail", "web", "bank_base", "bank_crm_core", "bank_deals")
        modules = self.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"], overwrite=True)
        users = self.manager | self.head | self.administrator
        users.lang = self.client.lang = "ru_RU"


@tagged("post_install", "-at_install")
class TestSaleFiguresTour(SaleTourCommon):
    def test_answer_time_and_return_in_russian(self):
        self._speak_russian()
        formula = self.env["bank.formula"].create(
            {
                "name": "Доходность",
                "code": "t_return",
                "model_id": self.env["ir.model"]._get("bank.offer").id,
                "text": "rate - 9",
            }
        )
        formula.action_put_into_force()
        self.product.write(
            {
                "rate": 12,
                "discount_limit": 5,
                "hurdle": 2.5,
                "return_formula_id": formula.id,
            }
        )
        deal = self._create_deal(amount=100_000, term_months=12)
        self.client._log_interaction(
            channel="email", direction="in", subject="Вопрос", source=deal
        )
        self.start_tour(
            "/odoo/bank-deals",
            "bank_sale_figures",
            login=self.manager.login,
            timeout=180,
        )
        self.assertEqual(deal.offer_ids.return_state, "low")
        self.assertEqual(deal.offer_ids.state, "draft")


@tagged("post_install", "-at_install")
class TestSaleTour(SaleTourCommon):
    def test_a_package_and_a_sequence_in_russian(self):
        self._speak_russian()
        self.client.email = "client@example.com"
        self._create_product(name="Кредитная линия", category_id=self.category.id)
        letter = self.env["mail.template"].create(
            {
                "name": "Письмо",
                "model_id": self.env["ir.model"]._get("crm.lead").id,
                "subject": "Кредит",
                "body_html": "<p>Здравствуйте</p>",
                "partner_to": "{{ object.partner_id.id }}",
                "use_default_to": False,
            }
        )
        plan = self.env["mail.activity.plan"].create(
            {"name": "Второе письмо", "res_model": "crm.lead", "company_id": False}
        )
        step = {
            "plan_id": plan.id,
            "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
            "delay_from": "after_plan_date",
            "responsible_type": "manager",
        }
        steps = self.env["mail.activity.plan.template"]
        first = steps.create(
            {
                **step,
                "summary": "Письмо",
                "delay_count": 0,
                "step_kind": "letter",
                "letter_template_id": letter.id,
            }
        )
        steps.create(
            {
                **step,
                "summary": "Позвонить",
                "delay_count": 3,
                "after_id": first.id,
                "branch": "silent",
            }
        )
        plan.action_publish()
        deal = self._create_deal(amount=100_000, term_months=12)
        self.start_tour(
            "/odoo/bank-deals",
            "bank_sale_package",
            login=self.manager.login,
            timeout=180,
        )
        self.assertEqual(deal.facility_ids.amount, 40_000)
        started = self.env["bank.action.plan"].search([("plan_id", "=", plan.id)])
        self.assertEqual(sorted(started.item_ids.mapped("state")), ["done", "waiting"])

    def test_an_administrator_draws_the_map_in_russian(self):
        self._speak_russian()
        self.start_tour(
            "/odoo/bank-territories",
            "bank_sale_settings",
            login=self.administrator.login,
            timeout=180,
        )
        found = self.env["bank.territory"]._find_by_cities({"Беломорск"})
        self.assertEqual(found["Беломорск"].name, "Север")


@tagged("post_install", "-at_install")
class TestContactTour(SaleTourCommon):
    def test_a_deal_begins_from_a_call_in_russian(self):
        self._speak_russian()
        self._create_product(name="Кредит на стройку", category_id=self.category.id)
        contact = self.client._log_interaction(
            channel="phone", direction="in", subject="Спросил о кредите"
        )
        self.start_tour(
            "/odoo/bank-interactions",
            "bank_contact_deal",
            login=self.manager.login,
            timeout=180,
        )
        deal = self.env["crm.lead"].search([("partner_id", "=", self.client.id)])
        self.assertEqual(len(deal), 1)
        self.assertEqual(deal.begun_from, contact)
        self.assertEqual((deal.channel_id.code, deal.user_id), ("phone", self.manager))
