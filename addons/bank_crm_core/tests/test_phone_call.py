# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import BankCoreCommon

SECOND = "8 (495) 700-00-77"


@tagged("post_install", "-at_install")
class TestPhoneCall(BankCoreCommon):
    def _register(self, number, user=None, **values):
        calls = self.env["bank.phone.call"].with_user(user or self.operator)
        action = calls.register(number, **values)
        return calls.browse(action["res_id"])

    def test_a_second_phone_is_the_clients_too(self):
        self.env["bank.client.phone"].create(
            {"partner_id": self.client.id, "number": SECOND, "kind": "work"}
        )
        for typed in ("+7 495 700 00 77", "84957000077", "8 916 123-45-67"):
            call = self._register(typed)
            self.assertEqual(call.partner_id, self.client, typed)
            self.assertFalse(call.is_unknown)
        call.note = "Asked about the rate"
        action = call.action_open_client()
        self.assertEqual(action["res_id"], self.client.id)
        row = self.client.card_interaction_ids[:1]
        self.assertEqual(row.summary, "Asked about the rate")
        self.assertEqual((row.user_id, row.direction), (self.operator, "in"))
        self.assertEqual(call.outcome, "client")

    def test_the_phone_of_a_contact_leads_to_the_client(self):
        contact = self.env["res.partner"].create(
            {"name": "Son", "parent_id": self.client.id}
        )
        self.env["bank.client.phone"].create(
            {"partner_id": contact.id, "number": SECOND}
        )
        self.assertEqual(self._register(SECOND).partner_id, self.client)

    def test_two_clients_of_one_number_are_asked_for(self):
        for client in (self.client, self.colleague_client):
            self.env["bank.client.phone"].create(
                {"partner_id": client.id, "number": SECOND}
            )
        call = self._register(SECOND)
        self.assertFalse(call.partner_id)
        self.assertEqual(call.candidate_ids, self.client | self.colleague_client)
        with self.assertRaisesRegex(UserError, "choose the client"):
            call.action_open_client()

    def test_an_unknown_number_is_noted_only(self):
        call = self._register(SECOND)
        self.assertTrue(call.is_unknown)
        with self.assertRaisesRegex(UserError, "what was said"):
            call.action_note_only()
        call.note = "Asked for opening hours"
        call.action_note_only()
        self.assertEqual(call.outcome, "note")
        with self.assertRaisesRegex(UserError, "over"):
            call.note = "Something else"
        with self.assertRaisesRegex(UserError, "over"):
            call.action_note_only()

    def test_his_manager_attaches_the_phone(self):
        call = self._register(SECOND, self.manager)
        call.partner_id = self.client
        self.assertTrue(call.is_new_phone)
        call.action_attach()
        self.assertIn("74957000077", self.client.phone_ids.mapped("digits"))
        self.assertEqual(self._register(SECOND).partner_id, self.client)

    def test_an_operator_asks_the_manager_to_attach_it(self):
        """A phone opens what is sent to it: who rings in does not choose it."""
        call = self._register(SECOND)
        call.partner_id = self.client
        call.action_attach()
        self.assertNotIn("74957000077", self.client.phone_ids.mapped("digits"))
        task = self.client.activity_ids
        self.assertEqual(task.user_id, self.manager)
        self.assertIn(SECOND, task.summary)

    def test_a_new_client_is_known_once_he_is_saved(self):
        call = self._register(SECOND, self.manager)
        context = call.action_new_client()["context"]
        client = (
            self.env["res.partner"]
            .with_user(self.manager)
            .with_context(**context)
            .create({"name": "Новый Клиент"})
        )
        call.invalidate_recordset()
        self.assertEqual(call.candidate_ids, client)
        with self.assertRaises(AccessError):
            self._register(SECOND).action_new_client()

    def test_it_is_there_after_a_refresh_until_it_is_finished(self):
        call = self._register(SECOND)
        calls = self.env["bank.phone.call"]
        (row,) = calls.with_user(self.operator).get_open_calls()
        self.assertEqual(row["id"], call.id)
        self.assertFalse(calls.with_user(self.manager).get_open_calls())
        call.note = "Wrong number"
        call.action_note_only()
        self.assertFalse(calls.with_user(self.operator).get_open_calls())

    def test_telephony_rings_on_the_screen_of_who_answers(self):
        call = self.env["bank.phone.call"].sudo()._ring(SECOND, user=self.operator)
        self.assertEqual(call.user_id, self.operator)
        self.env.cr.precommit.run()
        messages = self.env["bus.bus"].search([]).mapped("message")
        self.assertTrue(any("bank_phone_call" in message for message in messages))

    def test_the_wall_makes_a_number_unknown(self):
        self.env["bank.client.phone"].create(
            {"partner_id": self.other_client.id, "number": SECOND}
        )
        call = self._register(SECOND)
        self.assertTrue(call.is_unknown)
        self.assertFalse(call.partner_id)
        with self.assertRaises(AccessError):
            call.partner_id = self.other_client
        # the calls of others with nobody's number are theirs
        self.assertFalse(call.with_user(self.colleague).has_access("read"))

    def test_a_call_is_not_forged(self):
        call = self._register(SECOND)
        values = {"number": "1", "user_id": self.operator.id}
        with self.assertRaises(AccessError):
            self.env["bank.phone.call"].with_user(self.operator).create(values)
        for field, value in (
            ("outcome", "client"),
            ("user_id", self.manager.id),
            ("number", "1"),
            ("date", "2020-01-01"),
        ):
            with self.assertRaises(AccessError):
                call.write({field: value})
        with self.assertRaises(AccessError):
            call.with_user(self.manager).action_note_only()
        for user in (self.auditor, self.administrator, self.employee):
            with self.assertRaises(AccessError):
                self._register(SECOND, user)

    def test_the_call_button_dials_and_stays_on_the_screen(self):
        phone = self.client.phone_ids.with_user(self.manager)
        with self.subTest("he may be called"):
            self.env["bank.contact.policy"].search([]).write(
                {"hour_from": 0, "hour_to": 24, "hour_weekend_from": 0}
                | {"hour_weekend_to": 24}
            )
            self.assertEqual(phone.action_call()["url"], "tel:+79161234567")
            call = self.env["bank.phone.call"].search([], limit=1)
            self.assertEqual((call.partner_id, call.direction), (self.client, "out"))
        self.env["bank.suppression"].create(
            {"partner_id": self.client.id, "reason": "asked"}
        )
        with self.assertRaises(UserError):
            phone.action_call()
