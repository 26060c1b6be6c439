# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, timedelta
from unittest.mock import patch

from odoo.fields import Command

from odoo.addons.bank_loan_pipeline.tests.common import LoanCommon
from odoo.addons.base.models.ir_cron import IrCron


class ServicingCommon(LoanCommon):
    """A loan of three payments of 1,000 each, due on the first of the month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.credit_administrator = cls._create_user(
            "credit_administrator",
            "bank_approval.group_approval_credit_administrator",
            cls.region,
        )
        cls.loan = cls._create_loan()

    @classmethod
    def _create_loan(cls, client=None, months=(1, 2, 3), **values):
        client = client or cls.client
        count = cls.env["bank.agreement"].search_count([])
        loan = cls._create_agreement(
            client, source_key=f"t-{count}", balance=3_000, **values
        )
        cls.env["bank.agreement.payment"].create(
            [
                {
                    "agreement_id": loan.id,
                    "date": date(2026, month, 1),
                    "amount": 1_000,
                    "principal": 1_000,
                    "source_key": f"t-{count}-{month}",
                }
                for month in months
            ]
        )
        # the core tells of payments: the first one is known to have been made
        cls._pay(loan, date(2025, 12, 1), 0.001)
        return loan

    @classmethod
    def _pay(cls, loan, day, amount):
        return cls.env["bank.agreement.payment"].create(
            {
                "agreement_id": loan.id,
                "date": day,
                "kind": "fact",
                "state": "paid",
                "amount": amount,
            }
        )

    def night(self, day):
        """Run the night of a day, as the scheduler does, and look for events."""
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.env["bank.delinquency.run"]._cron_run(day)

    def days(self, loan=None):
        rows = self.env["bank.delinquency.day"].search(
            [("agreement_id", "=", (loan or self.loan).id)], order="date"
        )
        return [(str(row.date), row.days, row.amount) for row in rows]

    @classmethod
    def _create_route_for(cls, model, user):
        route = cls.env["bank.approval.route"].create(
            {"name": model, "model_id": cls.env["ir.model"]._get_id(model)}
        )
        cls.env["bank.approval.step"].create(
            {
                "route_id": route.id,
                "name": "Underwriting",
                "who": "users",
                "user_ids": [Command.set(user.ids)],
            }
        )
        route.action_publish()
        return route

    def decide(self, document, decision="approve", conditions=()):
        task = document.sudo().approval_id.task_ids.filtered(
            lambda task: task.state == "open"
        )
        task.with_user(self.underwriter).action_decide(decision, "so", conditions)
        document.invalidate_recordset()

    @staticmethod
    def after(day, count):
        return day + timedelta(days=count)
