# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import DealCommon
from .test_potential import INTEREST

CONDITIONS = (
    "[('partner_id.client_kind', '!=', False)]",
    "[('amount', '>', 0)]",
    "[('amount', '<=', 10000000)]",
    "[('term_months', '>', 0)]",
    "[('product_id.state', '=', 'active')]",
    "[('partner_id.agreement_ids', 'not any', [('arrears', '>', 0)])]",
    "[('name', '!=', False)]",
)
# 9 without messages, 21 where settings are read anew; tests/bench/bench_deals.py
# compares it, messages included, with stock alone
OF_A_MOVE = 12


class ManyDealsCommon(DealCommon):
    """A hundred deals cost as many statements of ours as one.

    Without the messages of stock, which are written deal by deal.
    """

    MANY = 100

    def _create_many(self, number, **values):
        """Create deals that have a client each: with one client half of it is free."""
        clients = self.env["res.partner"].create(
            [
                {
                    "name": f"Client {place}",
                    "client_kind": "person",
                    "branch_id": self.branch.id,
                    "manager_id": self.manager.id,
                }
                for place in range(number)
            ]
        )
        self._prepare_clients(clients)
        terms = {
            "name": "Loan",
            "type": "opportunity",
            "product_id": self.product.id,
            "user_id": self.manager.id,
            "amount": 100_000,
            "term_months": 12,
            **values,
        }
        deals = self.env["crm.lead"].with_user(self.manager)
        deals = deals.with_context(tracking_disable=True)
        deals = deals.create([{"partner_id": row.id, **terms} for row in clients])
        # as a request finds them: nothing of the clients or of the deals is known yet
        self.env.flush_all()
        self.env.invalidate_all()
        return deals

    def _prepare_clients(self, clients):
        """Hook: what the clients of the deals have."""

    def _count(self, deals, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        act(deals)
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _assert_cost_of_one(self, act, prepare=lambda deals: None, portions=9):
        """Compare a hundred with one, both after a first one has warmed caches up.

        A statement a deal would be 99 more.

        :param portions: how many more may come of the portions of some hundred rows
            in which the ORM reads and writes
        """
        counts = []
        for number in (1, 1, self.MANY):
            deals = self._create_many(number)
            prepare(deals)
            counts.append(self._count(deals, act))
        self.assertLessEqual(counts[2], counts[1] + portions)
        return deals


@tagged("post_install", "-at_install")
class TestDealPerformance(ManyDealsCommon):
    def test_moving_a_hundred_asks_as_many_questions_of_ours_as_one(self):
        deals = self._assert_cost_of_one(lambda deals: deals.action_next_stage())
        self.assertEqual(deals.stage_id, self.preliminary)

    def _create_ten_checks(self):
        model = self.env["ir.model"]._get("crm.lead")
        fields = self.env["ir.model.fields"]
        needed = ("amount", "term_months"), ("partner_id", "product_id")
        kind = self.env["mail.activity.type"].create({"name": "Call"})
        rows = [{"kind": "domain", "domain": domain} for domain in CONDITIONS]
        rows += [
            {
                "kind": "fields",
                "field_ids": [
                    Command.set([fields._get("crm.lead", name).id for name in names])
                ],
            }
            for names in needed
        ]
        rows.append(
            {"kind": "activities", "activity_type_ids": [Command.set(kind.ids)]}
        )
        checks = self.env["bank.check"].create(
            [
                {"name": f"Check {place}", "model_id": model.id, **row}
                for place, row in enumerate(rows)
            ]
        )
        return checks, kind

    def test_a_move_through_ten_checks_asks_for_no_settings(self):
        """Stages, checks, fields, kinds of tasks: the server has them already."""
        checks, kind = self._create_ten_checks()
        self.env["bank.process"].create(
            {
                "name": "Ten checks",
                "product_category_ids": [Command.set(self.category.ids)],
                "stage_ids": [
                    Command.create(
                        {
                            "name": "Need",
                            "sequence": 1,
                            "check_exit_ids": [Command.set(checks.ids)],
                        }
                    ),
                    Command.create({"name": "Terms", "sequence": 2}),
                    Command.create({"name": "Won", "sequence": 3, "is_won": True}),
                ],
            }
        ).action_publish()
        deal = self._create_deal(amount=100_000, term_months=12)
        task = deal.activity_schedule(activity_type_id=kind.id, user_id=self.manager.id)
        self.assertEqual(len(deal.get_blocking_checks()), 1)
        task.action_feedback()
        origin = deal.stage_id
        self.assertLessEqual(count_queries(self.env, deal.action_next_stage), OF_A_MOVE)
        self.assertNotEqual(deal.stage_id, origin)

    def test_a_stage_with_tasks_costs_a_hundred_what_it_costs_one(self):
        deals = self._assert_cost_of_one(
            lambda deals: deals.action_next_stage(),
            prepare=lambda deals: deals.action_next_stage(),
        )
        self.assertEqual(len(deals.activity_ids), self.MANY)

    def test_winning_a_hundred_costs_what_winning_one_costs(self):
        deals = self._assert_cost_of_one(
            lambda deals: deals.action_next_stage(), prepare=self._go_to_the_end
        )
        agreements = deals.sudo().agreement_ids
        self.assertEqual(len(agreements), self.MANY)
        self.assertEqual(len(set(agreements.mapped("number"))), self.MANY)

    def test_winning_packages_costs_what_winning_one_costs(self):
        def prepare(deals):
            self._go_to_the_end(deals)
            terms = {"product_id": self.product.id, "amount": 5_000}
            self.env["bank.deal.facility"].with_user(self.manager).create(
                [{"deal_id": deal.id, **terms} for deal in deals]
            )

        deals = self._assert_cost_of_one(
            lambda deals: deals.action_next_stage(), prepare=prepare
        )
        self.assertEqual(len(deals.sudo().agreement_ids), 2 * self.MANY)

    def test_losing_a_hundred_costs_what_losing_one_costs(self):
        deals = self._assert_cost_of_one(
            lambda deals: deals.action_set_lost(lost_reason_id=self.reason.id)
        )
        self.assertEqual(set(deals.mapped("won_status")), {"lost"})

    def test_the_potential_of_a_hundred_costs_what_that_of_one_costs(self):
        self._set_potential_formula()
        deals = self._assert_cost_of_one(
            lambda deals: deals.write({"amount": 200_000, "term_months": 24})
        )
        self.assertEqual(set(deals.mapped("potential")), {24_000})

    def test_a_potential_in_another_currency_costs_a_hundred_what_it_costs_one(self):
        """The formula yields an amount neither of the deal's currency nor the bank's."""
        rate = {"name": "2020-01-01", "rate": 0.5}
        self.env["res.currency"].create(
            {"name": "TPF", "symbol": "F", "rate_ids": [Command.create(rate)]}
        )
        self._set_potential_formula("term_months * 10 TPF")
        deals = self._assert_cost_of_one(lambda deals: deals.write({"term_months": 24}))
        self.assertEqual(set(deals.mapped("potential")), {480})

    def _set_potential_formula(self, text=INTEREST):
        formula = self.env["bank.formula"].create(
            {
                "name": "Potential",
                "code": "t_potential",
                "model_id": self.env["ir.model"]._get("crm.lead").id,
                "text": text,
            }
        )
        formula.action_put_into_force()
        self.product.write({"rate": 12, "potential_formula_id": formula.id})

    def _go_to_the_end(self, deals):
        deals.action_next_stage()
        deals.action_next_stage()
        deals.activity_ids.action_feedback()

    def test_actions_of_a_stage_cost_a_hundred_what_they_cost_one(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Mark",
                "model_id": self.env["ir.model"]._get("crm.lead").id,
                "state": "code",
                "code": "records.write({'priority': '1'})",
            }
        )
        draft = self.env["bank.process"].create(
            {
                "name": "With an action",
                "product_category_ids": [Command.set(self.category.ids)],
                "stage_ids": [
                    Command.create({"name": "Terms", "sequence": 1}),
                    Command.create(
                        {
                            "name": "Marked",
                            "sequence": 2,
                            "server_action_ids": [Command.set(action.ids)],
                        }
                    ),
                    Command.create({"name": "Won", "sequence": 3, "is_won": True}),
                ],
            }
        )
        draft.action_publish()
        deals = self._assert_cost_of_one(lambda deals: deals.action_next_stage())
        self.assertEqual(set(deals.mapped("priority")), {"1"})
