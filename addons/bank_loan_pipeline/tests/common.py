# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.fields import Command

from odoo.addons.bank_deals.tests.common import DealCommon


class LoanCommon(DealCommon):
    """A client with an income, a loan with limits, a deal, a route of one underwriter."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.underwriter = cls._create_user(
            "underwriter", "bank_approval.group_approval_underwriter", cls.region
        )
        cls.administrator2 = cls._create_user(
            "administrator2",
            "bank_base.group_bank_administrator",
            cls.env["bank.branch"],
        )
        cls.client.birth_date = date(1985, 5, 20)
        cls.env["bank.client.income"].create(
            [
                {"partner_id": cls.client.id, "amount": 100_000},
                {
                    "partner_id": cls.client.id,
                    "direction": "expense",
                    "source": "loans",
                    "amount": 5_000,
                },
            ]
        )
        cls.product.write(
            {
                "rate": 18,
                "amount_min": 30_000,
                "amount_max": 1_000_000,
                "term_min": 6,
                "term_max": 60,
                "issue_fee": 1500,
            }
        )
        cls.route = cls._create_route()
        cls.deal = cls._create_deal(amount=300_000, term_months=24)

    @classmethod
    def _create_route(cls):
        model = cls.env["ir.model"]._get("bank.application")
        route = cls.env["bank.approval.route"].create(
            {"name": "Loans", "model_id": model.id}
        )
        cls.env["bank.approval.step"].create(
            {
                "route_id": route.id,
                "name": "Underwriting",
                "who": "users",
                "user_ids": [Command.set(cls.underwriter.ids)],
            }
        )
        route.action_publish()
        return route

    @classmethod
    def _create_application(cls, deal=None, user=None, **values):
        applications = cls.env["bank.application"].with_user(user or cls.manager)
        values = {"purpose": "Repair of a flat", **values}
        return applications.create({"deal_id": (deal or cls.deal).id, **values})

    def _send(self, application):
        """Move the application to its review and send it for approval."""
        application.action_next_stage()
        application.action_request_approval()

    def _decide(self, application, decision="approve", conditions=()):
        task = application.sudo().approval_id.task_ids.filtered(
            lambda task: task.state == "open"
        )
        task.with_user(self.underwriter).action_decide(decision, "so", conditions)
        application.invalidate_recordset()


class ScoringCommon(LoanCommon):
    """A card of burden and purpose that one has drawn and another put into force."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.formula = cls.env["bank.formula"].create(
            {
                "name": "Debt burden",
                "code": "t_burden",
                "model_id": cls.env["ir.model"]._get_id("bank.application"),
                "text": "burden",
            }
        )
        cls.formula.action_put_into_force()
        cls.card = cls._draw_card()
        cls.card.with_user(cls.administrator2).action_publish()

    @classmethod
    def _draw_card(cls, **values):
        cards = cls.env["bank.scorecard"].with_user(cls.administrator)
        return cards.create(
            {
                "name": "Loans of Persons",
                "score_start": 100,
                "cut_refuse": 100,
                "cut_pass": 130,
                "characteristic_ids": [
                    Command.create(
                        {
                            "name": "Debt burden",
                            "kind": "formula",
                            "formula_id": cls.formula.id,
                            "points_missing": -50,
                            "band_ids": [
                                Command.create({"name": "low", "low": 0, "points": 30}),
                                Command.create(
                                    {"name": "high", "low": 50, "points": -30}
                                ),
                            ],
                        }
                    ),
                    Command.create(
                        {
                            "name": "Purpose",
                            "points_missing": -5,
                            "band_ids": [
                                Command.create(
                                    {
                                        "name": "home",
                                        "domain": "[('purpose', 'ilike', 'flat')]",
                                        "points": 10,
                                    }
                                ),
                                Command.create(
                                    {
                                        "name": "known",
                                        "domain": "[('purpose', '!=', False)]",
                                        "points": 2,
                                    }
                                ),
                            ],
                        }
                    ),
                ],
                **values,
            }
        )


class BureauCommon(LoanCommon):
    """A client who has consented to the request of his credit history."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bureau = cls.env.ref("bank_loan_pipeline.bank_credit_bureau_file")
        cls.consent = cls._consent()
        cls.application = cls._create_application()

    @classmethod
    def _consent(cls, **values):
        return cls.env["bank.consent"]._enter(
            cls.client,
            **{
                "purpose": "credit_history",
                "state": "given",
                "method": "phone",
                "recording": "42",
                **values,
            },
        )

    @classmethod
    def _make_answer(cls, day="2026-11-20", inn=""):
        return f"""<?xml version="1.0" encoding="UTF-8"?>
            <creditReport number="N-7" date="{day}" inn="{inn}">
              <obligation type="loan" opened="2025-01-10" ends="2028-01-10"
                currency="USD" amount="500000" balance="310000" overdue="1500"
                payment="18000" worstDays="12"/>
              <obligation type="card" opened="2024-05-01" currency="USD"
                amount="100000" balance="20000" payment="4000"/>
              <obligation type="loan" opened="2020-01-10" currency="USD" amount="9"
                worstDays="40" closed="true"/>
              <inquiry date="2026-11-01"/><inquiry date="2020-01-01"/>
            </creditReport>""".replace("USD", cls.env.company.currency_id.name).encode()

    def open_bureau(self, server, **values):
        self.env["ir.config_parameter"].set_param(
            "bank_loan_pipeline.bureau_hosts", server.host
        )
        return self.env["bank.credit.bureau"].create(
            {
                "name": "Bureau",
                "adapter": "http",
                "url": f"http://{server.host}/report",
                "token": "secret",
                "timeout": 1,
                "attempts": 3,
                **values,
            }
        )
