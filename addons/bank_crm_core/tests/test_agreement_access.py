# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import BankCoreCommon

PARTS = ("bank.agreement.party", "bank.agreement.payment", "bank.agreement.event")


@tagged("post_install", "-at_install")
class TestAgreementAccess(BankCoreCommon):
    """What an agreement consists of is read by whoever reads the agreement."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._create_agreement()
        cls.agreement.party_ids = [
            Command.create({"partner_id": cls.colleague_client.id, "role": "guarantor"})
        ]
        cls.env["bank.agreement.payment"].create(
            {"agreement_id": cls.agreement.id, "date": date(2026, 2, 1), "amount": 5}
        )
        cls.agreement.rate = 11.0
        cls.env.flush_all()

    def _find(self, model, user):
        domain = [("agreement_id", "=", self.agreement.id)]
        return self.env[model].with_user(user).search(domain)

    def _lend(self):
        return self.agreement.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.stranger.id
        )

    def test_an_open_task_lends_an_agreement_with_all_it_consists_of(self):
        agreement = self.agreement.with_user(self.stranger)
        for model in PARTS:
            self.assertTrue(self._find(model, self.manager))
            self.assertFalse(self._find(model, self.stranger))
        task = self._lend()
        for model in PARTS:
            self.assertEqual(
                self._find(model, self.stranger), self._find(model, self.manager)
            )
        specification = {
            name: {"fields": {"display_name": {}}}
            for name in ("party_ids", "payment_ids", "event_ids")
        }
        values = agreement.web_read(specification)[0]
        self.assertTrue(all(values[name] for name in specification))
        task.action_feedback("Done")
        for model in PARTS:
            self.assertFalse(self._find(model, self.stranger))

    def test_a_task_lends_nothing_else_of_the_client(self):
        other = self._create_agreement()
        other.rate = 11.0
        self._create_account()
        self._lend()
        for model in PARTS:
            rows = self.env[model].with_user(self.stranger).search([])
            self.assertEqual(rows.agreement_id, self.agreement)
        self.assertFalse(self.env["bank.account"].with_user(self.stranger).search([]))

    def test_what_a_task_lends_is_only_read(self):
        self._lend()
        group = self.env.ref("bank_crm_core.group_crm_manager")
        for model in PARTS:
            self.env["ir.model.access"].create(
                {
                    "name": "A right of the bank's own",
                    "model_id": self.env["ir.model"]._get_id(model),
                    "group_id": group.id,
                    "perm_read": True,
                    "perm_write": True,
                    "perm_create": True,
                    "perm_unlink": True,
                }
            )
            rows = self._find(model, self.stranger)
            self.assertTrue(rows)
            for operation in ("write", "unlink"):
                self.assertTrue(self._find(model, self.manager).has_access(operation))
                with self.assertRaises(AccessError):
                    rows.check_access(operation)
