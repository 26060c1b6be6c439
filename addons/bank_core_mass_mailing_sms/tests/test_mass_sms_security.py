# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ANNA, OTHER, PETR, MassSmsCommon


@tagged("post_install", "-at_install")
class TestMassSmsSecurity(MassSmsCommon):
    """What a dishonest marketer tries with mass SMS."""

    def test_the_direct_call_asks_the_gate_as_well(self):
        self._suppress()
        self.env["bank.contact.policy"].search([]).write(
            {"limit_day": 0, "limit_week": 0, "limit_month": 0}
        )
        forged = {"bank_contact_purpose": "statutory"}
        for call in ("action_send_sms", "action_send_mail"):
            mailing = self._create_mailing().with_context(**forged)
            getattr(mailing, call)()
            self._run_queue()
            self.assertEqual([body["to"] for _h, body in self.gateway.taken], [ANNA])
            self.gateway.taken.clear()
            self.assertEqual(
                self._traces(mailing)[self.client].failure_type, "bank_gate"
            )

    def test_ids_that_are_named_go_through_no_wall(self):
        mailing = self._create_mailing(mailing_domain="[('client_kind', '!=', False)]")
        with self.assertRaises(UserError):
            mailing.action_send_sms(self.other_client.ids)
        self.assertNotIn(OTHER, self._send(mailing))
        self.assertNotIn(self.other_client, self._traces(mailing))

    def test_a_composer_that_names_a_notice_is_marketing(self):
        sender = self._create_user(
            "notices", "bank_crm_core.group_crm_marketer", self.branch
        )
        sender.group_ids += self.env.ref("bank_crm_core.group_crm_statutory_sender")
        notice = self._create_mailing(sender, contact_purpose="statutory")
        self._suppress()
        composer = (
            self.env["sms.composer"]
            .with_user(self.marketer)
            .with_context(
                bank_contact_purpose="statutory", default_contact_purpose="statutory"
            )
            .create(
                {
                    "composition_mode": "mass",
                    "res_model": "res.partner",
                    "res_ids": repr((self.client | self.colleague_client).ids),
                    "mailing_id": notice.id,
                    "body": "Buy a loan",
                    "mass_force_send": True,
                }
            )
        )
        composer._action_send_sms()
        self.assertEqual([body["to"] for _h, body in self.gateway.taken], [ANNA])
        held = self._traces(notice)[self.client]
        self.assertEqual(
            (held.trace_status, held.failure_type), ("cancel", "bank_gate")
        )
        self.assertIn("Lawsuit", held.failure_reason)
        row = self.colleague_client.interaction_ids
        self.assertEqual(row.purpose, "marketing")

    def test_a_marketer_claims_no_other_purpose(self):
        for purpose in ("service", "statutory", "security"):
            with self.assertRaises(AccessError):
                self._create_mailing(contact_purpose=purpose)

    def test_a_notice_reaches_who_refuses_marketing(self):
        self._suppress()
        notice = self._create_mailing(self.env.user, contact_purpose="statutory")
        self.assertIn(PETR, self._send(notice))

    def test_a_test_goes_to_colleagues_only(self):
        self.colleague.partner_id.write(
            {"phone": "+7 916 999-88-77", "country_id": self.env.ref("base.ru").id}
        )
        mailing = self._create_mailing()
        tests = self.env["mailing.sms.test"].with_user(self.marketer)
        values = {"mailing_id": mailing.id}
        tests.create({**values, "numbers": "8 916 999-88-77"}).action_send_sms()
        # once: nothing is left for the scheduler to send again
        self.assertEqual(self._run_queue(), ["+79169998877"])
        for number in (PETR, "+7 916 000-11-22"):
            wizard = tests.create({**values, "numbers": number})
            with self.assertRaisesRegex(UserError, "colleagues"):
                wizard.action_send_sms()
        # nor by taking a client's number for one's own
        self.colleague.partner_id.phone = PETR
        wizard = tests.create({**values, "numbers": PETR})
        with self.assertRaisesRegex(UserError, "colleagues"):
            wizard.action_send_sms()
        self.assertEqual(len(self.gateway.taken), 1)

    def test_nothing_is_bought_from_the_paid_service(self):
        with self.assertRaisesRegex(UserError, "own provider"):
            self._create_mailing().action_buy_sms_credits()
