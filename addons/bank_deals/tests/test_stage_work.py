# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestStageWork(DealCommon):
    """What the system does by itself as a deal comes to a stage, and what it asks for."""

    def _check_fields(self, *names):
        fields = self.env["ir.model.fields"]
        return self.env["bank.check"].create(
            {
                "name": "What the stage asks for",
                "kind": "fields",
                "model_id": self.env["ir.model"]._get("crm.lead").id,
                "field_ids": [
                    Command.set([fields._get("crm.lead", name).id for name in names])
                ],
            }
        )

    def _set_last(self, **values):
        """Put a process of two stages into force; the last one has these values."""
        draft = self.env["bank.process"].create(
            {
                "name": "Two steps",
                "product_category_ids": [Command.set(self.category.ids)],
                "stage_ids": [
                    Command.create({"name": "Terms", "sequence": 1}),
                    Command.create(
                        {"name": "Won", "sequence": 2, "is_won": True, **values}
                    ),
                ],
            }
        )
        draft.action_publish()

    def test_a_stage_asks_for_its_fields_by_their_names(self):
        self._start_process(self._check_fields("date_deadline", "amount"))
        deal = self._create_deal(term_months=12)
        with self.assertRaisesRegex(
            UserError, "Expected Closing.*Amount|Amount.*Closing"
        ):
            deal.action_next_stage()
        deal.write({"date_deadline": "2030-01-01", "amount": 1000})
        deal.action_next_stage()
        self.assertEqual(deal.won_status, "won")

    def test_a_stage_runs_its_action_once_and_not_before_the_gate(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Tell the department",
                "model_id": self.env["ir.model"]._get("crm.lead").id,
                "state": "code",
                "code": "record.message_post(body='handed over to servicing')",
            }
        )
        self._set_last(
            server_action_ids=[Command.set(action.ids)],
            check_entry_ids=[Command.set(self._check_fields("amount").ids)],
        )
        deal = self._create_deal(term_months=12)

        def count():
            return str(deal.sudo().message_ids.mapped("body")).count("handed over")

        with self.assertRaises(UserError):
            deal.action_next_stage()
        self.assertEqual(count(), 0)
        deal.amount = 1000
        deal.action_next_stage()
        deal.write({"stage_id": deal.stage_id.id})
        self.assertEqual(count(), 1)

    def _plan_call(self, user):
        call = self.env.ref("mail.mail_activity_data_call")
        template = {
            "activity_type_id": call.id,
            "summary": "Call a week after the issue",
            "responsible_type": "other",
            "responsible_id": user.id,
        }
        return self.env["mail.activity.plan"].create(
            {
                "name": "Servicing",
                "res_model": "crm.lead",
                "template_ids": [Command.create(template)],
            }
        )

    def test_a_won_deal_is_handed_over_to_who_serves_the_client(self):
        self._set_last(activity_plan_id=self._plan_call(self.colleague).id)
        deal = self._create_deal(amount=1000, term_months=12)
        deal.action_next_stage()
        self.assertEqual(deal.won_status, "won")
        task = deal.sudo().activity_ids
        self.assertEqual(task.user_id, self.colleague)
        self.assertEqual(task.summary, "Call a week after the issue")

    def test_a_deal_that_begins_on_its_first_stage_begins_its_work(self):
        plan = self._plan_call(self.colleague)
        draft = self.env["bank.process"].create(
            {
                "name": "From the start",
                "product_category_ids": [Command.set(self.category.ids)],
                "stage_ids": [
                    Command.create(
                        {"name": "Terms", "sequence": 1, "activity_plan_id": plan.id}
                    ),
                    Command.create({"name": "Won", "sequence": 2, "is_won": True}),
                ],
            }
        )
        draft.action_publish()
        deals = self._create_deal() | self._create_deal()
        for deal in deals:
            self.assertEqual(deal.sudo().activity_ids.user_id, self.colleague)
        # a deal that gets its product later begins then, and once
        late = self._create_deal(product_id=False)
        self.assertFalse(late.sudo().activity_ids)
        late.product_id = self.product
        self.assertEqual(late.process_id, draft)
        late.product_id = self.product
        self.assertEqual(len(late.sudo().activity_ids), 1)
        deals._what_if({})
        self.assertEqual(len(deals.sudo().activity_ids), 2)
