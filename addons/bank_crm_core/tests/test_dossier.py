# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
from datetime import date
from unittest.mock import patch

from docx import Document

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase, count_queries

from .common import BankCoreCommon

PDF = base64.b64encode(
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
    b"0000000105 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n167\n%%EOF\n"
).decode()
TEXT = base64.b64encode("Устав общества с печатью".encode()).decode()


def make_docx(*paragraphs):
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return base64.b64encode(file.getvalue())


class DossierCommon(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls._create_user(
            "officer", "bank_document.group_document_officer", cls.branch
        )
        cls.officer.group_ids += cls.env.ref("bank_crm_core.group_crm_client_reader")
        cls.passport = cls.env.ref("bank_crm_core.bank_document_slot_passport")
        cls.company = cls._create_client("ООО Ромашка", client_kind="company")

    def _upload(self, user=None, client=None, slot=None, name="a.pdf", content=PDF):
        client = (client or self.client).with_user(user or self.manager)
        slot = slot or self.passport
        return self.env["bank.document"].browse(
            client.upload_paper(name, content, slot_id=slot.id)
        )


@tagged("post_install", "-at_install")
class TestClientDossier(DossierCommon):
    """The dossier on the card of a client."""

    def test_each_kind_of_client_brings_its_own_papers(self):
        for client, there, not_there in (
            (self.client, "Passport", "Charter"),
            (self.company, "Charter", "Passport"),
        ):
            self.assertIn(there, client.dossier_lacks)
            self.assertNotIn(not_there, client.dossier_lacks)
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": self.company.id}
        )
        self.assertFalse((contact | self.manager.partner_id).mapped("dossier_lacks")[0])
        self.assertEqual(contact.dossier["slots"], [])

    def test_who_works_with_the_client_uploads(self):
        paper = self._upload()
        self._upload(user=self.head)
        for user in (self.colleague, self.operator, self.stranger, self.auditor):
            with self.assertRaises(AccessError):
                self._upload(user=user)
        for user, can in (
            (self.colleague, True),
            (self.operator, True),
            (self.auditor, True),
            (self.stranger, False),
            (self.employee, False),
            (self.administrator, False),
        ):
            self.assertEqual(paper.with_user(user).has_access("read"), can, user.login)
            found = self.env["bank.document"].with_user(user).search([])
            self.assertEqual(paper in found.sudo(), can, user.login)

    def test_a_second_person_verifies(self):
        paper = self._upload()
        with self.assertRaises(UserError):
            paper.with_user(self.head).action_verify()
        paper.with_user(self.officer).action_verify()
        self.assertNotIn("Passport", self.client.dossier_lacks)

    def test_found_in_the_wrong_keyboard_layout(self):
        slot = self.env.ref("bank_crm_core.bank_document_slot_charter")
        paper = self._upload(client=self.company, slot=slot, name="u.txt", content=TEXT)
        papers = self.env["bank.document"].with_user(self.manager)
        for line in ("печатями", "ecnfd"):
            found = papers.search([("text_search", "ilike", line)])
            self.assertEqual(found.sudo(), paper, line)

    def test_reading_a_paper_is_reading_its_client(self):
        paper = self._upload()
        clients = self.env["bank.access.door"]._read_clients(
            {
                "bank.document": paper.ids,
                "bank.document.version": paper.version_id.ids,
            }
        )
        wanted = (self.client.id, True)
        self.assertEqual(clients["bank.document"][paper.id], wanted)
        self.assertEqual(clients["bank.document.version"][paper.version_id.id], wanted)

    def test_papers_are_kept_from_the_last_agreement_on(self):
        paper = self._upload()
        self.assertFalse(paper.date_retention)
        agreement = self._create_agreement()
        paper.invalidate_recordset()
        self.assertFalse(paper.date_retention)
        agreement.sudo().write({"date_closed": date(2020, 1, 1)})
        self.env.flush_all()
        paper.invalidate_recordset()
        self.assertEqual(paper.date_retention, date(2025, 1, 1))

    def test_a_kind_of_client_needs_a_client(self):
        slots = self.env["bank.document.slot"]
        values = {
            "type_id": self.passport.type_id.id,
            "model_id": self.env["ir.model"]._get_id("bank.agreement"),
            "client_kind": "person",
        }
        self.assertTrue(slots.create(values))
        paths = {"res.partner": "client_kind"}
        with (
            patch.object(type(slots), "_get_client_kind_paths", lambda self: paths),
            self.assertRaisesRegex(ValidationError, "has no client"),
        ):
            slots.create(values)

    def test_as_many_queries_for_a_full_dossier(self):
        client = self.client.with_user(self.manager)

        def read():
            self.assertTrue(client.dossier["slots"])

        self._upload()
        few = count_queries(self.env, read)
        for number in range(10):
            self._upload(name=f"{number}.pdf")
        self.assertEqual(count_queries(self.env, read), few)


@tagged("post_install", "-at_install")
class TestDossierUi(DossierCommon, TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        addons = ["web", "mail", "bank_base", "bank_document", "bank_crm_core"]
        modules = cls.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"])
        (cls.manager | cls.officer).lang = "ru_RU"
        model_id = cls.env["ir.model"]._get_id("res.partner")
        template = cls.env["bank.document.template"].create(
            {
                "name": "Письмо",
                "model_id": model_id,
                "kind": "client_letter",
                "type_id": cls.env.ref("bank_crm_core.bank_document_type_letter").id,
                "content": make_docx("Для уважаемых клиентов: {{ name }}"),
                "file_name": "letter.docx",
            }
        )
        template.action_start()
        cls.env["bank.document.package"].create(
            {
                "name": "Комплект",
                "model_id": model_id,
                "template_ids": [Command.set(template.ids)],
            }
        )

    def test_from_a_scan_to_a_verified_paper_in_russian(self):
        self.start_tour(
            "/odoo/bank-clients", "bank_dossier_upload", login=self.manager.login
        )
        papers = self.client.document_ids
        passport = papers.filtered("slot_id")
        self.assertEqual(passport.file_name, "passport.png")
        self.assertEqual(len(passport.version_ids), 1)
        self.assertEqual((papers - passport).source, "printed")
        self.start_tour(
            "/odoo/bank-clients", "bank_dossier_verify", login=self.officer.login
        )
        self.assertEqual(passport.judge_id, self.officer)
