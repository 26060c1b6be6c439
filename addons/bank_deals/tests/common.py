# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command

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
    def _start_process(cls, *checks):
        """Put a process with these checks into force for the product of the deals."""
        process = cls.env["bank.process"].create(
            {
                "name": "Gated",
                "product_category_ids": [Command.set(cls.category.ids)],
                "stage_ids": [
                    Command.create(
                        {
                            "name": "Terms",
                            "sequence": 1,
                            "check_exit_ids": [
                                Command.set([check.id for check in checks])
                            ],
                        }
                    ),
                    Command.create({"name": "Won", "sequence": 2, "is_won": True}),
                ],
            }
        )
        process.action_publish()
        return process

    @classmethod
    def _put_into_force(cls, draft):
        """One has drawn it, a second one tries it and puts it into force."""
        publisher = cls.env["res.users"].search([("login", "=", "publisher")])
        draft = draft.with_user(
            publisher
            or cls._create_user(
                "publisher", "bank_base.group_bank_administrator", cls.region
            )
        )
        draft.action_try_out()
        draft.action_publish()
        return draft

    @classmethod
    def _win(cls, deal):
        """Walk the whole process as a manager does."""
        deal.action_next_stage()
        deal.write({"amount": 100_000, "term_months": 12})
        deal.action_next_stage()
        deal.activity_ids.action_feedback()
        deal.action_next_stage()
        return deal
