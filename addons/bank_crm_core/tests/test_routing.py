# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from base64 import b64encode
from functools import partial
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.bank_base.tests.common import count_queries
from odoo.addons.bank_text.tests.encoder_file import other_file
from odoo.addons.bank_text.tools import sentence_encoder, topics

from ..models.queue import bank_model
from .test_queue import READER, QueueCommon

TEXTS = {
    "cards": ["карта заблокирована", "потерял карту", "перевыпуск карты", "где карта"],
    "loans": ["погасить кредит", "график по кредиту", "ставка кредита", "новый кредит"],
}
ENGLISH = {
    "cards": [
        "card is blocked",
        "lost my card",
        "a new card, please",
        "where is my card",
    ],
    "loans": [
        "repay the loan",
        "schedule of my loan",
        "rate of the loan",
        "a new loan",
    ],
}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")
class TestRouting(QueueCommon):
    """Where a request goes that nobody has directed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        queues = cls.env["bank.queue"]
        cls.cards = queues.create({"name": "Cards", "days": 5})
        cls.rest = queues.create({"name": "Rest", "is_default": True})
        cls.complaint = cls.env["bank.request.topic"].create(
            {"name": "Grievance", "code": "t_complaint"}
        )
        cls.rules = cls.env["bank.routing.rule"]
        cls.rules.search([]).active = False

    def _rule(self, queue, **values):
        return self.rules.create(
            {
                "name": "Rule",
                "model": "bank.request",
                "queue_id": queue.id,
                **values,
            }
        )

    def _send(self, subject="Check", **values):
        return self._ask(subject, queue_id=False, date_due=False, **values)

    def test_the_first_rule_that_fits_wins(self):
        by_topic = [("topic_id.code", "=", "t_complaint")]
        second = self._rule(self.queue, sequence=2)
        first = self._rule(self.cards, sequence=1, domain=str(by_topic))
        complaint = self._send(topic_id=self.complaint.id)
        self.assertEqual(complaint.queue_id, self.cards)
        self.assertEqual(complaint.sudo().routing_rule_id, first)
        self.assertEqual(str(complaint.date_due), "2026-03-08")
        other = self._send()
        self.assertEqual(other.queue_id, self.queue)
        self.assertEqual(other.sudo().routing_rule_id, second)

    def test_words_in_any_form(self):
        self._rule(self.cards, words="выписка, справка о доходах")
        self.assertEqual(self._send("Нужны выписки").queue_id, self.cards)
        found = self._send("Клиент просит", note="справку о его доходах")
        self.assertEqual(found.queue_id, self.cards)
        self.assertEqual(self._send("Нужен доход").queue_id, self.rest)

    def test_topics_as_the_model_in_force_tells_them(self):
        self._rule(self.cards, topics="cards")
        self.assertEqual(self._send("Потеряна карта").queue_id, self.rest)
        self._put_in_force(TEXTS)
        self.assertEqual(self._send("потерял карту").queue_id, self.cards)
        self.assertEqual(self._send("погасить кредит").queue_id, self.rest)

    def _put_in_force(self, known):
        texts = [text for found in known.values() for text in found] * 3
        labels = [label for label, found in known.items() for _text in found] * 3
        data = topics.fit(texts, labels).to_bytes()
        self.env["bank.model"]._enter_version(
            "topics", "topics", "hash", file=b64encode(data)
        )
        self.env.cr.execute(
            "UPDATE bank_model SET state = 'champion' WHERE code = 'topics'"
        )
        self.env.invalidate_all()

    def _assert_nothing_told(self, subject):
        with self.assertLogs("odoo.addons.bank_crm_core", "WARNING") as logs:
            self.assertEqual(self._send(subject).queue_id, self.rest)
        self.assertIn("No topics are suggested", logs.output[0])

    def test_a_damaged_encoder_stops_no_request(self):
        self._rule(self.cards, topics="cards")
        self._put_in_force(ENGLISH)
        for content in (None, b"PK\x03\x04"):
            with other_file(content):
                self._assert_nothing_told("lost my card")
        self.assertEqual(self._send("lost my card").queue_id, self.cards)
        # the model is in memory by now, the encoder of this process is not
        with other_file(b""):
            self._assert_nothing_told("lost my card")
        other = {"name": "an encoder of another year"}
        bank_model._read_topic_model.cache_clear()
        with patch.object(sentence_encoder, "read_meta", return_value=other):
            self._assert_nothing_told("lost my card")

    def test_by_hand_stays_by_hand(self):
        self._rule(self.cards)
        self.assertEqual(self._ask().queue_id, self.queue)

    def test_without_a_rule_and_a_default_it_is_asked_for(self):
        self.assertEqual(self._send().queue_id, self.rest)
        self.rest.is_default = False
        with self.assertRaises(UserError):
            self._send()

    def test_one_person_gets_it_unless_he_is_away(self):
        expert = self._create_user("expert", READER, self.other_branch)
        self._rule(self.cards, user_ids=[Command.set(expert.ids)])
        request = self._send()
        self.assertEqual((request.state, request.user_id), ("taken", expert))
        self.assertTrue(self.client.with_user(expert).has_access("read"))
        resource = self.env["resource.resource"].create(
            {"name": "Expert", "user_id": expert.id}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "date_from": "2026-03-01 00:00:00",
                "date_to": "2026-03-10 00:00:00",
            }
        )
        waiting = self._send()
        self.assertEqual((waiting.state, waiting.user_id.id), ("new", False))
        waiting.with_user(expert).action_take()
        self.assertEqual(waiting.user_id, expert)

    def test_a_set_of_addressees_alone_takes_it(self):
        experts = self._create_user("expert", READER, self.other_branch) | self.second
        self._rule(self.queue, user_ids=[Command.set(experts.ids)])
        request = self._send()
        self.assertEqual(request.sudo().addressee_ids, experts)
        with self.assertRaises(AccessError):
            request.with_user(self.lawyer).action_take()
        lawyers = self.env["bank.request"].with_user(self.lawyer)
        self.assertEqual(lawyers.action_take_next()["type"], "ir.actions.client")
        request.with_user(experts[0]).action_take_next()
        self.assertEqual(request.user_id, experts[0])

    def test_nothing_goes_behind_the_wall(self):
        self.cards.branch_id = self.other_branch
        self._rule(self.cards)
        self.assertEqual(self._send().queue_id, self.rest)

    def test_judged_as_superuser(self):
        domain = [("requester_id.partner_id.user_ids.login", "=", "bank_manager")]
        self._rule(self.cards, domain=str(domain))
        self.assertEqual(self._send().queue_id, self.cards)

    def test_a_broken_condition_is_refused(self):
        with self.assertRaises(ValidationError):
            self._rule(self.cards, domain="[('no_such_field', '=', 1)]")
        with self.assertRaises(ValidationError):
            self._rule(self.cards, domain="import os")

    def test_dry_run(self):
        for number in range(4):
            self._send("Карта" if number % 2 else "Кредит")
        rule = self._rule(self.cards, words="карта", sequence=5)
        action = rule.with_user(self.administrator).action_try_out()
        self.assertTrue(action["name"].startswith("2 of the last"))
        # what an earlier rule takes does not come to it
        self._rule(self.queue, sequence=1)
        action = rule.with_user(self.administrator).action_try_out()
        self.assertTrue(action["name"].startswith("0 of the last"))
        # an administrator sees no clients' requests by that
        requests = self.env["bank.request"].with_user(self.administrator)
        self.assertFalse(requests.search(action["domain"]))
        with self.assertRaises(AccessError):
            rule.with_user(self.head).action_try_out()

    def test_the_number_of_statements_does_not_grow(self):
        self._rule(self.cards, words="карта")
        self._rule(self.queue, domain="[('topic_id', '!=', False)]")
        requests = self.env["bank.request"].concat(
            *(self._send("Карта") for _n in range(10))
        )
        for part in (requests[:1], requests):
            route = partial(self.rules._route, part)
            self.assertLessEqual(count_queries(self.env, route), 6)

    def test_a_change_of_a_rule_is_a_decision(self):
        rule = self._rule(self.cards)
        decisions = self.env["bank.decision"].sudo()
        before = decisions.search_count([("kind", "=", "config")])
        rule.with_user(self.administrator).words = "карта"
        self.assertEqual(decisions.search_count([("kind", "=", "config")]), before + 1)
        for user in (self.manager, self.head, self.lead):
            with self.assertRaises(AccessError):
                rule.with_user(user).queue_id = self.queue

    def test_a_queue_that_was_handed_on_is_no_rules_any_more(self):
        rule = self._rule(self.queue)
        request = self._send()
        self.assertEqual(request.sudo().routing_rule_id, rule)
        request.with_user(self.lead)._hand_over(self.cards, self.env["res.users"])
        self.assertFalse(request.sudo().routing_rule_id)
