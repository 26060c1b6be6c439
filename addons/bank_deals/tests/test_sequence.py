# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries
from odoo.addons.base.models.ir_cron import IrCron

from .common import DealCommon


class SequenceCommon(DealCommon):
    """A letter, then a call of who replied, a second letter to who did not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.email = "client@example.com"
        cls.letter = cls.env["mail.template"].create(
            {
                "name": "About the loan",
                "model_id": cls.env["ir.model"]._get("crm.lead").id,
                "subject": "Your loan",
                "body_html": "<p>Good day</p>",
                "partner_to": "{{ object.partner_id.id }}",
                "use_default_to": False,
                "attachment_ids": [
                    Command.create({"name": "bill.txt", "raw": b"Bill", "res_id": 0})
                ],
            }
        )
        cls.sequence = cls._create_sequence()
        by_name = {step.summary: step for step in cls.sequence.template_ids}
        cls.first, cls.call = by_name["First letter"], by_name["Call"]
        cls.second, cls.last = by_name["Second letter"], by_name["Give up?"]
        cls.ask = by_name["Ask"]
        cls.sequence.action_publish()

    @classmethod
    def _create_sequence(cls):
        todo = cls.env.ref("mail.mail_activity_data_todo")
        plan = cls.env["mail.activity.plan"].create(
            {"name": "Second Try", "res_model": "crm.lead", "company_id": False}
        )
        step = {
            "plan_id": plan.id,
            "activity_type_id": todo.id,
            "delay_from": "after_plan_date",
            "delay_count": 0,
            "responsible_type": "manager",
        }
        letter = {"step_kind": "letter", "letter_template_id": cls.letter.id}
        steps = cls.env["mail.activity.plan.template"]
        first = steps.create({**step, **letter, "summary": "First letter"})
        after = {**step, "after_id": first.id, "delay_count": 3}
        steps.create({**after, "summary": "Call", "branch": "reply"})
        second = steps.create(
            {**after, **letter, "summary": "Second letter", "branch": "silent"}
        )
        steps.create(
            {
                **step,
                "after_id": second.id,
                "delay_count": 2,
                "summary": "Give up?",
            }
        )
        steps.create({**after, "summary": "Ask", "branch": "opened"})
        return plan

    def _start(self, deal=None):
        deal = deal or self._create_deal()
        plans = self.env["bank.action.plan"].with_user(self.manager)
        return plans._begin(self.sequence, deal).sudo()

    def _item(self, plan, step):
        return plan.item_ids.filtered(lambda item: item.template_id == step)

    def _states(self, plan):
        steps = (self.first, self.call, self.second, self.last, self.ask)
        return [self._item(plan, step).state for step in steps]

    def _later(self, days):
        """Let the scheduler run so many days later."""
        with (
            freeze_time(fields.Datetime.now() + timedelta(days=days)),
            patch.object(IrCron, "_commit_progress", return_value=1.0),
        ):
            self.env["bank.action.item"]._cron_take_turns()

    def _reply(self, deal, **values):
        self.client._log_interaction(
            channel="phone",
            direction="in",
            subject="Yes",
            source=deal,
            date=fields.Datetime.now() + timedelta(seconds=5),
            **values,
        )


@tagged("post_install", "-at_install")
class TestSequence(SequenceCommon):
    """Steps over channels, with waits and branches on what the client does."""

    def test_a_letter_goes_out_by_itself_with_its_document(self):
        plan = self._start()
        self.assertEqual(
            self._states(plan), ["done", "waiting", "waiting", "waiting", "waiting"]
        )
        mail = self.env["mail.mail"].search([("model", "=", "crm.lead")], limit=1)
        self.assertEqual(mail.recipient_ids, self.client)
        self.assertEqual(mail.attachment_ids.mapped("name"), ["bill.txt"])

    def test_who_replies_is_called_at_once(self):
        deal = self._create_deal()
        plan = self._start(deal)
        self._reply(deal)
        self.assertEqual(
            self._states(plan), ["done", "open", "cancelled", "cancelled", "cancelled"]
        )
        task = deal.activity_ids
        self.assertEqual((task.summary, task.user_id), ("Call", self.manager))
        rows = self.env["crm.lead"].with_user(self.manager).get_my_day()["tasks"]
        self.assertIn("Call", [row["name"] for row in rows])
        task.action_feedback()
        self.assertEqual(plan.state, "done")

    def test_who_is_silent_gets_the_second_letter_after_the_wait(self):
        plan = self._start()
        self._later(2)
        self.assertEqual(self._item(plan, self.second).state, "waiting")
        self._later(3)
        self.assertEqual(
            self._states(plan), ["done", "cancelled", "done", "waiting", "cancelled"]
        )
        mails = self.env["mail.mail"].search_count([("model", "=", "crm.lead")])
        self.assertEqual(mails, 2)
        self._later(4)
        self.assertEqual(self._item(plan, self.last).state, "waiting")
        self._later(6)
        self.assertEqual(self._item(plan, self.last).state, "open")

    def test_who_has_opened_the_offer_is_asked(self):
        self.product.write({"rate": 12})
        deal = self._create_deal(amount=1000, term_months=12)
        plan = self._start(deal)
        offer = self.env["bank.offer"].with_user(self.manager)
        offer = offer.create({"deal_id": deal.id}).sudo()
        with freeze_time(fields.Datetime.now() + timedelta(hours=1)):
            offer._note_opened()
        self._later(3)
        self.assertEqual(self._item(plan, self.ask).state, "open")

    def test_a_reply_before_the_letter_is_none(self):
        deal = self._create_deal()
        self.client._log_interaction(
            channel="phone",
            direction="in",
            subject="Before",
            source=deal,
            date=fields.Datetime.now() - timedelta(days=1),
        )
        plan = self._start(deal)
        self._later(3)
        self.assertEqual(self._item(plan, self.second).state, "done")

    def test_the_contact_gate_is_asked(self):
        self.letter.contact_purpose = "marketing"
        plan = self._start()
        item = self._item(plan, self.first)
        self.assertEqual(item.state, "failed")
        self.assertTrue(item.problem)
        self.assertFalse(
            self.env["mail.mail"].search_count([("model", "=", "crm.lead")])
        )
        self.assertEqual(plan.state, "running")
        self.letter.contact_purpose = "service"
        item.with_user(self.manager).action_retry()
        self.assertEqual(item.state, "done")

    def test_without_an_address_nothing_goes_out(self):
        self.client.email = False
        item = self._item(self._start(), self.first)
        self.assertEqual(item.state, "failed")
        self.assertIn("no e-mail", item.problem)

    def test_nothing_is_sent_in_a_closed_deal(self):
        deal = self._create_deal()
        plan = self._start(deal)
        deal.action_set_lost(lost_reason_id=self.reason.id)
        self._later(3)
        self.assertEqual(
            self._states(plan),
            ["done", "cancelled", "cancelled", "cancelled", "cancelled"],
        )
        self.assertEqual(plan.state, "done")

    def test_a_stage_sends_its_letter(self):
        self.preliminary.activity_plan_id = self.sequence
        deal = self._create_deal()
        deal.action_next_stage()
        mail = self.env["mail.mail"].search([("model", "=", "crm.lead")])
        self.assertEqual((mail.res_id, len(mail)), (deal.id, 1))

    def test_a_stopped_sequence_sends_nothing(self):
        plan = self._start()
        plan.with_user(self.manager)._stop("He has asked for peace")
        self._later(30)
        self.assertEqual(set(self._states(plan)), {"done", "cancelled"})

    def test_a_new_version_keeps_the_order_of_its_steps(self):
        self.env.flush_all()
        self.cr.execute(
            "UPDATE mail_activity_plan_template SET sequence = -id WHERE plan_id = %s",
            (self.sequence.id,),
        )
        self.env.invalidate_all()
        action = self.sequence.action_new_version()
        draft = self.sequence.browse(action["res_id"])
        by_name = {step.summary: step for step in draft.template_ids}
        self.assertEqual(by_name["Call"].after_id, by_name["First letter"])
        self.assertEqual(by_name["Give up?"].after_id, by_name["Second letter"])

    def test_steps_that_cannot_be(self):
        draft = self._create_sequence()
        by_name = {step.summary: step for step in draft.template_ids}
        for name, values in (
            ("First letter", {"after_id": by_name["Give up?"].id}),
            ("Call", {"after_id": self.first.id}),
            ("First letter", {"letter_template_id": False}),
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                by_name[name].write(values)
        by_name["Call"].after_id = False
        with self.assertRaisesRegex(UserError, "after which step"):
            draft.action_publish()

    def test_nobody_begins_a_step_by_hand(self):
        plan = self._start()
        item = self._item(plan, self.second).with_user(self.manager)
        for values in (
            {"state": "open"},
            {"is_begun": True},
            {"date_due": "2020-01-01"},
        ):
            with self.assertRaises(AccessError):
                item.write(values)
        with self.assertRaises(UserError):
            item.action_done()

    def test_many_turns_cost_as_many_statements_as_few(self):
        one = self._start()
        for _number in range(3):
            self._start()
        items = self.env["bank.action.item"].search([("state", "=", "waiting")])
        counts = []
        for part in (items & one.item_ids, items):
            counts.append(count_queries(self.env, part._take_turn))
        self.assertLessEqual(counts[1], counts[0] + 2)


@tagged("post_install", "-at_install")
class TestReturn(SequenceCommon):
    """A client who comes back to the page of his offer."""

    def test_a_return_is_a_task_to_call(self):
        self.product.write({"rate": 12})
        deal = self._create_deal(amount=1000, term_months=12)
        offers = self.env["bank.offer"].with_user(self.manager)
        offer = offers.create({"deal_id": deal.id})
        offer.action_present()
        offer.sudo()._note_opened()
        self.assertFalse(deal.activity_ids, "the first time is no return")
        with freeze_time(fields.Datetime.now() + timedelta(hours=1)):
            offer.sudo()._note_opened()
        self.assertFalse(deal.activity_ids, "nor is the next page")
        with freeze_time(fields.Datetime.now() + timedelta(hours=30)):
            offer.sudo()._note_opened()
            offer.sudo()._note_opened()
        task = deal.activity_ids
        self.assertEqual((len(task), task.user_id), (1, self.manager))
        self.assertRegex(task.summary, "again|снова")
        self.assertEqual(offer.seen_count, 2)
        with self.assertRaises(UserError):
            offer.seen_count = 9
