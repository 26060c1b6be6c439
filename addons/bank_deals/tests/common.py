# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.addons.bank_crm_core.tests.common import BankCoreCommon


class DealCommon(BankCoreCommon):
    """The shipped process, a loan product and a client of the manager's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.process = cls.env.ref("bank_deals.bank_process_standard")
        cls.need, cls.preliminary, cls.final, cls.agreement = cls.process._get_stages()
        cls.reason = cls.env.ref("bank_deals.crm_lost_reason_terms")
        cls.other_product = cls._create_product(
            name="Deposit",
            trade="deposit",
            category_id=cls.env["bank.product.category"]
            .create({"name": "Deposits", "code": "t_deposits"})
            .id,
        )

    @classmethod
    def _create_deal(cls, user=None, **values):
        user = user or cls.manager
        return (
            cls.env["crm.lead"]
            .with_user(user)
            .create(
                {
                    "name": "Loan",
                    "type": "opportunity",
                    "partner_id": cls.client.id,
                    "product_id": cls.product.id,
                    "user_id": user.id,
                    **values,
                }
            )
        )

    @classmethod
    def _win(cls, deal):
        """Walk the whole process as a manager does."""
        deal.action_next_stage()
        deal.write({"amount": 100_000, "term_months": 12})
        deal.action_next_stage()
        deal.activity_ids.action_feedback()
        deal.action_next_stage()
        return deal
