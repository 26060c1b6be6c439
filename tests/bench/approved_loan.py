# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An approved application with a pledge and a guarantor, as letters are printed for."""

from odoo import fields
from odoo.fields import Command

from .bench_deals import Deals

CONDITION = {"name": "Страхование жизни", "kind": "precedent"}


class ApprovedLoan:
    """Sent by its manager, approved by an underwriter under a condition. Rolled back."""

    def __init__(self, bank):
        self.manager = bank.manager
        self.deals = Deals(bank)
        self.env = self.deals.env
        self.underwriter = self._make_underwriter()
        self._draw_route()
        self.application = self._make_application()
        self._add_guarantor()
        self._add_pledge()
        self._approve()

    def _make_underwriter(self):
        group = self.env.ref("bank_approval.group_approval_underwriter")
        return self.env["res.users"].create(
            {
                "login": "bench_underwriter",
                "name": "bench_underwriter",
                "group_ids": [Command.set(group.ids)],
                "branch_ids": [Command.set(self.manager.branch_ids.ids)],
            }
        )

    def _draw_route(self):
        step = {
            "name": "Underwriting",
            "who": "users",
            "user_ids": [Command.set(self.underwriter.ids)],
        }
        route = self.env["bank.approval.route"].create(
            {
                "name": "Bench",
                "model_id": self.env["ir.model"]._get_id("bank.application"),
                "sequence": 0,
                "step_ids": [Command.create(step)],
            }
        )
        route.action_publish()

    def _make_application(self):
        deal = self.deals.make(1)
        deal.partner_id.write({"city": "Тверь"})
        application = self.env["bank.application"].create(
            {
                "deal_id": deal.id,
                "amount": 500_000,
                "term_months": 60,
                "rate": 18,
                "purpose": "Ремонт",
            }
        )
        review = application.process_id._get_stages().filtered("is_review")[:1]
        self.env.flush_all()
        # the gate before the review is measured elsewhere
        self.env.cr.execute(
            "UPDATE bank_application SET stage_id = %s WHERE id = %s",
            [review.id, application.id],
        )
        self.env.invalidate_all(flush=False)
        return application

    def _add_guarantor(self):
        others = self.deals.clients - self.application.partner_id
        self.env["bank.application.party"].create(
            {
                "application_id": self.application.id,
                "partner_id": others[:1].id,
                "role": "guarantor",
            }
        )

    def _add_pledge(self):
        flat = self.env["bank.collateral"].create(
            {
                "name": "Квартира",
                "kind_id": self.env["bank.collateral.kind"].search([], limit=1).id,
                "partner_id": self.application.partner_id.id,
            }
        )
        self.env["bank.collateral.valuation"].create(
            {
                "collateral_id": flat.id,
                "market_value": 900_000,
                "date": fields.Date.today(),
            }
        )
        self.env["bank.collateral.pledge"].create(
            {"application_id": self.application.id, "collateral_id": flat.id}
        )

    def _approve(self):
        self.application.with_user(self.manager).action_request_approval()
        task = self.application.approval_id.task_ids
        task.with_user(self.underwriter).action_decide("approve", "so", [CONDITION])
        self.application.invalidate_recordset()
        if self.application.approval_state != "approved_conditions":
            raise AssertionError(self.application.approval_state)
