# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon


class GateCommon(BaseCommon):
    """A process New → Offer → Done; leaving New asks for an amount."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee = new_test_user(
            cls.env, login="employee", groups="bank_base.group_bank_user"
        )
        cls.administrator = new_test_user(
            cls.env, login="ba", groups="bank_base.group_bank_administrator"
        )
        cls.check_amount = cls._create_check(
            name="The amount is known",
            reason="No amount",
            remedy="Ask the client how much he needs.",
            domain="[('amount', '>', 0)]",
        )
        cls.process = cls.env["test.bank.process"].create({"name": "Sale"})
        cls.stages = cls.env["test.bank.stage"].create(
            [
                {"name": name, "sequence": number, "process_id": cls.process.id}
                for number, name in enumerate(("New", "Offer", "Done"))
            ]
        )
        cls.new, cls.offer, cls.done = cls.stages
        cls.new.check_exit_ids = cls.check_amount
        cls.process.action_publish()

    @classmethod
    def _create_check(cls, **values):
        return cls.env["bank.check"].create(
            {
                "model_id": cls.env["ir.model"]._get_id("test.bank.document"),
                **values,
            }
        )

    @classmethod
    def _create_documents(cls, count=1, **values):
        return cls.env["test.bank.document"].create(
            [
                {"name": f"Document {number}", "process_id": cls.process.id, **values}
                for number in range(count)
            ]
        )
