# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from email.message import EmailMessage
from itertools import count

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .inquiry_common import InquiryCommon

PAPER = "Паспорт 45 10 123456".encode()


class MailboxCommon(InquiryCommon):
    """A mailbox for loans; letters come in as the mail server hands them on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        domain = cls.env["mail.alias.domain"].create({"name": "mailbox.example"})
        cls.env.company.alias_domain_id = domain
        cls.mailbox = (
            cls.env["bank.inquiry.mailbox"]
            .with_user(cls.administrator)
            .create(
                {
                    "name": "Loans",
                    "alias_name": "loans",
                    "branch_id": cls.branch.id,
                    "product_id": cls.product.id,
                    "source_id": cls.source.id,
                }
            )
        ).sudo()
        cls.numbers = count(1)
        cls.client.email = "petr@client.example"

    def _send(self, sender="Новый Гость <guest@client.example>", files=(), **headers):
        """Hand a letter to the gateway; return what it made and its number."""
        letter = EmailMessage()
        number = f"<{next(self.numbers)}@client.example>"
        text = headers.pop("text", "I need a loan for a car")
        given = {
            "From": sender,
            "To": "loans@mailbox.example",
            "Subject": "A loan",
            "Message-Id": number,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        for name, value in given.items():
            if value:
                letter[name] = value
        letter.set_content(text)
        for name, content in files:
            letter.add_attachment(
                content, maintype="application", subtype="octet-stream", filename=name
            )
        letters = self.env["bank.inquiry.letter"]
        before = letters.search([])
        self.env["mail.thread"].message_process(None, letter.as_bytes())
        self.env.flush_all()
        return letters.search([]) - before, number


@tagged("post_install", "-at_install")
class TestMailbox(MailboxCommon):
    """A letter to the corporate mailbox becomes an inquiry by itself."""

    def test_a_letter_becomes_an_inquiry_in_its_queue(self):
        letter, _number = self._send()
        inquiry = letter.inquiry_id
        self.assertEqual(inquiry.contact_name, "Новый Гость")
        self.assertEqual(inquiry.email, "guest@client.example")
        self.assertIn("loan for a car", inquiry.note)
        self.assertEqual(inquiry.channel_id.code, "email")
        self.assertEqual(
            (inquiry.branch_id, inquiry.queue_id), (self.branch, self.queue)
        )
        self.assertEqual(
            (inquiry.product_id, inquiry.source_id), (self.product, self.source)
        )
        self.assertEqual(inquiry.state, "new")

    def test_the_sender_is_found_among_the_clients_and_named_to_nobody(self):
        self.other_client.email = "other@client.example"
        letter, _number = self._send("Чужой Клиент <other@client.example>")
        self.assertEqual(letter.inquiry_id.sudo().partner_id, self.other_client)
        self.assertEqual(letter.branch_id, self.other_branch)
        self.assertFalse(letter.message_ids.author_id)
        with self.assertRaises(AccessError):
            letter.with_user(self.operator).read(["text"])

    def test_further_letters_stay_with_it_and_go_on_into_the_deal(self):
        letter, number = self._send("Щербаков Пётр Ильич <petr@client.example>")
        inquiry = letter.inquiry_id
        more, _number = self._send(
            "Щербаков Пётр Ильич <petr@client.example>",
            text="And my wife is a guarantor",
            In_Reply_To=number,
            References=number,
        )
        self.assertFalse(more)
        self.assertIn("guarantor", str(letter.message_ids.mapped("body")))
        self.assertEqual(inquiry.user_id, self.manager)  # his own client
        deal = self._qualify(inquiry)
        self._send(
            "Щербаков Пётр Ильич <petr@client.example>",
            text="The passport is attached",
            files=[("passport.txt", PAPER)],
            In_Reply_To=number,
            References=number,
        )
        said = deal.message_ids.filtered(lambda row: row.message_type == "email")
        self.assertIn("passport is attached", str(said.body))
        self.assertEqual(said.author_id, self.client)
        self.assertEqual(said.attachment_ids.mapped("name"), ["passport.txt"])
        self.assertEqual(said.attachment_ids.res_model, "crm.lead")

    def test_what_makes_no_inquiry_is_listed_with_the_reason(self):
        inquiries = self.env["bank.inquiry"].search_count([])
        for problem, values in (
            ("machine", {"Auto_Submitted": "auto-replied"}),
            ("machine", {"Precedence": "bulk"}),
            ("empty", {"text": " ", "Subject": ""}),
        ):
            with self.subTest(problem=problem):
                letter, _number = self._send(**values)
                self.assertEqual(
                    (letter.problem, letter.inquiry_id.id), (problem, False)
                )
        self.mailbox.active = False
        letter, _number = self._send()
        self.assertEqual(letter.problem, "closed")
        self.assertEqual(self.env["bank.inquiry"].search_count([]), inquiries)
        listed = self.env["bank.inquiry.letter"].with_user(self.head)
        self.assertIn(letter.id, listed.search([("problem", "!=", False)]).ids)

    def test_a_flood_is_listed_once_and_counted_with_the_pages(self):
        self.mailbox.sender_limit = 2
        attempts = self.env["bank.public.attempt"]
        before = sum(attempts.search([]).mapped("count"))
        for _number in range(2):
            self.assertFalse(self._send()[0].problem)
        self.assertEqual(sum(attempts.search([]).mapped("count")), before + 4)
        flood, _number = self._send()
        self.assertEqual(flood.problem, "flood")
        for _number in range(3):
            self.assertFalse(self._send()[0])
        self.assertFalse(flood.message_ids.filtered("body"))
        other, _number = self._send("Other Guest <other@client.example>")
        self.assertFalse(other.problem)

    def test_files_are_looked_into_as_uploads_are(self):
        letter, _number = self._send(
            files=[("act.pdf", b"MZ" + bytes(200)), ("passport.txt", PAPER)]
        )
        self.assertTrue(letter.inquiry_id)
        self.assertEqual(
            letter.message_ids.attachment_ids.mapped("name"), ["passport.txt"]
        )
        self.assertIn("act.pdf", letter.left_out)

    def test_nobody_hands_a_letter_in_by_himself(self):
        for user in (self.manager, self.head, self.administrator):
            for method, args in (
                ("message_new", ({"email_from": "x@x.ru"}, {"mailbox_id": 1})),
                ("create", ({"mailbox_id": self.mailbox.id},)),
            ):
                with self.subTest(user=user.login, method=method):
                    with self.assertRaises(AccessError):
                        letters = self.env["bank.inquiry.letter"].with_user(user)
                        call_kw(letters, method, list(args), {})

    def test_where_letters_go_is_not_changed_by_hand(self):
        mine = self.mailbox.with_user(self.administrator).sudo(False)
        for values in (
            {"alias_defaults": "{'mailbox_id': 7}"},
            {"alias_contact": "followers"},
            {"alias_force_thread_id": 1},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                mine.write(values)
        mine.alias_name = "credit"
        self.assertEqual(self.mailbox.alias_email, "credit@mailbox.example")
        with self.assertRaises(AccessError):
            mine.with_user(self.manager).write({"name": "x"})
        with self.assertRaises(AccessError):
            self._note(mailbox_id=self.mailbox.id)


@tagged("post_install", "-at_install")
class TestMailboxUi(MailboxCommon, TourCase):
    def test_what_was_not_taken_in_is_looked_at_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        addons = ("mail", "web", "bank_base", "bank_crm_core", "bank_deals")
        modules = self.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"], overwrite=True)
        self.head.lang = "ru_RU"
        self._send("Robot <robot@client.example>", Auto_Submitted="auto-generated")
        self.start_tour(
            "/odoo/bank-inquiry-letters", "bank_inquiry_letters", login=self.head.login
        )
