# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
from unittest.mock import patch

from docx import Document

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .dossier_common import DossierCase

PRINT = "odoo.addons.bank_document.models.bank_document_template_print"
WIZARD = "odoo.addons.bank_document.wizards.bank_document_print"


def make_docx(*paragraphs):
    """Return a Word file with these paragraphs in base64."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return base64.b64encode(file.getvalue())


def read_docx(content):
    document = Document(io.BytesIO(base64.b64decode(content)))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@tagged("post_install", "-at_install")
class TestDossierPrint(DossierCase):
    """Letters from Word: what may be named, printed and filed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter_type = cls._create_type("Letter", "d_letter")
        # what other addons ship for partners would stand in the way
        cls.env["bank.document.field"].search([("model", "=", "res.partner")]).unlink()
        cls.names = cls.env["bank.document.field"].create(
            [
                {"model_id": cls.env["ir.model"]._get_id(model), **values}
                for model, values in (
                    ("test.bank.letter", {"name": "title", "field_path": "name"}),
                    ("test.bank.letter", {"name": "amount", "field_path": "amount"}),
                    (
                        "test.bank.letter",
                        {"name": "client", "field_path": "partner_id"},
                    ),
                    ("test.bank.letter", {"name": "folder", "field_path": "folder_id"}),
                    ("res.partner", {"name": "name", "field_path": "name"}),
                    ("test.bank.folder", {"name": "name", "field_path": "name"}),
                    (
                        "test.bank.folder",
                        {"name": "letters", "field_path": "letter_ids"},
                    ),
                )
            ]
        )
        cls.partner = cls.env["res.partner"].create({"name": "Иванов"})
        cls.folder = cls.env["test.bank.folder"].create({"name": "Folder"})
        cls.letter.write(
            {"amount": 1500.5, "partner_id": cls.partner.id, "folder_id": cls.folder.id}
        )
        cls.template = cls._create_template(
            "{{ title }}: {{ amount | money }} — {{ client.name }}",
            "{% for row in folder.letters %}[{{ row.title }}]{% endfor %}",
            "{% if amount > 1000 %}Large{% else %}Small{% endif %}",
        )
        cls.template.action_start()

    @classmethod
    def _create_template(cls, *paragraphs, **values):
        return cls.env["bank.document.template"].create(
            {
                "name": "Offer",
                "model_id": cls.env["ir.model"]._get_id("test.bank.letter"),
                "kind": "test_letter",
                "type_id": cls.letter_type.id,
                "content": make_docx(*paragraphs),
                "file_name": "offer.docx",
                **values,
            }
        )

    def _open_print(self, letters=None, user=None, **values):
        letters = letters or self.letter
        job = self.env["bank.document.print"].with_user(user or self.clerk)
        job = job.with_context(
            active_model=letters._name, active_ids=letters.ids, active_id=letters[:1].id
        )
        return job.create(values)

    # Writing templates

    def test_unknown_names_are_told_in_a_sentence(self):
        draft = self._create_template("{{ titel }} {{ client.phone }} {{ amount }}")
        self.assertFalse(draft.can_start)
        self.assertIn("titel", draft.problems)
        self.assertIn("client.phone", draft.problems)
        self.assertNotIn("amount", draft.problems)
        with self.assertRaisesRegex(UserError, "titel"):
            draft.action_start()

    def test_what_may_be_named_is_told(self):
        names = self.template.known_names.splitlines()
        self.assertIn("client.name", names)
        self.assertIn("folder.letters[].title", names)
        self.assertIn("today", names)

    def test_malicious_templates_do_not_come_into_force(self):
        for text in (
            "{{ title.__class__.__mro__ }}",
            "{{ ''.__class__.__subclasses__() }}",
            "{% for x in range(999999999) %}x{% endfor %}",
            "{{ self.__init__.__globals__ }}",
            "{% include '/etc/passwd' %}",
            "{{ title.env.cr }}",
        ):
            draft = self._create_template(text)
            self.assertTrue(draft.problems, text)
            with self.assertRaises(UserError):
                draft.action_start()

    def test_only_word_files(self):
        for content in (b"MZ" + bytes(300), b"%PDF-1.4", "Просто текст".encode()):
            draft = self._create_template(content=base64.b64encode(content))
            self.assertTrue(draft.problems)

    def test_a_version_in_force_is_frozen(self):
        with self.assertRaises(UserError):
            self.template.content = make_docx("{{ title }}")
        action = self.template.action_new_version()
        draft = self.template.browse(action["res_id"])
        self.assertEqual(draft.version, 2)
        draft.content = make_docx("New {{ title }}")
        draft.action_start()
        self.assertEqual(self.template.state, "retired")
        self.assertEqual(self.template._get_in_force(), draft)

    def test_a_file_replaced_behind_the_fields_is_not_printed(self):
        self.env["ir.attachment"].search(
            [
                ("res_model", "=", self.template._name),
                ("res_field", "=", "content"),
                ("res_id", "=", self.template.id),
            ]
        ).write({"datas": make_docx("Forged")})
        self.template.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "put into force"):
            self.template.with_user(self.clerk)._print(
                self.letter.with_user(self.clerk)
            )

    def test_the_catalogue_opens_no_hidden_field(self):
        names = self.env["bank.document.field"].with_user(self.administrator)
        model_id = self.env["ir.model"]._get_id("test.bank.case")
        with self.assertRaises(ValidationError):
            names.create({"model_id": model_id, "name": "s", "field_path": "secret"})
        for name in ("two words", "today", "1st", "a.b"):
            with self.assertRaises(ValidationError):
                names.create(
                    {"model_id": model_id, "name": name, "field_path": "amount"}
                )
        for user in (self.clerk, self.officer):
            with self.assertRaises(AccessError):
                self.names[0].with_user(user).field_path = "amount"

    # Printing

    def test_a_letter_is_printed_and_filed(self):
        with patch(f"{PRINT}.find_office", return_value=None):
            paper = self.template.with_user(self.clerk)._print(
                self.letter.with_user(self.clerk)
            )
        text = read_docx(paper.version_id.content)
        self.assertIn("Letter: 1\xa0500,50 — Иванов", text)
        self.assertIn("[Letter]", text)
        self.assertIn("Large", text)
        self.assertEqual(paper.sudo().source, "printed")
        self.assertEqual(paper.type_id, self.letter_type)
        self.assertFalse(paper.version_id.has_pdf)
        self.assertIn("LibreOffice", paper.note)

    def test_with_an_office_there_is_a_pdf(self):
        with (
            patch(f"{PRINT}.find_office", return_value="soffice"),
            patch(f"{PRINT}.convert_to_pdf", return_value=b"%PDF-1.4 x"),
        ):
            paper = self.template._print(self.letter)
        self.assertTrue(paper.version_id.has_pdf)
        self.assertEqual(base64.b64decode(paper.version_id.pdf), b"%PDF-1.4 x")
        self.assertFalse(paper.note)

    def test_what_the_user_may_not_read_is_not_printed(self):
        self.env["ir.rule"].create(
            {
                "name": "Not this one",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {self.partner.id})]",
            }
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(AccessError, "Name"):
            self.template.with_user(self.clerk)._print(
                self.letter.with_user(self.clerk)
            )

    def test_a_list_prints_the_rows_that_the_user_may_read(self):
        foreign = {"folder_id": self.folder.id, "branch_id": self.other_branch.id}
        self._create_letter(name="Foreign", **foreign)
        paper = self.template.with_user(self.clerk)._print(
            self.letter.with_user(self.clerk)
        )
        text = read_docx(paper.version_id.content)
        self.assertIn("[Letter]", text)
        self.assertNotIn("Foreign", text)

    def test_a_stranger_prints_nothing(self):
        with self.assertRaises(AccessError):
            self.template.with_user(self.stranger)._print(
                self.letter.with_user(self.stranger)
            )
        job = self._open_print(user=self.stranger, template_ids=self.template.ids)
        with self.assertRaises(AccessError):
            job.action_print()

    def test_the_dialog_tells_a_stranger_nothing_of_a_document(self):
        template = self._create_template(
            "{{ title }}",
            name="For large ones",
            domain="[('amount', '>', 2000)]",
            domain_note="It is printed for large ones.",
        )
        template.action_start()
        package = self.env["bank.document.package"].create(
            {
                "name": "Large",
                "model_id": template.model_id.id,
                "domain": "[('amount', '>', 1000)]",
                "domain_note": "Only for more than 1000.",
                "template_ids": [Command.set(template.ids)],
            }
        )
        values = {
            "res_model": self.letter._name,
            "res_ids": self.letter.ids,
            "template_ids": [Command.set(template.ids)],
        }
        names = ["lacks", "package_ids", "closed_packages"]
        told = []
        for amount in (1, 1500, 5000):
            self.letter.amount = amount
            jobs = self.env["bank.document.print"].with_user(self.stranger)
            (row,) = jobs.create(values).read(names, load=None)
            told.append([row[name] for name in names])
        self.assertEqual(told[0], told[1])
        self.assertEqual(told[1], told[2])
        self.assertFalse(told[0][0])
        own = self.env["bank.document.print"].with_user(self.clerk).create(values)
        self.assertFalse(own.lacks)
        self.assertIn(package, own.package_ids)
        with self.assertRaises(AccessError):
            template.with_user(self.stranger)._find_lacks(
                self.letter.with_user(self.stranger)
            )

    def test_a_package_for_several_documents_in_one_action(self):
        other = self._create_template("Second {{ title }}", name="Second")
        other.action_start()
        package = self.env["bank.document.package"].create(
            {
                "name": "Both",
                "model_id": self.template.model_id.id,
                "domain": "[('amount', '>', 1000)]",
                "template_ids": [Command.set((self.template | other).ids)],
            }
        )
        letters = self.letter | self._create_letter(name="Two", amount=2000)
        with patch(f"{WIZARD}.find_office", return_value=None):
            job = self._open_print(letters)
            self.assertEqual(job.package_id, package)
            self.assertIn("LibreOffice", job.note)
        with patch(f"{PRINT}.find_office", return_value=None):
            job.action_print()
        self.assertEqual(len(job.line_ids), 4)
        self.assertFalse(any(job.line_ids.mapped("is_failed")))
        for letter in letters:
            self.assertEqual(len(letter.document_ids), 2)
        small = self._create_letter(amount=1)
        self.assertFalse(self._open_print(small).package_id)

    def test_a_failing_letter_stops_no_other(self):
        draft = self._create_template("{{ title }}", name="Broken")
        job = self._open_print(template_ids=(self.template | draft).ids)
        with patch(f"{PRINT}.find_office", return_value=None):
            job.action_print()
        failed = job.line_ids.filtered("is_failed")
        self.assertEqual(failed.name, "Broken")
        self.assertIn("not in force", failed.note)
        self.assertEqual(len(self.letter.document_ids), 1)
