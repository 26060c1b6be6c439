# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .test_deal_performance import ManyDealsCommon


@tagged("post_install", "-at_install")
class TestManyPlans(ManyDealsCommon):
    """A stage starts the plans and sequences of a hundred deals as of one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter = cls.env["mail.template"].create(
            {
                "name": "About the loan",
                "model_id": cls.env["ir.model"]._get("crm.lead").id,
                "subject": "Your loan",
                "body_html": '<p t-if="object.amount / (object.term_months - 7)">-</p>',
                "partner_to": "{{ object.partner_id.id }}",
                "use_default_to": False,
                "contact_purpose": "service",
            }
        )
        cls.todo = cls.env.ref("mail.mail_activity_data_todo")

    def _prepare_clients(self, clients):
        for client in clients:
            client.email = f"client{client.id}@example.com"

    def _create_plan(self, *steps):
        """Let the preliminary stage start a published plan of these steps."""
        plan = self.env["mail.activity.plan"].create(
            {
                "name": "Plan",
                "res_model": "crm.lead",
                "company_id": False,
                "template_ids": [
                    Command.create(
                        {
                            "activity_type_id": self.todo.id,
                            "responsible_type": "manager",
                            "delay_from": "after_plan_date",
                            **step,
                        }
                    )
                    for step in steps
                ],
            }
        )
        plan.action_publish()
        self.preliminary.activity_plan_id = plan
        return plan

    def _letter_step(self, **values):
        return {
            "summary": "Letter",
            "step_kind": "letter",
            "letter_template_id": self.letter.id,
            "delay_count": 0,
            **values,
        }

    def _assert_started_at_the_cost_of_one(self, portions):
        """Move one deal and a hundred to the stage; the last moved are returned."""
        counts = []
        for number in (1, self.MANY):
            deals = self._create_many(number)
            counts.append(count_queries(self.env, deals.action_next_stage))
        self.assertLessEqual(counts[1], counts[0] + portions)
        self.assertEqual(deals.stage_id, self.preliminary)
        return deals

    def _find_items(self, deals, **values):
        domain = [("plan_id.res_model", "=", "crm.lead")]
        domain += [("plan_id.res_id", "in", deals.ids)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env["bank.action.item"].search(domain)

    def test_a_plan_of_a_hundred_costs_what_that_of_one_costs(self):
        steps = [{"summary": f"Step {number}"} for number in range(3)]
        self._create_plan(*steps)
        # three hundred rows of each kind
        deals = self._assert_started_at_the_cost_of_one(portions=15)
        self.assertEqual(len(self._find_items(deals, state="open")), 3 * self.MANY)
        self.assertEqual(len(deals.activity_ids), 3 * self.MANY)

    def test_letters_of_a_hundred_cost_what_that_of_one_costs(self):
        # stock writes letters in portions of fifty
        self._create_plan(self._letter_step(), {"summary": "Later", "delay_count": 3})
        deals = self._assert_started_at_the_cost_of_one(portions=30)
        self.assertEqual(len(self._find_items(deals, state="done")), self.MANY)
        mails = self.env["mail.mail"].search(
            [("model", "=", "crm.lead"), ("res_id", "in", deals.ids)]
        )
        self.assertEqual(mails.recipient_ids, deals.partner_id)
        self.assertEqual(len(mails), self.MANY)

    def test_who_cannot_be_written_to_costs_no_more_and_stops_nobody(self):
        self._create_plan(self._letter_step())
        deals = self._create_many(5)
        deals[1].partner_id.email = False
        deals.action_next_stage()
        self.assertEqual(deals.stage_id, self.preliminary)
        failed = self._find_items(deals, state="failed")
        self.assertEqual(failed.plan_id.res_id, deals[1].id)
        self.assertIn("no e-mail", failed.problem)
        self.assertEqual(len(self._find_items(deals, state="done")), 4)

    def test_one_that_fails_in_the_middle_is_listed_and_stops_no_other(self):
        """The letter to one client cannot be written: his terms divide by nothing."""
        self._create_plan(self._letter_step(), {"summary": "Call"})
        deals = self._create_many(6)
        deals[2].term_months = 7
        deals.action_next_stage()
        failed = self._find_items(deals, state="failed")
        self.assertEqual(failed.plan_id.res_id, deals[2].id)
        self.assertTrue(failed.problem)
        self.assertEqual(len(self._find_items(deals, state="done")), 5)
        self.assertEqual(len(deals.activity_ids), 6)
        mails = self.env["mail.mail"].search(
            [("model", "=", "crm.lead"), ("res_id", "in", deals.ids)]
        )
        self.assertEqual(sorted(mails.mapped("res_id")), sorted((deals - deals[2]).ids))
        runs = self.env["bank.stage.run"].search(
            [("deal_id", "=", deals[2].id), ("outcome", "=", "failed")]
        )
        self.assertEqual(runs.kind, "step")
