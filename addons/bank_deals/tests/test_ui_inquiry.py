# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from ..tools import inquiry_form
from .inquiry_common import InquiryCommon


@tagged("post_install", "-at_install")
class TestInquiryTour(InquiryCommon, HttpCase):
    """Journey 1 in Russian: from the bank's site to a deal of a manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        addons = ("mail", "web", "bank_base", "bank_crm_core", "bank_deals")
        modules = cls.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"], overwrite=True)
        cls.manager.lang = "ru_RU"
        cls.form.with_context(lang="ru_RU").name = "Кредит на любые цели"
        question = cls.env.ref("bank_deals.bank_inquiry_question_when")
        question.active = True

    def test_from_the_site_to_a_deal(self):
        # the browser of the test fills the page faster than a person can
        with patch.object(inquiry_form, "LEAST_SECONDS", 0):
            self.start_tour("/ru/bank/inquiry/loan", "bank_inquiry_page")
        inquiry = self.env["bank.inquiry"].search([("form_id", "=", self.form.id)])
        self.assertEqual((inquiry.state, inquiry.branch_id), ("new", self.branch))
        self.start_tour(
            "/odoo/bank-inquiries", "bank_inquiry_qualify", login=self.manager.login
        )
        deal = inquiry.sudo().deal_id
        self.assertEqual(deal.user_id, self.manager)
        self.assertEqual((deal.amount, deal.term_months), (300_000, 24))
        self.assertEqual(deal.partner_id.phone_ids.e164, "+79037654321")
        self.assertEqual(deal.channel_id.code, "site")
