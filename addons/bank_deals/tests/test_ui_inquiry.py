# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase
from odoo.addons.base.models.ir_cron import IrCron

from ..tools import inquiry_form
from .inquiry_common import InquiryCommon


@tagged("post_install", "-at_install")
class TestInquiryTour(InquiryCommon, TourCase):
    """Journey 1 in Russian: over three channels to a deal, or to the list of the head."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        addons = ("mail", "web", "bank_base", "bank_crm_core", "bank_deals")
        modules = cls.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"], overwrite=True)
        users = cls.manager | cls.operator | cls.head
        users.lang = "ru_RU"
        cls.form.with_context(lang="ru_RU").name = "Кредит на любые цели"
        question = cls.env.ref("bank_deals.bank_inquiry_question_when")
        question.active = True

    def test_from_the_site_by_phone_and_in_the_office(self):
        self._come_by_the_site()
        self._call()
        self._come_to_the_office()

    def _come_by_the_site(self):
        """A stranger: taken by a manager of the queue, he becomes a client and a deal."""
        # the browser of the test fills the page faster than a person can
        with patch.object(inquiry_form, "LEAST_SECONDS", 0):
            self.start_tour("/ru/bank/inquiry/loan", "bank_inquiry_page")
        inquiry = self.env["bank.inquiry"].search([("form_id", "=", self.form.id)])
        self.assertEqual((inquiry.state, inquiry.branch_id), ("new", self.branch))
        self._tour("bank_inquiry_qualify", self.manager)
        deal = inquiry.sudo().deal_id
        self.assertEqual(deal.user_id, self.manager)
        self.assertEqual((deal.amount, deal.term_months), (300_000, 24))
        self.assertEqual(deal.partner_id.phone_ids.e164, "+79037654321")
        self.assertEqual(deal.channel_id.code, "site")

    def _call(self):
        """A client with an open deal: he is found, and his inquiry joins the deal."""
        deal = self._create_deal(name="Кредит на ремонт", amount=200_000)
        self._tour("bank_inquiry_phone", self.manager)
        joined = self.env["bank.inquiry"].search(
            [("contact_name", "=", self.client.name)]
        )
        self.assertEqual(
            (joined.state, joined.is_joined, joined.channel_id.code),
            ("qualified", True, "phone"),
        )
        self.assertEqual(joined.sudo().deal_id, deal)
        self.assertEqual(self.client.sudo().opportunity_ids, deal)

    def _come_to_the_office(self):
        """Nobody is there who could take it: the head sees why, until somebody is."""
        self.queue.mode = "push"
        self.queue.member_ids.is_away = True
        self._tour("bank_inquiry_office", self.operator)
        self._tour("bank_inquiry_stuck", self.head)
        inquiry = self.env["bank.inquiry"].search(
            [("contact_name", "=", "Зашедший Гость")]
        )
        self.assertEqual((inquiry.state, inquiry.user_id.id), ("new", False))
        back = self.queue.member_ids.filtered(lambda row: row.user_id == self.colleague)
        back.is_away = False
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.env["bank.queue"]._cron_push()
        self.assertEqual((inquiry.user_id, inquiry.state), (self.colleague, "taken"))

    def _tour(self, name, user):
        self.start_tour("/odoo/bank-inquiries", name, login=user.login, timeout=180)
