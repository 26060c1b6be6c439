# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestUiQueue(BankCoreCommon, TourCase):
    """A request and a referral on their way through queues, as people see it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core"])]
        )._update_translations(["ru_RU"], overwrite=True)
        (cls.manager | cls.colleague).write({"lang": "ru_RU", "tz": "Europe/Moscow"})
        cls.queue = cls.env["bank.queue"].create(
            {
                "name": "Выписки",
                "member_ids": [Command.create({"user_id": cls.colleague.id})],
            }
        )
        cls.card = f"/odoo/bank-clients/{cls.client.id}"

    def test_a_request_finds_its_way_and_is_taken_as_the_next(self):
        self.env["bank.routing.rule"].create(
            {
                "name": "Выписки",
                "sequence": 0,
                "model": "bank.request",
                "words": "выписка",
                "queue_id": self.queue.id,
            }
        )
        self.start_tour(self.card, "bank_request_routed", login=self.manager.login)
        request = self.env["bank.request"].search([("queue_id", "=", self.queue.id)])
        self.assertEqual((request.requester_id, request.state), (self.manager, "new"))
        self.start_tour(
            "/odoo/bank-requests", "bank_request_next", login=self.colleague.login
        )
        self.assertEqual((request.user_id, request.state), (self.colleague, "taken"))

    def test_an_interest_goes_from_the_card_to_who_sells(self):
        self.category.with_context(lang="ru_RU").name = "Автокредиты"
        self.category.name = "Автокредиты"
        self.category.referral_queue_id = self.queue
        self.start_tour(self.card, "bank_referral_add", login=self.manager.login)
        referral = self.env["bank.referral"].search([("queue_id", "=", self.queue.id)])
        self.assertEqual(referral.referrer_id, self.manager)
        self.start_tour(
            "/odoo/bank-referrals", "bank_referral_accept", login=self.colleague.login
        )
        self.assertEqual((referral.state, referral.is_credited), ("accepted", True))
