# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common import NUMBER, SmsCommon


@tagged("post_install", "-at_install")
class TestSmsNotice(SmsCommon):
    """Notices of obligations by the channel that the client prefers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env.ref("bank_crm_core.bank_obligation_kind_agreement_expiry")
        cls.kind.write(
            {
                "template_id": cls.env.ref(
                    "bank_crm_core.mail_template_agreement_expiry"
                ).id,
                "sms_template_id": cls.env.ref(
                    "bank_core_sms.sms_template_agreement_expiry"
                ).id,
            }
        )
        cls.client.write(
            {
                "email": "petr@example.com",
                "notice_channel": "sms",
                "lang": "en_US",
                "tz": "Europe/Moscow",
            }
        )
        cls.manager.lang = "en_US"
        cls.agreement = cls._create_agreement(
            date_end=date(2046, 3, 10), number="T/SMS"
        )

    def _run(self, moment="2046-03-01 12:00:00"):
        with freeze_time(moment):
            self.env["bank.obligation"]._search_events(date(2046, 3, 1))
            self._own()._send_own_notices()
            self._queued().send()
        return self._own()

    def _own(self):
        return self.env["bank.obligation"].search(
            [("agreement_id", "=", self.agreement.id)]
        )

    def _queued(self):
        return self.env["sms.sms"].search([("partner_id", "=", self.client.id)])

    def _mails(self):
        return self.env["mail.mail"].search([("recipient_ids", "=", self.client.id)])

    def _set_hours(self, start, end):
        self.env["bank.contact.policy"].search(
            [("purpose", "=", "service"), ("channel_id.code", "=", "sms")]
        ).write(
            {
                "hour_from": start,
                "hour_to": end,
                "hour_weekend_from": start,
                "hour_weekend_to": end,
            }
        )

    def test_who_prefers_sms_gets_one(self):
        duty = self._run()
        self.assertEqual(duty.notice_state, "sent")
        ((_headers, body),) = self.gateway.taken
        self.assertEqual(body["to"], NUMBER)
        self.assertIn("T/SMS", body["text"])
        self.assertFalse(self._mails())
        row = self.client.interaction_ids
        self.assertEqual((row.channel_id.code, row.purpose), ("sms", "service"))

    def test_who_prefers_nothing_gets_a_mail(self):
        self.client.notice_channel = False
        self.assertEqual(self._run().notice_state, "sent")
        self.assertFalse(self.gateway.taken)
        self.assertEqual(len(self._mails()), 1)

    def test_who_has_no_address_gets_an_sms(self):
        self.client.write({"notice_channel": "email", "email": False})
        self._run()
        self.assertEqual(len(self.gateway.taken), 1)

    def test_at_night_it_waits_for_the_morning(self):
        self._set_hours(8, 22)
        duty = self._run("2046-03-01 01:00:00")
        self.assertEqual(duty.notice_state, "blocked")
        self.assertFalse(self.gateway.taken)
        self.assertFalse(self._mails())
        self.assertEqual(self._run("2046-03-01 06:00:00").notice_state, "sent")
        self.assertEqual(len(self.gateway.taken), 1)

    def test_who_refuses_sms_is_written_to(self):
        channel = self.env.ref("bank_crm_core.bank_channel_sms")
        self.env["bank.suppression"].create(
            {
                "partner_id": self.client.id,
                "reason": "Another person's phone",
                "channel_id": channel.id,
            }
        )
        self.assertEqual(self._run().notice_state, "sent")
        self.assertFalse(self.gateway.taken)
        self.assertEqual(len(self._mails()), 1)

    def test_who_refuses_all_of_it_is_listed(self):
        self._suppress()
        duty = self._run()
        self.assertEqual(duty.notice_state, "blocked")
        self.assertIn("Lawsuit", duty.notice_reason)
        self.assertFalse(self.gateway.taken)

    def test_a_kind_with_sms_alone_is_told_too(self):
        self.kind.template_id = False
        self.assertEqual(self._run().notice_state, "sent")
        self.assertEqual(len(self.gateway.taken), 1)

    def test_nobody_can_be_reached_is_said(self):
        self.client.write({"email": False, "phone": False, "phone_ids": [(5,)]})
        duty = self._run()
        self.assertEqual(duty.notice_state, "failed")
        self.assertIn("neither", duty.notice_reason)
