# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCommon

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestContactMail(BankCoreCommon, MailCommon):
    """Mails to clients ask the gate when they are written and when they are sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.write({"email": "petr@example.com", "tz": "Europe/Moscow"})
        cls.manager.email = "manager@bank.example.com"

    def _consent(self, state="given"):
        self.env["bank.consent"]._enter(
            self.client, purpose="marketing", state=state, method="phone", recording="R"
        )

    def _compose(self, user=None, **values):
        return (
            self.env["mail.compose.message"]
            .with_user(user or self.manager)
            .create(
                {
                    "model": "res.partner",
                    "res_ids": str(self.client.ids),
                    "composition_mode": "comment",
                    "partner_ids": self.client.ids,
                    "subject": "Hello",
                    "body": "<p>Text</p>",
                    **values,
                }
            )
        )

    def _create_template(self, purpose, user=None):
        return (
            self.env["mail.template"]
            .with_user(user or self.env.user)
            .create(
                {
                    "name": purpose,
                    "model_id": self.env["ir.model"]._get_id("res.partner"),
                    "subject": "Change of tariffs",
                    "body_html": "<p>Words of the law</p>",
                    "partner_to": "{{ object.id }}",
                    "contact_purpose": purpose,
                }
            )
        )

    def _send(self, composer):
        with self.mock_mail_gateway():
            composer._action_send_mail()
            self.env["mail.mail"].sudo().search([("state", "=", "outgoing")]).send()
        return [
            mail
            for mail in self._mails
            if any("petr@example.com" in address for address in mail["email_to"])
        ]

    def test_marketing_is_refused_while_it_is_written(self):
        composer = self._compose(contact_purpose="marketing")
        self.assertIn("No consent", composer.contact_blockers)
        with self.assertRaisesRegex(UserError, "No consent"):
            composer._action_send_mail()
        self._consent()
        self.assertEqual(len(self._send(self._compose(contact_purpose="marketing"))), 1)
        row = self.client.interaction_ids
        self.assertEqual((row.purpose, row.direction), ("marketing", "out"))
        self.assertEqual(row.channel_id.code, "email")
        self.assertEqual(row.user_id, self.manager)

    def test_service_needs_no_consent(self):
        composer = self._compose()
        self.assertEqual(composer.contact_purpose, "service")
        self.assertEqual(len(self._send(composer)), 1)
        self.assertEqual(self.client.interaction_ids.purpose, "service")

    def test_asked_again_when_it_is_sent(self):
        self._consent()
        mails = self.env["mail.mail"]
        marketing = self.env["mail.message"]._with_contact_purpose("marketing")
        mail = mails.with_context(marketing.env.context).create(
            {
                "subject": "Offer",
                "recipient_ids": (self.client | self.colleague.partner_id).ids,
            }
        )
        self.colleague.email = "colleague@bank.example.com"
        alone = mail.copy({"recipient_ids": self.client.ids})
        typed = mail.copy(
            {"recipient_ids": False, "email_to": "Petr <petr@example.com>"}
        )
        (alone | typed).mail_message_id.contact_purpose = "marketing"
        self._consent("withdrawn")
        with self.mock_mail_gateway():
            (mail | alone | typed).send()
        self.assertEqual(mail.recipient_ids, self.colleague.partner_id)
        self.assertEqual(mail.state, "sent")
        self.assertIn("withdrawn", mail.failure_reason or "withdrawn")
        for held in alone | typed:
            self.assertEqual((held.state, held.failure_type), ("cancel", "bank_gate"))
            self.assertIn("withdrawn", held.failure_reason)
        self.assertFalse(self.client.interaction_ids)

    def test_a_suppressed_client_gets_no_service_mail_either(self):
        self.env["bank.suppression"].create(
            {"partner_id": self.client.id, "reason": "Lawsuit"}
        )
        with self.assertRaisesRegex(UserError, "Lawsuit"):
            self._compose()._action_send_mail()
        with self.mock_mail_gateway():
            message = self.client.message_post(
                body="By the way",
                partner_ids=self.client.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        note = message.notification_ids.filtered(
            lambda row: row.res_partner_id == self.client
        )
        self.assertEqual(note.notification_status, "canceled")
        self.assertIn("Lawsuit", note.failure_reason)
        self.assertFalse(self._mails)

    def test_what_the_law_requires_goes_out_and_is_logged(self):
        self.env["bank.suppression"].create(
            {"partner_id": self.client.id, "reason": "Lawsuit"}
        )
        template = self._create_template("statutory")
        with self.mock_mail_gateway():
            template.with_user(self.manager).send_mail(self.client.id, force_send=True)
        self.assertEqual(len(self._mails), 1)
        self.assertEqual(self.client.interaction_ids.purpose, "statutory")

    def test_two_mails_of_one_run_are_counted_as_two(self):
        self._consent()
        self.env["bank.contact.policy"].search(
            [("purpose", "=", "marketing"), ("channel_id.code", "=", "email")]
        ).limit_day = 1
        marketing = self.env["mail.message"]._with_contact_purpose("marketing")
        mails = self.env["mail.mail"].with_context(marketing.env.context)
        mails = mails.create(
            [
                {"subject": "First", "recipient_ids": self.client.ids},
                {"subject": "Second", "email_to": "petr@example.com"},
            ]
        )
        with self.mock_mail_gateway():
            mails.send()
        self.assertEqual(mails.mapped("state"), ["sent", "cancel"])
        self.assertIn("limit", mails[1].failure_reason)
        self.assertEqual(len(self.client.interaction_ids), 1)

    def test_a_client_who_follows_a_document_is_asked_about_too(self):
        agreement = self._create_agreement()
        agreement.message_subscribe(partner_ids=self.client.ids)
        self.env["bank.suppression"].create(
            {"partner_id": self.client.id, "reason": "Lawsuit"}
        )
        with self.mock_mail_gateway():
            message = agreement.message_post(
                body="By the way",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        note = message.notification_ids
        self.assertEqual(note.res_partner_id, self.client)
        self.assertEqual(note.notification_status, "canceled")
        self.assertIn("Lawsuit", note.failure_reason)
        self.assertFalse(self._mails)

    # ------------------------------------------------------------ forgeries
    def test_purpose_is_not_claimed(self):
        for user in (self.manager, self.head):
            composer = self._compose(user, contact_purpose="statutory")
            with self.assertRaises(AccessError):
                composer._action_send_mail()
            with self.assertRaises(AccessError):
                self._create_template("security", user)
        sent = self._send(
            self._compose(self.administrator_sender(), contact_purpose="statutory")
        )
        self.assertEqual(len(sent), 1)

    def administrator_sender(self):
        """A manager who was given the right to send notices."""
        self.manager.group_ids += self.env.ref(
            "bank_crm_core.group_crm_statutory_sender"
        )
        return self.manager

    def test_words_of_the_template_are_sent_not_those_typed_over_it(self):
        template = self._create_template("statutory")
        composer = self._compose(template_id=template.id)
        composer.write({"body": "<p>Buy a loan</p>", "subject": "Buy"})
        self.assertEqual(composer.contact_purpose, "statutory")
        (mail,) = self._send(composer)
        self.assertIn("Words of the law", mail["body"])
        self.assertNotIn("Buy a loan", mail["body"])
        self.assertEqual(mail["subject"], "Change of tariffs")

    def test_a_template_of_the_law_is_not_reworded_or_made(self):
        mine = self._create_template("service", self.manager)
        with self.assertRaises(AccessError):
            call_kw(
                mine.browse().with_user(self.manager),
                "write",
                [mine.ids, {"contact_purpose": "statutory"}],
                {},
            )
        with self.assertRaises(AccessError):
            self.env["mail.template"].with_user(self.manager).with_context(
                default_contact_purpose="security"
            ).create({"name": "x"})
        mine.sudo().contact_purpose = "statutory"
        with self.assertRaises(AccessError):
            mine.with_user(self.manager).body_html = "<p>Buy a loan</p>"
        with self.assertRaises(AccessError):
            mine.with_user(self.manager).send_mail(
                self.client.id, email_values={"body_html": "<p>Buy a loan</p>"}
            )
        service = self._create_template("service")
        with self.assertRaises(AccessError):
            service.with_user(self.manager).send_mail(
                self.client.id, email_values={"contact_purpose": "statutory"}
            )

    def test_context_switches_nothing(self):
        self.env["bank.suppression"].create(
            {"partner_id": self.client.id, "reason": "Lawsuit"}
        )
        forged = {
            "bank_contact_purpose": "statutory",
            "default_contact_purpose": "statutory",
        }
        with self.mock_mail_gateway():
            client = self.client.with_user(self.manager).with_context(**forged)
            message = client.message_post(
                body="By the way",
                partner_ids=self.client.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        self.assertEqual(message.sudo().contact_purpose, "service")
        self.assertFalse(self._mails)
        with self.assertRaises(AccessError):
            call_kw(
                self.env["mail.message"].with_user(self.manager),
                "create",
                [{"body": "x", "contact_purpose": "statutory"}],
                {},
            )
        with self.assertRaises(AccessError):
            call_kw(
                self.env["mail.message"].with_user(self.manager),
                "write",
                [message.ids, {"contact_purpose": "statutory"}],
                {},
            )

    def test_marketing_is_not_scheduled_past_the_gate(self):
        self._consent()
        composer = self._compose(
            contact_purpose="marketing", scheduled_date="2030-01-01 00:00:00"
        )
        with self.assertRaisesRegex(UserError, "scheduled"):
            composer.action_schedule_message()
