# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tests.common import count_queries
from odoo.addons.mail.tests.common import MailCase

from ..controllers.offer import LIMIT
from .common import DealCommon

PAGE = "/bank/offer/"


class OfferCommon(DealCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"rate": 12, "discount_limit": 0.5})
        cls.client.email = "client@example.com"
        cls.deal = cls._create_deal(amount=100_000, term_months=12)

    def _offer(self, **values):
        offers = self.env["bank.offer"].with_user(self.manager)
        return offers.create({"deal_id": self.deal.id, **values})

    def _send(self, offer):
        """Return the letter and the token in its link."""
        offer.action_send()
        mail = self.env["mail.mail"].search(
            [("model", "=", "bank.offer"), ("res_id", "=", offer.id)], limit=1
        )
        return mail, mail.body_html.split(PAGE)[1].split('"')[0]


@tagged("post_install", "-at_install")
class TestOfferLetter(OfferCommon, MailCase):
    def test_a_letter_has_the_print_and_a_link_and_is_a_contact_once_sent(self):
        offer = self._offer()
        mail, _token = self._send(offer)
        self.assertEqual((offer.state, offer.letter_state), ("presented", "queued"))
        self.assertEqual(mail.recipient_ids, self.client)
        self.assertEqual(mail.attachment_ids.raw[:5], b"%PDF-")
        contacts = [
            ("partner_id", "=", self.client.id),
            ("channel_id.code", "=", "email"),
        ]
        self.assertFalse(self.env["bank.interaction"].search_count(contacts))
        with self.mock_mail_gateway():
            mail.send()
        self.assertEqual(offer.letter_state, "sent")
        self.assertTrue(offer.date_sent)
        self.assertEqual(self.env["bank.interaction"].search_count(contacts), 1)

    def test_the_gate_refuses_with_its_reason(self):
        self.env["bank.suppression"].sudo().create(
            {"partner_id": self.client.id, "reason": "He asked for it"}
        )
        offer = self._offer()
        with self.assertRaisesRegex(UserError, "may not go out"):
            offer.action_send()
        self.assertEqual(offer.state, "draft")
        self.client.email = False
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            offer.action_send()

    def test_marketing_needs_the_consent(self):
        template = self.env.ref("bank_deals.mail_template_offer")
        template.contact_purpose = "marketing"
        with self.assertRaisesRegex(UserError, "may not go out: .*consent"):
            self._offer().action_send()

    def test_the_gate_is_asked_again_when_the_letter_leaves(self):
        offer = self._offer()
        mail, _token = self._send(offer)
        self.env["bank.suppression"].sudo().create(
            {"partner_id": self.client.id, "reason": "He asked for it"}
        )
        with self.mock_mail_gateway():
            mail.send()
            reached = [mail["email_to"] for mail in self._mails]
            self.assertNotIn("client@example.com", str(reached))
        self.assertEqual(offer.letter_state, "held")
        self.assertTrue(offer.letter_reason)
        self.assertEqual(self.deal.activity_ids.user_id, self.manager)

    def test_what_may_not_be_presented_is_not_sent(self):
        offer = self._offer(discount=3)
        with self.assertRaisesRegex(UserError, "approval of the head"):
            offer.action_send()
        for user in (self.colleague, self.operator, self.stranger):
            with self.assertRaises(AccessError):
                self._offer().with_user(user).action_send()

    def test_a_failure_of_the_server_is_told(self):
        offer = self._offer()
        mail, _token = self._send(offer)
        mail.email_from = "nobody"
        with self.mock_mail_gateway(), mute_logger("odoo.addons.mail.models.mail_mail"):
            self.patch(
                type(self.env["ir.mail_server"]),
                "send_email",
                lambda *_args, **_kw: (_ for _ in ()).throw(OSError("no server")),
            )
            mail.send()
        self.assertEqual(offer.letter_state, "failed")
        self.assertIn(" ", offer.letter_reason)  # a sentence, not a code

    # What a dishonest employee tries

    def test_nobody_of_the_bank_reads_the_link(self):
        offer = self._offer()
        mail, token = self._send(offer)
        self.assertNotIn(token, mail.mail_message_id.body)
        self.assertNotIn(token, str(mail.mail_message_id.read()))
        for user in (self.manager, self.head, self.auditor):
            with self.assertRaises(AccessError):
                offer.with_user(user).read(["token_hash"])
            with self.assertRaises(AccessError):
                mail.with_user(user).read(["body_html"])
        # nor makes one of what the table has
        self.assertNotEqual(offer.sudo().token_hash, token)
        offers = self.env["bank.offer"]
        self.assertFalse(offers._find_by_link(offer.sudo().token_hash))
        self.assertEqual(offers._find_by_link(token).id, offer.id)

    def test_a_link_is_not_chosen_by_the_caller(self):
        made = self._offer(letter_state="sent", answered_in="link")
        self.assertFalse(made.letter_state or made.answered_in)
        with self.assertRaises(AccessError):
            self._offer(token_hash="0" * 64)
        for vals in ({"token_hash": "0" * 64}, {"letter_state": "sent"}):
            with self.assertRaises(UserError):
                made.write(vals)

    def test_a_second_letter_ends_the_first_link(self):
        offer = self._offer()
        _mail, first = self._send(offer)
        offer.action_send()
        self.assertFalse(self.env["bank.offer"]._find_by_link(first))

    def test_queries_do_not_grow_with_offers(self):
        offers = [self._offer() for _number in range(6)]

        def count(some):
            some = self.env["bank.offer"].browse(offer.id for offer in some)
            some = some.with_user(self.manager)
            return count_queries(self.env, some._get_letter_blocker)

        self.assertEqual(count(offers[:1]), count(offers))


@tagged("post_install", "-at_install")
class TestOfferPage(OfferCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        module = cls.env["ir.module.module"].search([("name", "=", "bank_deals")])
        module._update_translations(["ru_RU"])
        cls.client.lang = "ru_RU"

    def setUp(self):
        super().setUp()
        self.offer = self._offer()
        _mail, self.token = self._send(self.offer)

    def _answer(self, token=None, **data):
        """Answer as a browser does: with the token of the form that it was shown."""
        data["csrf_token"] = self.csrf_token()
        return self.url_open(f"{PAGE}{token or self.token}/answer", data=data)

    def csrf_token(self):
        page = self.url_open(PAGE + self.token).text
        return page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]

    def test_the_client_sees_terms_and_payments_in_his_language(self):
        answer = self.url_open(PAGE + self.token)
        self.assertEqual(answer.status_code, 200)
        for text in ("Принять предложение", "8\xa0884,88", "ставка", self.client.name):
            self.assertIn(text, answer.text)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
        self.assertTrue(self.offer.date_opened)
        self.assertEqual(self.offer.state, "presented")

    def test_he_accepts_and_the_deal_has_his_terms(self):
        page = self._answer(answer="accept")
        self.assertIn("Вы приняли", page.text)
        self.assertEqual(self.offer.state, "accepted")
        self.assertEqual(self.offer.answered_in, "link")
        self.assertEqual(self.deal.rate, 12)
        task = self.deal.activity_ids.filtered(lambda t: t.user_id == self.manager)
        self.assertTrue(task)
        decision = self.env["bank.decision"].search(
            [("kind", "=", "offer_accepted"), ("res_id", "=", self.offer.id)]
        )
        self.assertIn('"answered_in":"link"', decision.payload.replace(" ", ""))
        self.assertEqual(self._answer_without_form().status_code, 400)

    def _answer_without_form(self):
        """The page of an answered offer has no form; whoever sends one is refused."""
        page = self.url_open("/web/login").text
        token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        data = {"answer": "decline", "objection": "No", "csrf_token": token}
        return self.url_open(f"{PAGE}{self.token}/answer", data=data)

    def test_he_declines_with_a_reason(self):
        refused = self._answer(answer="decline", objection="  ")
        self.assertEqual(refused.status_code, 400)
        self.assertEqual(self.offer.state, "presented")
        self._answer(answer="decline", objection="Дорого")
        self.assertEqual(self.offer.state, "declined")
        self.assertEqual(self.offer.objection, "Дорого")
        self.assertIn("Вы отказались", self.url_open(PAGE + self.token).text)

    def test_an_expired_or_closed_offer_is_not_shown(self):
        self.deal.action_set_lost(lost_reason_id=self.reason.id)
        self.assertEqual(self.url_open(PAGE + self.token).status_code, 404)
        self.deal.action_restore()
        self.assertEqual(self.url_open(PAGE + self.token).status_code, 200)
        yesterday = fields.Date.today() - timedelta(days=2)
        self.offer.sudo()._enter(date_valid=yesterday)
        self.env.flush_all()
        answer = self.url_open(PAGE + self.token)
        self.assertEqual(answer.status_code, 404)
        self.assertNotIn(self.client.name, answer.text)

    def test_guessing_is_bounded(self):
        for _number in range(LIMIT):
            self.assertEqual(self.url_open(PAGE + "guess").status_code, 404)
        self.assertEqual(self.url_open(PAGE + "guess").status_code, 429)
        self.assertEqual(self.url_open(PAGE + self.token).status_code, 429)
        attempts = self.env["bank.public.attempt"]
        attempts.search([]).hour -= timedelta(hours=1)
        self.env.flush_all()
        self.assertEqual(self.url_open(PAGE + self.token).status_code, 200)
        attempts.search([]).hour -= timedelta(days=2)
        attempts._gc_attempts()
        self.assertFalse(attempts.search_count([]))

    def test_a_link_alone_answers_nothing(self):
        self.url_open(PAGE + self.token)
        answer = self.url_open(f"{PAGE}{self.token}/answer", data={"answer": "accept"})
        self.assertEqual(answer.status_code, 400)  # without the form's own token
        self.assertEqual(self.offer.state, "presented")
