# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import NUMBER, SmsCommon


@tagged("post_install", "-at_install")
class TestSmsProvider(SmsCommon):
    """SMS leave through the bank's own provider; each has its own result."""

    def test_handed_over_with_a_key_that_is_not_doubled(self):
        sms = self._create_sms()
        sms.send()
        self.assertEqual((sms.state, sms.failure_type), ("pending", False))
        ((headers, body),) = self.gateway.taken
        self.assertEqual(headers["Idempotency-Key"], sms.uuid)
        self.assertEqual(headers["Authorization"], "Bearer k")
        self.assertEqual(
            body, {"id": sms.uuid, "to": NUMBER, "text": "Your card is ready"}
        )

    def test_without_a_provider_nothing_leaves(self):
        for url in ("", "ftp://127.0.0.1/sms"):
            self._set_up(url)
            sms = self._create_sms()
            sms.send()
            self.assertEqual(
                (sms.state, sms.failure_type), ("error", "bank_no_provider")
            )
            self.assertIn("No SMS provider", sms.failure_reason)
        self.assertFalse(self.gateway.taken)
        self.assertFalse(self.client.interaction_ids)

    def test_a_refusal_is_shown_in_the_words_of_the_provider(self):
        for code in (200, 422):
            self._answer(code, status="refused", reason="number is closed")
            sms = self._create_sms()
            sms.send()
            self.assertEqual((sms.state, sms.failure_type), ("error", "bank_refused"))
            self.assertIn("number is closed", sms.failure_reason)
        self.assertFalse(self.client.interaction_ids)

    def test_a_silent_provider_is_not_waited_for_again(self):
        self.gateway.answer = (None, b"")
        self._set_up(self.url, timeout=1)
        texts = self._create_sms() | self._create_sms()
        texts.send()
        self.assertEqual(texts.mapped("failure_type"), ["sms_server"] * 2)
        self.assertIn("does not answer", texts[1].failure_reason)
        self.assertEqual(len(self.gateway.taken), 1)
        self._answer(status="accepted")
        first, second = texts.mapped("uuid")
        texts.resend_failed()
        self.assertEqual(texts.mapped("state"), ["pending"] * 2)
        keys = [body["id"] for _headers, body in self.gateway.taken]
        self.assertEqual(keys[0], first)
        self.assertCountEqual(keys[1:], [first, second])

    def test_an_answer_that_is_no_answer_is_an_error(self):
        for code, text in ((200, "<html>"), (200, "[]"), (200, "{}"), (503, "{}")):
            self._answer(code, text)
            sms = self._create_sms()
            sms.send()
            self.assertEqual((sms.state, sms.failure_type), ("error", "sms_server"))
            self.assertIn(str(code), sms.failure_reason)
        self.assertFalse(self.client.interaction_ids)

    def test_a_redirection_is_not_followed(self):
        self._answer(307, "{}")
        sms = self._create_sms()
        sms.send()
        self.assertEqual((sms.state, len(self.gateway.taken)), ("error", 1))

    def test_the_scheduler_uses_it_too(self):
        self.env["sms.sms"].search([("state", "=", "outgoing")]).unlink()
        sms = self._create_sms()
        with self.enter_registry_test_mode():
            self.env.ref("sms.ir_cron_sms_scheduler_action").method_direct_trigger()
        self.assertEqual(sms.state, "pending")
        self.assertEqual(len(self.gateway.taken), 1)

    def test_the_stock_account_is_not_registered(self):
        # not by get(): where paid services are closed there is no account to get
        service = self.env["iap.service"].search([("technical_name", "=", "sms")])
        account = self.env["iap.account"].create({"service_id": service.id})
        for model, method in (
            ("sms.account.phone", "action_send_verification_code"),
            ("sms.account.code", "action_register"),
            ("sms.account.sender", "action_set_sender_name"),
        ):
            wizard = self.env[model].new({"account_id": account.id})
            with self.assertRaisesRegex(UserError, "own provider"):
                getattr(wizard, method)()

    def test_the_administrator_sets_it_up(self):
        settings = self.env["res.config.settings"]
        settings.create(
            {"bank_sms_url": "https://sms.example.com", "bank_sms_timeout": 7}
        ).execute()
        found = self.env["bank.sms.provider.http"]._get_settings()
        self.assertEqual(
            (found["url"], found["timeout"]), ("https://sms.example.com", 7)
        )
        for wrong in (
            {"bank_sms_url": "sms.example.com"},
            {"bank_sms_url": "https://sms.example.com", "bank_sms_timeout": 600},
        ):
            with self.assertRaises(ValidationError):
                settings.create(wrong)
