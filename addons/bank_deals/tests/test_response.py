# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from functools import partial

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .inquiry_common import InquiryCommon


@tagged("post_install", "-at_install")
class TestResponse(InquiryCommon):
    """The client of a deal has written: until when the bank answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deal = cls._create_deal(amount=500_000, term_months=12)
        cls.regime = cls.env.ref("bank_deals.bank_clock_regime_answer")
        cls.taken_up = cls.env.ref("bank_deals.bank_clock_regime_inquiry")

    def _write(self, channel="email", **values):
        """Let the client write."""
        return self._contact("in", channel, **values)

    def _contact(self, direction, channel="email", source=None, **values):
        return self.client.with_user(self.manager)._log_interaction(
            channel=channel,
            direction=direction,
            subject="About the loan",
            source=self.deal if source is None else source,
            **values,
        )

    def _clocks(self, document=None):
        document = document or self.deal
        domain = [("res_model", "=", document._name), ("res_id", "=", document.id)]
        return self.env["bank.clock"].search(domain, order="id")

    def test_a_letter_begins_a_term_and_an_answer_ends_it(self):
        self._write()
        clock = self._clocks()
        self.assertEqual((clock.regime_id, clock.state), (self.regime, "running"))
        self.assertTrue(self.deal.clock_date_due)
        self.assertIn(self.deal, self.deal.search([("clock_state", "=", "running")]))
        self._contact("out", "phone")
        self.assertEqual(clock.state, "met")
        self.deal.invalidate_recordset(["clock_state"])
        self.assertFalse(self.deal.clock_state)

    def test_the_next_letter_begins_another_term(self):
        self._write()
        self._contact("out")
        self._write()
        states = self._clocks().mapped("state")
        self.assertEqual(states, ["met", "running"])

    def test_who_waits_has_waited_since_his_first_letter(self):
        first = fields.Datetime.now() - timedelta(hours=3)
        self._write(date=first)
        self._write()
        clock = self._clocks()
        self.assertEqual(clock.date_started, first.replace(microsecond=0))

    def test_an_answer_that_comes_late_is_late(self):
        self._write(date=fields.Datetime.now() - timedelta(days=30))
        clock = self._clocks()
        self._contact("out")
        self.assertEqual(clock.state, "late")

    def test_what_was_said_before_the_letter_is_no_answer(self):
        self._write()
        self._contact("out", date=fields.Datetime.now() - timedelta(days=1))
        self.assertEqual(self._clocks().state, "running")

    def test_a_call_from_the_card_answers_in_every_deal(self):
        self._write()
        self._contact("out", "phone", source=False)
        self.assertEqual(self._clocks().state, "met")

    def test_a_call_is_answered_while_it_lasts(self):
        self._write(channel="phone")
        self.assertFalse(self._clocks())

    def test_the_first_rule_that_fits_says_the_term(self):
        quick = self.regime.copy({"code": "t_quick", "amount": 1})
        rules = self.env["bank.response.rule"]
        rules.create(
            {
                "subject": "message",
                "sequence": 1,
                "regime_id": quick.id,
                "product_category_id": self.category.id,
                "least_worth": 1_000_000,
                "channel_ids": [
                    Command.set(self.env.ref("bank_crm_core.bank_channel_email").ids)
                ],
            }
        )
        self._write()
        self.assertEqual(self._clocks().regime_id, self.regime)
        self._contact("out")
        self.deal.write({"amount": 2_000_000})
        self._write(channel="chat")
        self.assertEqual(self._clocks()[-1].regime_id, self.regime)
        self._contact("out")
        self._write()
        self.assertEqual(self._clocks()[-1].regime_id, quick)

    def test_a_letter_into_the_deal_is_the_clients(self):
        self.deal.sudo().message_post(
            body="When?", message_type="email", author_id=self.client.id
        )
        self.assertEqual(self._clocks().state, "running")
        self._contact("out")
        self.deal.sudo().message_post(
            body="Me too", message_type="email", author_id=self.other_client.id
        )
        self.assertEqual(len(self._clocks()), 1)

    def test_nobody_waits_in_a_closed_deal(self):
        self._write()
        self.deal.action_set_lost(lost_reason_id=self.reason.id)
        self.assertTrue(self._clocks().date_stopped)
        self._write()
        self.assertEqual(len(self._clocks()), 1)

    def test_a_won_deal_waits_for_nothing(self):
        self._write()
        self._win(self.deal)
        self.assertTrue(self._clocks().date_stopped)

    def test_an_inquiry_is_taken_up_and_waits_on_in_its_deal(self):
        inquiry = self._submit()
        clock = self._clocks(inquiry)
        self.assertEqual((clock.regime_id, clock.state), (self.taken_up, "running"))
        inquiry.with_user(self.manager).action_take()
        deal = self._qualify(inquiry, is_new_client=True)
        self.assertEqual(clock.state, "met")
        waiting = self._clocks(deal)
        self.assertEqual(waiting.regime_id, self.regime)
        self.assertEqual(
            waiting.date_started, inquiry.create_date.replace(microsecond=0)
        )

    def test_the_manager_is_reminded(self):
        self._write(date=fields.Datetime.now() - timedelta(days=30))
        self._clocks()._watch()
        task = self.deal.activity_ids
        self.assertEqual((task.user_id, len(task)), (self.manager, 1))

    def test_nobody_stops_a_term_by_hand(self):
        self._write()
        clock = self._clocks()
        for user in (self.manager, self.head):
            with self.assertRaises(AccessError):
                clock.with_user(user).write({"date_stopped": fields.Datetime.now()})
        rule = self.env.ref("bank_deals.bank_response_rule_message")
        with self.assertRaises(AccessError):
            rule.with_user(self.head).active = False

    def test_many_letters_cost_as_many_statements_as_few(self):
        deals = [self._create_deal() for _number in range(8)]
        self.env.flush_all()
        counts = []
        for part in (deals[:2], deals[2:]):
            messages = {
                deal.sudo(): (fields.Datetime.now(), self.env["bank.channel"])
                for deal in part
            }
            self.env.ref("bank_deals.bank_response_rule_message").channel_ids = False
            leads_sudo = self.env["crm.lead"].sudo()
            start = partial(leads_sudo._start_responses, messages)
            counts.append(count_queries(self.env, start))
        self.assertLessEqual(counts[1], counts[0] + 1)
