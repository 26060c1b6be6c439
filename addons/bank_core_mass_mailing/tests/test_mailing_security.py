# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import MailingCommon


@tagged("post_install", "-at_install")
class TestMailingSecurity(MailingCommon):
    """Who may send what to whom, and what a dishonest marketer tries."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "bank_crm_core.group_crm_marketer"
        cls.other_marketer = cls._create_user("other_mkt", group, cls.other_branch)
        cls.whole = cls._create_user(
            "whole", "bank_core_mass_mailing.group_mailing_whole_bank", cls.branch
        )
        cls.sender = cls._create_user("notices", group, cls.branch)
        cls.sender.group_ids += cls.env.ref("bank_crm_core.group_crm_statutory_sender")

    # ------------------------------------------------------------ purposes
    def test_a_marketer_claims_no_other_purpose(self):
        for purpose in ("service", "statutory", "security"):
            with self.assertRaises(AccessError):
                self._create_mailing(contact_purpose=purpose)
            with self.assertRaises(AccessError):
                self._create_mailing().contact_purpose = purpose
            forged = self.env["mailing.mailing"].with_user(self.marketer)
            forged = forged.with_context(default_contact_purpose=purpose)
            with self.assertRaises(AccessError):
                forged.create({"subject": "x", "mailing_domain": "[]"})

    def test_a_notice_is_neither_reworded_nor_sent_nor_copied_by_him(self):
        notice = self._create_mailing(self.sender, contact_purpose="statutory")
        own = notice.with_user(self.marketer)
        for act in (
            lambda: own.write({"body_html": "<p>Buy a loan</p>"}),
            lambda: own.write({"contact_purpose": "marketing"}),
            lambda: own.action_launch(),
            lambda: own.action_send_mail(),
            lambda: own.copy(),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_a_notice_reaches_who_refuses_marketing(self):
        self._suppress(self.client)
        self._consent(self.client, "withdrawn")
        notice = self._create_mailing(self.sender, contact_purpose="statutory")
        self.assertEqual(len(self._send(notice)), 2)
        self.assertEqual(self.client.interaction_ids.purpose, "statutory")

    def test_a_composer_that_names_a_notice_is_marketing(self):
        notice = self._create_mailing(self.sender, contact_purpose="statutory")
        self._suppress(self.client)
        composer = (
            self.env["mail.compose.message"]
            .with_user(self.marketer)
            .with_context(bank_contact_purpose="statutory")
            .create(
                {
                    "model": "res.partner",
                    "res_ids": repr(self.client.ids),
                    "composition_mode": "mass_mail",
                    "mass_mailing_id": notice.id,
                    "contact_purpose": "statutory",
                    "subject": "Buy",
                    "body": "<p>Buy a loan</p>",
                }
            )
        )
        with self.mock_mail_gateway():
            composer._action_send_mail()
        self.assertFalse(self._mails)
        held = self._traces(notice)[self.client]
        self.assertEqual(
            (held.trace_status, held.failure_type), ("cancel", "bank_gate")
        )

    # ------------------------------------------------------------ the wall
    def test_it_goes_to_whom_the_sender_may_see(self):
        mailing = self._create_mailing(mailing_domain="[('client_kind', '!=', False)]")
        self.assertNotIn('"Чужой Клиент" <other@example.com>', self._send(mailing))
        self.assertNotIn(self.other_client, self._traces(mailing))
        self.assertIn(self.client, self._traces(mailing))

    def test_ids_that_are_named_go_through_no_wall(self):
        mailing = self._create_mailing(mailing_domain="[('client_kind', '!=', False)]")
        with self.mock_mail_gateway(), self.assertRaises(UserError):
            mailing.action_send_mail(self.other_client.ids)
        self.assertFalse(self._mails)

    def test_nobody_sends_with_the_sight_of_another(self):
        mailing = self._create_mailing(mailing_domain="[('client_kind', '!=', False)]")
        with self.assertRaises(AccessError):
            mailing.sender_id = self.whole
        with self.assertRaises(AccessError):
            self._create_mailing(sender_id=self.whole.id)
        # the responsible is a word on the card, and the state is no way around
        mailing.write({"user_id": self.whole.id, "state": "in_queue"})
        self.assertEqual(mailing.sender_id, self.marketer)
        self._run_queue()
        self.assertNotIn(self.other_client, self._traces(mailing))

    def test_the_winner_of_a_test_goes_to_whom_its_sender_sees(self):
        mailing = self._create_mailing(
            ab_testing_enabled=True,
            ab_testing_pc=50,
            ab_testing_winner_selection="opened_ratio",
        )
        self.assertEqual(len(self._send(mailing)), 1)
        # the scheduler chooses and sends it
        mailing.with_user(self.env.user).action_send_winner_mailing()
        winner = mailing.sudo().campaign_id.ab_testing_winner_mailing_id
        self.assertEqual(winner.sender_id, self.marketer)
        self.assertEqual(len(self._run_queue()), 1)
        traces = self._traces(mailing) | self._traces(winner)
        self.assertEqual(set(traces), set(self.client | self.colleague_client))

    def test_the_whole_bank_is_a_right_and_is_kept(self):
        mailing = self._create_mailing(
            self.whole, mailing_domain="[('email', 'ilike', 'other@')]"
        )
        self.assertEqual(mailing.gate_report["passing"], 1)
        self.assertEqual(mailing.total, 1)
        self.assertEqual(len(self._send(mailing)), 1)
        self.assertIn(self.other_client, self._traces(mailing))
        # he knows how many, not who
        traces = self.env["mailing.trace"].with_user(self.whole)
        self.assertFalse(traces.search([("mass_mailing_id", "=", mailing.id)]))
        row = self.env["bank.decision"].search([("kind", "=", "mailing")], limit=1)
        self.assertTrue(json.loads(row.payload)["whole_bank"])

    def test_the_whole_bank_is_clients_only(self):
        mailing = self._create_mailing(self.whole, mailing_domain="[]")
        seeing = mailing._with_sight()
        found = self.env["res.partner"].search(seeing._get_recipients_domain())
        self.assertTrue(found)
        self.assertTrue(all(found.mapped("client_kind")))

    def test_traces_are_seen_as_the_client_is(self):
        mailing = self._create_mailing(
            self.whole, mailing_domain=repr([("id", "in", self.clients.ids)])
        )
        self._send(mailing)
        for user, seen in (
            (self.marketer, self.client | self.colleague_client),
            (self.other_marketer, self.other_client),
        ):
            traces = self.env["mailing.trace"].with_user(user)
            traces = traces.search([("mass_mailing_id", "=", mailing.id)])
            self.assertEqual(traces.client_id, seen)

    # ------------------------------------------------------------ tests of a mailing
    def test_a_test_goes_to_colleagues_only(self):
        self.colleague.email = "colleague@bank.example.com"
        mailing = self._create_mailing()
        tests = self.env["mailing.mailing.test"].with_user(self.marketer)
        values = {"mass_mailing_id": mailing.id}
        sent = tests.create({**values, "email_to": "colleague@bank.example.com"})
        with self.mock_mail_gateway():
            sent.send_mail_test()
        self.assertEqual(len(self._mails), 1)
        for address in ("Petr <petr@example.com>", "unknown@example.com"):
            wizard = tests.create({**values, "email_to": address})
            with (
                self.mock_mail_gateway(),
                self.assertRaisesRegex(UserError, "colleagues"),
            ):
                wizard.send_mail_test()
            self.assertFalse(self._mails)
