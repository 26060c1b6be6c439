# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from unittest.mock import patch

from odoo.tests import Form, tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestHistory(BankCoreCommon):
    """What was said stays, and is seen at once by whoever looks at the card."""

    def _read_bus(self, model="bus.bus"):
        self.env.cr.precommit.run()
        rows = self.env[model].search([])
        return [
            (json.loads(row.channel), json.loads(row.message)["payload"])
            for row in rows
            if json.loads(row.message)["type"] == "bank_card_changed"
        ]

    def _ask_channels(self, user, *names):
        websocket = self.env["ir.websocket"].with_user(user)
        stock = "odoo.addons.bus.models.ir_websocket.IrWebsocket"
        with patch(f"{stock}._build_bus_channel_list", lambda _self, rest: rest):
            found = websocket._build_bus_channel_list(list(names))
        # stock adds the discussions of the user
        return [
            channel
            for channel in found
            if isinstance(channel, str)
            or (isinstance(channel, tuple) and channel[1] == "bank_card")
        ]

    def test_a_contact_is_told_to_whoever_looks_at_the_card(self):
        self.client._log_interaction(
            channel="phone", subject="Call", user=self.colleague
        )
        ((channel, payload),) = self._read_bus()
        self.assertIn(self.client.id, channel)
        self.assertEqual(payload, {"id": self.client.id, "user": self.colleague.id})

    def test_a_mass_of_contacts_is_not_told(self):
        clients = self.env["res.partner"].browse()
        for number in range(21):
            clients |= self._create_client(f"Client {number}")
        clients._log_interaction(channel="email", subject="Letter")
        self.assertFalse(self._read_bus())

    def test_what_the_feed_brings_is_told_unless_it_is_a_mass(self):
        self._create_account(source_key="acc-1", number="40817810000000000001")
        self._read_bus()
        before = len(self._read_bus())
        rows = [
            {
                "source_key": f"op-{number}",
                "account": "acc-1",
                "date": "2026-03-03 10:00:00",
                "amount": -100.0 - number,
                "kind": "card",
            }
            for number in range(25)
        ]
        report = self.env["bank.operation"]._upsert(rows[:1])
        self.assertEqual(report["created"], 1, report)
        told = self._read_bus()[before:]
        self.assertEqual(
            [payload for _channel, payload in told],
            [{"id": self.client.id, "user": False}],
        )
        self.env["bank.operation"]._upsert(rows[:1])  # nothing new: nothing is told
        self.env["bank.operation"]._upsert(rows)
        self.assertEqual(len(self._read_bus()), before + 1)

    def test_what_becomes_of_a_request_is_told(self):
        queue = self.env["bank.queue"].create({"name": "Lawyers"})
        before = len(self._read_bus())
        self.env["bank.request"].with_user(self.manager).create(
            {
                "subject": "Complaint",
                "queue_id": queue.id,
                "res_model": "res.partner",
                "res_id": self.client.id,
                "date_due": "2099-01-01",
            }
        ).action_cancel()
        told = [payload for _channel, payload in self._read_bus()[before:]]
        self.assertEqual(told, [{"id": self.client.id, "user": self.manager.id}] * 2)

    def test_the_channel_of_a_hidden_client_is_not_given(self):
        asked = [
            f"bank_card/{client.id}" for client in (self.client, self.other_client)
        ]
        asked += ["bank_card/x", f"bank_card/{self.manager.partner_id.id}", "other"]
        found = self._ask_channels(self.manager, *asked)
        self.assertEqual(found, ["other", (self.client, "bank_card")])
        found = self._ask_channels(self.employee, *asked)
        self.assertEqual(found, ["other"])

    def test_a_colleagues_comment_is_on_the_same_card(self):
        self.client.with_user(self.head).message_post(body="He waits for the rate")
        bodies = self.client.with_user(self.manager).message_ids.mapped("body")
        self.assertTrue(any("waits for the rate" in body for body in bodies))

    def test_what_was_said_survives_the_managers_leaving(self):
        client = self.client.with_user(self.manager)
        client._log_interaction(channel="phone", subject="Promised a rate")
        message = client.message_post(
            body="The terms", partner_ids=self.client.ids, message_type="email"
        )
        mails = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        deal = self.env["bank.obligation"]._promise(client, "Send it", "2030-01-01")
        # he deletes his mail, his mailbox goes, he leaves
        mails.sudo().unlink()
        self.manager.email = False
        self.client.manager_id = self.colleague
        self.manager.active = False
        self.env.invalidate_all()
        form = self.env.ref("bank_crm_core.res_partner_view_form_client")
        heir = self.client.with_user(self.colleague)
        with Form(heir, view=form) as card:
            rows = card.card_interaction_ids
            self.assertIn("Promised a rate", [row.subject for row in rows])
        row = heir.interaction_ids.filtered(
            lambda row: row.subject == "Promised a rate"
        )
        self.assertEqual(row.user_id.with_context(active_test=False), self.manager)
        self.assertTrue(row.user_id.name)
        self.assertIn("The terms", "".join(heir.message_ids.mapped("body")))
        self.assertTrue(deal.exists())
