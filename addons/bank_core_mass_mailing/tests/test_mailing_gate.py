# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import MailingCommon

PETR = '"Щербаков Пётр Ильич" <petr@example.com>'
ANNA = '"Сидорова Анна" <anna@example.com>'


@tagged("post_install", "-at_install")
class TestMailingGate(MailingCommon):
    """A mailing asks the gate when it is looked at and when it is sent."""

    def test_whom_it_would_leave_out_is_seen_before_it_is_sent(self):
        self._consent(self.client, "withdrawn")
        self.colleague_client.email = False
        mailing = self._create_mailing()
        report = mailing.gate_report
        self.assertEqual((report["total"], report["passing"]), (2, 0))
        counts = {row["kind"]: row["count"] for row in report["rows"]}
        self.assertEqual(counts, {"consent": 1, "address": 1})
        action = mailing.action_open_left_out("consent")
        self.assertEqual(action["domain"], [("id", "in", self.client.ids)])

    def test_who_is_left_out_gets_a_trace_with_the_reason(self):
        self._suppress(self.client)
        mailing = self._create_mailing()
        self.assertEqual(self._send(mailing), [ANNA])
        self.assertEqual(mailing.state, "done")
        traces = self._traces(mailing)
        held = traces[self.client]
        self.assertEqual(
            (held.trace_status, held.failure_type), ("cancel", "bank_gate")
        )
        self.assertIn("Lawsuit", held.failure_reason)
        self.assertEqual(held.email, "petr@example.com")
        self.assertEqual(traces[self.colleague_client].trace_status, "sent")
        self.assertFalse(self.client.interaction_ids)
        row = self.colleague_client.interaction_ids
        self.assertEqual((row.purpose, row.direction), ("marketing", "out"))

    def test_asked_again_when_each_mail_leaves(self):
        mailing = self._create_mailing(product_category_id=self.category.id)
        marketing = self.env["mail.message"]._with_contact_purpose("marketing")
        mail = self.env["mail.mail"].with_context(marketing.env.context)
        mail = mail.create(
            {
                "subject": "Deposit",
                "recipient_ids": self.client.ids,
                "mailing_id": mailing.id,
                "mailing_trace_ids": [
                    Command.create(
                        {
                            "mass_mailing_id": mailing.id,
                            "model": "res.partner",
                            "res_id": self.client.id,
                            "email": "petr@example.com",
                        }
                    )
                ],
            }
        )
        # about loans, as the mailing is
        self._suppress(self.client, product_category_id=self.category.id)
        with self.mock_mail_gateway():
            mail.send()
        self.assertFalse(self._mails)
        trace = self._traces(mailing)[self.client]
        self.assertEqual(
            (trace.trace_status, trace.failure_type), ("cancel", "bank_gate")
        )
        self.assertIn("Lawsuit", trace.failure_reason)

    def test_all_left_out_is_done_too(self):
        for client in self.clients:
            self._suppress(client)
        mailing = self._create_mailing()
        self.assertEqual(self._send(mailing), [])
        self.assertEqual(mailing.state, "done")
        self.assertEqual(mailing.canceled, 2)
        # and run once more it finds nobody new
        mailing.action_launch()
        self.assertEqual(self._run_queue(), [])
        self.assertEqual(mailing.canceled, 2)

    def test_sent_at_once_asks_as_well(self):
        self._suppress(self.client)
        mailing = self._create_mailing()
        with self.mock_mail_gateway():
            mailing.action_send_mail()
        self.assertEqual([mail["email_to"] for mail in self._mails], [[ANNA]])

    def test_a_planned_mailing_is_looked_at_for_its_hour(self):
        self.env["bank.contact.policy"].search(
            [("purpose", "=", "marketing"), ("channel_id.code", "=", "email")]
        ).write(
            {
                "hour_from": 9,
                "hour_to": 20,
                "hour_weekend_from": 9,
                "hour_weekend_to": 20,
            }
        )
        self.clients.tz = "Europe/Moscow"
        mailing = self._create_mailing(
            schedule_type="scheduled", schedule_date="2046-01-15 21:00:00"
        )
        rows = mailing.gate_report["rows"]
        self.assertEqual([(row["kind"], row["count"]) for row in rows], [("hours", 2)])
        mailing.schedule_date = "2046-01-15 09:00:00"
        self.assertEqual(mailing.gate_report["rows"], [])

    def test_the_topic_decides_with_the_purpose(self):
        self._suppress(self.client, product_category_id=self.category.id)
        self.assertEqual(self._create_mailing().gate_report["passing"], 2)
        mailing = self._create_mailing(product_category_id=self.category.id)
        self.assertEqual(mailing.gate_report["passing"], 1)
        self.assertEqual(self._send(mailing), [ANNA])

    def test_the_lists_of_refusals_hold_whatever_the_mailing_says(self):
        self.env["mail.blacklist"]._add("petr@example.com")
        mailing = self._create_mailing(use_exclusion_list=False)
        self.assertEqual(self._send(mailing), [ANNA])
        self.assertEqual(self._traces(mailing)[self.client].failure_type, "bank_gate")

    def test_one_client_twice_is_counted_twice(self):
        contact = self.env["res.partner"].create(
            {
                "name": "Wife",
                "parent_id": self.client.id,
                "email": "wife@example.com",
            }
        )
        self.env["bank.contact.policy"].search(
            [("purpose", "=", "marketing"), ("channel_id.code", "=", "email")]
        ).limit_day = 1
        mailing = self._create_mailing(
            mailing_domain=repr([("id", "in", (self.client | contact).ids)])
        )
        self.assertEqual(mailing.gate_report["passing"], 1)
        self.assertEqual(len(self._send(mailing)), 1)

    def test_a_list_of_addresses_reaches_clients_too(self):
        contacts = self.env["mailing.contact"].create(
            [
                {"name": "Petr", "email": "Petr@Example.com"},
                {"name": "Nobody", "email": "nobody@example.com"},
            ]
        )
        mailing_list = self.env["mailing.list"].create(
            {"name": "Seminar", "contact_ids": contacts.ids}
        )
        self._suppress(self.client)
        mailing = self._create_mailing(
            mailing_model_id=self.env["ir.model"]._get_id("mailing.list"),
            contact_list_ids=mailing_list.ids,
            mailing_domain=repr([("list_ids", "in", mailing_list.ids)]),
        )
        self.assertEqual(mailing.gate_report["passing"], 1)
        self.assertEqual(self._send(mailing), ["nobody@example.com"])
        self.assertIn("Lawsuit", self._traces(mailing)[self.client].failure_reason)

    def test_a_document_reaches_its_client(self):
        agreement = self._create_agreement()
        self._suppress(self.client)
        mailing = self._create_mailing(
            user=self.manager_who_mails(),
            mailing_model_id=self.env["ir.model"]._get_id("bank.agreement"),
            mailing_domain=repr([("id", "in", agreement.ids)]),
        )
        self.assertEqual(mailing.gate_report["passing"], 0)
        self.assertEqual(self._send(mailing), [])

    def manager_who_mails(self):
        self.manager.group_ids += self.env.ref("mass_mailing.group_mass_mailing_user")
        return self.manager

    def test_each_sending_is_kept_with_its_counts(self):
        self._suppress(self.client)
        mailing = self._create_mailing(product_category_id=self.category.id)
        self._send(mailing)
        row = self.env["bank.decision"].search([("kind", "=", "mailing")], limit=1)
        self.assertEqual((row.res_model, row.res_id), (mailing._name, mailing.id))
        payload = json.loads(row.payload)
        self.assertEqual((payload["recipients"], payload["whole_bank"]), (1, False))
        self.assertEqual(payload["left_out"], {"suppression": 1})
        self.assertEqual(payload["sender_id"], self.marketer.id)

    def test_ten_recipients_cost_what_a_thousand_cost(self):
        def count(number):
            clients = self._create_many(number)
            mailing = self._create_mailing()
            return count_queries(self.env, lambda: mailing._find_left_out(clients.ids))

        self.assertEqual(count(10), count(1200))

    def _create_many(self, number):
        self.env.flush_all()
        self.env.cr.execute(
            """
            INSERT INTO res_partner (name, complete_name, client_kind, branch_id,
                   manager_id, email, email_normalized, active, type)
            SELECT 'Client ' || n, 'Client ' || n, 'person', %s, %s,
                   'c' || n || '@example.com', 'c' || n || '@example.com', TRUE,
                   'contact'
              FROM generate_series(1, %s) n RETURNING id
            """,
            [self.branch.id, self.manager.id, number],
        )
        return self.env["res.partner"].browse(row[0] for row in self.env.cr.fetchall())
