# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestUiObligation(BankCoreCommon, TourCase):
    """What is due and what was asked of others, as people see and close it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core"])]
        )._update_translations(["ru_RU"], overwrite=True)
        cls.lawyer = cls._create_user(
            "lawyer", "bank_crm_core.group_crm_client_reader", cls.other_branch
        )
        (cls.manager | cls.lawyer).write(
            {
                "lang": "ru_RU",
                "tz": "Europe/Moscow",
                # the bell counts what is told to them
                "notification_type": "inbox",
            }
        )

    def test_a_late_obligation_is_closed_with_its_outcome(self):
        today = fields.Date.context_today(self.manager)
        duties = self.env["bank.obligation"].with_user(self.manager)
        late = duties._promise(
            self.client, "Прислать график", today - timedelta(days=3)
        )
        ahead = duties._promise(
            self.client, "Позвонить весной", today + timedelta(days=9)
        )
        self.start_tour(
            "/odoo/bank-obligations", "bank_obligation_late", login=self.manager.login
        )
        self.assertEqual(
            (late.state, late.outcome, late.done_by_id),
            ("done", "График отправлен", self.manager),
        )
        self.assertEqual(ahead.state, "open")

    def test_a_department_is_asked_and_answers(self):
        queue = self.env["bank.queue"].create(
            {
                "name": "Юристы",
                "member_ids": [Command.create({"user_id": self.lawyer.id})],
                "days": 3,
            }
        )
        card = f"/odoo/bank-clients/{self.client.id}"
        self.start_tour(card, "bank_request_ask", login=self.manager.login)
        request = self.env["bank.request"].search([("queue_id", "=", queue.id)])
        self.assertEqual(request.requester_id, self.manager)
        requests = "/odoo/bank-requests"
        self.start_tour(requests, "bank_request_answer", login=self.lawyer.login)
        self.assertEqual((request.state, request.user_id), ("done", self.lawyer))
        self.start_tour(requests, "bank_request_read", login=self.manager.login)
