# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import ANNA, PETR, MassSmsCommon


@tagged("post_install", "-at_install")
class TestMassSms(MassSmsCommon):
    """Mass SMS ask the gate when they are looked at and when they are sent."""

    def test_whom_it_would_leave_out_is_seen_before_it_is_sent(self):
        self._consent(self.client, "withdrawn")
        self.colleague_client.phone = False
        mailing = self._create_mailing()
        report = mailing.gate_report
        self.assertEqual((report["total"], report["passing"]), (2, 0))
        rows = {row["kind"]: row["label"] for row in report["rows"]}
        self.assertEqual(set(rows), {"consent", "address"})
        self.assertEqual(rows["address"], "No number for SMS")

    def test_who_is_left_out_gets_a_trace_with_the_reason(self):
        self._suppress()
        mailing = self._create_mailing()
        self.assertEqual(self._send(mailing), [ANNA])
        traces = self._traces(mailing)
        held = traces[self.client]
        self.assertEqual(
            (held.trace_status, held.failure_type, held.trace_type),
            ("cancel", "bank_gate", "sms"),
        )
        self.assertIn("Lawsuit", held.failure_reason)
        self.assertEqual(held.sms_number, PETR)
        self.assertEqual(traces[self.colleague_client].trace_status, "pending")
        self.assertEqual(mailing.state, "done")
        self.assertFalse(self.client.interaction_ids)
        row = self.colleague_client.interaction_ids
        self.assertEqual(
            (row.purpose, row.channel_id.code, row.direction),
            ("marketing", "sms", "out"),
        )

    def test_who_refuses_letters_alone_gets_his_sms(self):
        email = self.env.ref("bank_crm_core.bank_channel_email")
        self._consent(self.client, "withdrawn", channel_id=email.id)
        self.assertEqual(self._send(self._create_mailing()), [PETR, ANNA])

    def test_a_segment_is_the_recipients(self):
        segments = self.env["bank.segment"].with_user(self.marketer)
        segment = segments.create({"name": "Savers", "kind": "fixed"})
        segment._add_clients(self.client.with_user(self.marketer))
        mailing = self._create_mailing(segment_id=segment.id)
        self.assertEqual(mailing.gate_report["total"], 1)
        self.assertEqual(self._send(mailing), [PETR])
        self.assertEqual(list(self._traces(mailing)), [self.client])

    def test_asked_again_when_each_sms_leaves(self):
        mailing = self._create_mailing(product_category_id=self.category.id)
        mailing.action_put_in_queue()
        with self.enter_registry_test_mode():
            cron = self.env.ref("mass_mailing.ir_cron_mass_mailing_queue")
            cron.method_direct_trigger()
        texts = self.env["sms.sms"].search([("mailing_id", "=", mailing.id)])
        self.assertEqual(set(texts.mapped("contact_purpose")), {"marketing"})
        # about loans, as the mailing is
        suppression = {"partner_id": self.client.id, "reason": "Lawsuit"}
        suppression["product_category_id"] = self.category.id
        self.env["bank.suppression"].create(suppression)
        self.assertEqual(self._run_queue(), [ANNA])
        held = self._traces(mailing)[self.client]
        self.assertEqual(
            (held.trace_status, held.failure_type), ("cancel", "bank_gate")
        )
        self.assertIn("Lawsuit", held.failure_reason)

    def test_the_topic_decides_with_the_purpose(self):
        suppression = {"partner_id": self.client.id, "reason": "Lawsuit"}
        suppression["product_category_id"] = self.category.id
        self.env["bank.suppression"].create(suppression)
        self.assertEqual(self._create_mailing().gate_report["passing"], 2)
        mailing = self._create_mailing(product_category_id=self.category.id)
        self.assertEqual(mailing.gate_report["passing"], 1)
        self.assertEqual(self._send(mailing), [ANNA])

    def test_a_consent_to_one_topic_is_enough_for_it(self):
        for client in self.clients:
            self._consent(client, "withdrawn")
        self._consent(self.client, product_category_id=self.category.id)
        mailing = self._create_mailing(product_category_id=self.category.id)
        self.assertEqual(self._send(mailing), [PETR])

    def test_a_list_of_numbers_reaches_the_clients_who_have_them(self):
        contacts = self.env["mailing.contact"].create(
            [
                {"name": "Petr", "mobile": "8 916 123 45 67"},
                {"name": "Nobody", "mobile": "+7 916 000-11-22"},
            ]
        )
        mailing_list = self.env["mailing.list"].create(
            {"name": "Seminar", "contact_ids": contacts.ids}
        )
        self._suppress()
        mailing = self._create_mailing(
            mailing_model_id=self.env["ir.model"]._get_id("mailing.list"),
            contact_list_ids=mailing_list.ids,
            mailing_domain=repr([("list_ids", "in", mailing_list.ids)]),
        )
        self.assertEqual(mailing.gate_report["passing"], 1)
        self.assertEqual(self._send(mailing), ["+79160001122"])
        self.assertIn("Lawsuit", self._traces(mailing)[self.client].failure_reason)

    def test_a_card_with_the_number_of_another_client(self):
        stranger = self._create_client("Stranger", phone=PETR)
        self._consent(stranger)
        self._suppress()
        mailing = self._create_mailing(mailing_domain=repr([("id", "=", stranger.id)]))
        # his own number too: he is asked about, and he has said yes
        self.assertEqual(self._send(mailing), [PETR])
        partner = self.env["res.partner"].create({"name": "Shell", "phone": PETR})
        mailing = self._create_mailing(
            self.env.user, mailing_domain=repr([("id", "=", partner.id)])
        )
        self.assertEqual(mailing.gate_report["passing"], 0)

    def test_all_left_out_is_done_too(self):
        for client in self.clients:
            self._suppress(client)
        mailing = self._create_mailing()
        self.assertEqual(self._send(mailing), [])
        self.assertEqual((mailing.state, mailing.canceled), ("done", 2))

    def test_each_sending_is_kept_with_its_counts(self):
        self._suppress()
        self._send(self._create_mailing())
        row = self.env["bank.decision"].search([("kind", "=", "mailing")], limit=1)
        payload = json.loads(row.payload)
        self.assertEqual((payload["channel"], payload["recipients"]), ("sms", 1))
        self.assertEqual(payload["left_out"], {"suppression": 1})

    def test_a_refusal_of_the_provider_stands_on_the_trace(self):
        self._answer(422, status="refused", reason="number is closed")
        mailing = self._create_mailing()
        self._send(mailing)
        trace = self._traces(mailing)[self.client]
        self.assertEqual(
            (trace.trace_status, trace.failure_type), ("error", "bank_refused")
        )
        self.assertIn("number is closed", trace.failure_reason)

    def test_ten_recipients_cost_what_hundreds_cost(self):
        def count(number):
            clients = self._create_many(number)
            mailing = self._create_mailing()
            return count_queries(self.env, lambda: mailing._find_left_out(clients.ids))

        self.assertEqual(count(10), count(900))

    def _create_many(self, number):
        return self.env["res.partner"].create(
            [
                {
                    "name": f"Client {row}",
                    "client_kind": "person",
                    "branch_id": self.branch.id,
                    "manager_id": self.manager.id,
                    "phone": f"+7917{number:04}{row:03}"[:12],
                }
                for row in range(number)
            ]
        )
