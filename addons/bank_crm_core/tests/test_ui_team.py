# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestUiTeam(BankCoreCommon, TourCase):
    """The team of a client as a manager and a head work with it, in Russian."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core"])]
        )._update_translations(["ru_RU"], overwrite=True)
        cls.third = cls._create_user(
            "third", "bank_crm_core.group_crm_manager", cls.branch
        )
        (cls.manager | cls.head).write({"lang": "ru_RU", "tz": "Europe/Moscow"})

    def test_a_saved_team_onto_a_client(self):
        service = self.env.ref("bank_crm_core.bank_team_role_service")
        product = self.env.ref("bank_crm_core.bank_team_role_product")
        self.env["bank.team"].create(
            {
                "name": "Крупные кредиты",
                "line_ids": [
                    Command.create(
                        {"role_id": service.id, "user_id": self.colleague.id}
                    ),
                    Command.create({"role_id": product.id, "user_id": self.third.id}),
                ],
            }
        )
        card = f"/odoo/bank-clients/{self.client.id}"
        self.start_tour(card, "bank_team_card", login=self.manager.login)
        members = self.client.team_member_ids
        self.assertEqual(members.user_id, self.colleague | self.third)
        self.assertEqual(members.filtered("is_ended").user_id, self.third)

    def test_a_head_adds_to_many_and_reads_what_is_missing(self):
        self.start_tour("/odoo/bank-clients", "bank_team_mass", login=self.head.login)
        self.assertFalse(self.client.team_member_ids)
