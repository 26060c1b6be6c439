# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The papers of a loan: printed in one action, back signed, found again."""

import base64
import io
import zipfile

from docx import Document

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .papers_common import LETTERS, SCAN, PapersCommon, read_docx


def make_docx(text, macro=False):
    file = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(file)
    if macro:
        with zipfile.ZipFile(file, "a") as package:
            package.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(600))
    return base64.b64encode(file.getvalue())


@tagged("post_install", "-at_install")
class TestPapers(PapersCommon):
    def test_a_package_in_one_action(self):
        self._approve()
        lines = self._print_all()
        self.assertEqual(len(lines), len(LETTERS))
        self.assertFalse(lines.filtered("is_failed"), lines.mapped("note"))
        texts = {
            line.document_id.type_id.code: read_docx(
                line.document_id.sudo().version_id.content
            )
            for line in lines
        }
        self.assertIn(self.application.name, texts["loan_agreement"])
        self.assertIn("Repair of a flat", texts["loan_agreement"])
        self.assertIn(self.colleague_client.name, texts["guarantee_agreement"])
        self.assertIn("Flat", texts["pledge_agreement"])
        self.assertEqual(set(lines.document_id.mapped("source")), {"printed"})

    def test_a_printed_schedule_is_that_of_the_screen(self):
        self._approve()
        rows = self.application._reckon_one()[0]["rows"]
        paper = self._letter("loan_schedule")._print(
            self.application.with_user(self.manager)
        )
        content = base64.b64decode(paper.sudo().version_id.content)
        (table, *_rest) = Document(io.BytesIO(content)).tables
        self.assertEqual(len(table.rows), len(rows) + 2)
        last = [cell.text for cell in table.rows[len(rows)].cells]
        self.assertEqual(last[0], str(len(rows)))
        self.assertEqual(last[1], rows[-1].date.strftime("%d.%m.%Y"))
        self.assertEqual(last[-1], "0,00")
        total = table.rows[-1].cells[3].text.replace("\xa0", "").replace("\u202f", "")
        self.assertEqual(total.replace(" ", ""), "300000,00")

    def test_only_an_approved_application_gets_its_package(self):
        job = self._open_print()
        self.assertFalse(job.package_id)
        self.assertIn("approved credit application", job.closed_packages)
        letter = self._letter("loan_agreement")
        job.template_ids = letter
        self.assertIn("approved credit application", job.lacks)
        job.action_print()
        self.assertTrue(job.line_ids.is_failed)
        with self.assertRaisesRegex(UserError, "approved credit application"):
            letter._print(self.application.with_user(self.manager))
        self.assertFalse(self.application.document_ids)

    def test_what_a_paper_lacks_is_told_before_it_is_printed(self):
        self._approve()
        self.client.city = False
        job = self._open_print()
        self.assertEqual(len(job.template_ids), len(LETTERS))
        (row,) = job.lacks.splitlines()
        self.assertIn("Credit agreement", row)
        self.assertIn("City", row)
        job.action_print()
        failed = job.line_ids.filtered("is_failed")
        self.assertEqual(failed.mapped("name"), ["Credit agreement"])
        self.assertIn("City", failed.note)

    def test_letters_that_nobody_needs_are_left_out(self):
        self.application.party_ids.filtered(
            lambda party: party.role == "guarantor"
        ).unlink()
        self._approve()
        job = self._open_print()
        self.assertNotIn(self._letter("guarantee_agreement"), job.template_ids)
        self.assertEqual(len(job.template_ids), len(LETTERS) - 1)

    def test_signed_scans_come_back_before_the_next_stage(self):
        process = self._start_process()
        self.application.action_withdraw()
        deal = self._create_deal(amount=300_000, term_months=24)
        self.application = self._create_application(deal)
        self.assertEqual(self.application.process_id, process)
        self._approve()
        self._letter("loan_agreement")._print(self.application.with_user(self.manager))
        with self.assertRaisesRegex(UserError, "Signed credit agreement: not there"):
            self.application.action_next_stage()
        paper = self._bring("loan_agreement")
        with self.assertRaisesRegex(UserError, "waits to be verified"):
            self.application.action_next_stage()
        paper.with_user(self.verifier).action_verify()
        self.application.action_next_stage()
        self.assertEqual(self.application.stage_id.name, "Ready")

    def test_what_comes_after_the_decision_is_no_other_decision(self):
        report = self.env["bank.document"].with_user(self.manager)
        kind = self.env.ref("bank_crm_core.bank_document_type_income")
        values = {"res_model": "bank.application", "res_id": self.application.id}
        known = report.create({**values, "type_id": kind.id})
        known._add_version(SCAN, "income.pdf")
        self._approve()
        self.application.sudo().approval_id.date_decided = "2020-01-01"
        self.env.cr.execute(
            "UPDATE bank_document SET create_date = '2019-01-01' WHERE id = %s",
            [known.id],
        )
        known.invalidate_recordset()
        self._print_all()
        self._bring("loan_agreement")
        self.assertFalse(self.application._find_unlike_approved())
        known._add_version(SCAN + b"\n", "income2.pdf")
        self.assertEqual(self.application._find_unlike_approved(), self.application)

    def test_a_dossier_has_sections(self):
        self._approve()
        self._print_all()
        found = self.application.with_user(self.manager).dossier
        names = [slot["section"] for slot in found["slots"]]
        self.assertEqual(names, sorted(names, key=self._get_place))
        self.assertEqual(names[-1], "Agreements")
        self.assertEqual({row["section"] for row in found["others"]}, {*names})

    def _get_place(self, name):
        sections = self.env["bank.document.section"].search([]).mapped("name")
        return sections.index(name)

    def test_all_of_a_loan_in_one_dossier_found_by_its_words(self):
        self._approve()
        self._print_all()
        flat = self.env["bank.document"].create(
            {
                "res_model": "bank.collateral",
                "res_id": self.flat.id,
                "type_id": self.env.ref("bank_crm_core.bank_document_type_letter").id,
            }
        )
        action = self.application.with_user(self.manager).action_open_credit_dossier()
        papers = self.env["bank.document"].with_user(self.manager)
        self.assertIn(flat, papers.search(action["domain"]))
        found = papers.search([*action["domain"], ("text_search", "=", "поручитель")])
        self.assertIn("guarantee_agreement", found.mapped("type_id.code"))
        self.assertNotIn("loan_schedule", found.mapped("type_id.code"))
        strangers = self.env["bank.document"].with_user(self.stranger)
        self.assertFalse(strangers.search(action["domain"]))

    def test_a_place_for_some_roles_is_closed_to_the_others(self):
        self._approve()
        self._print_all()
        slot = self.env.ref("bank_loan_pipeline.bank_document_slot_pledge_agreement")
        paper = self._bring("pledge_agreement")
        slot.read_group_ids = self.env.ref("bank_approval.group_approval_legal_officer")
        papers = self.env["bank.document"].with_user(self.manager)
        self.assertFalse(papers.search([("id", "=", paper.id)]))
        rows = self.application.with_user(self.manager).dossier["slots"]
        (row,) = [row for row in rows if row["id"] == slot.id]
        self.assertTrue(row["is_closed"])
        self.assertFalse(row["papers"])

    def test_another_branch_prints_nothing(self):
        self._approve()
        with self.assertRaises(AccessError):
            self.application.with_user(self.stranger).action_print_papers()
        with self.assertRaises(AccessError):
            self._letter("loan_agreement")._print(
                self.application.with_user(self.stranger)
            )

    # Bad input

    def test_a_template_with_a_wrong_field_or_a_macro_is_told(self):
        draft = self._letter("loan_agreement").copy()
        draft.content = make_docx("{{ client.nam }} {{ schedule }}")
        self.assertIn("client.nam", draft.problems)
        draft.content = make_docx("{{ client.name }}", macro=True)
        self.assertIn("macros", draft.problems)
        with self.assertRaises(UserError):
            draft.action_start()

    def test_what_must_be_filled_in_is_a_known_name(self):
        draft = self._letter("loan_agreement").copy({"required_names": "client.shoe"})
        self.assertIn("client.shoe", draft.problems)
        with self.assertRaises(UserError):
            draft.action_start()

    def test_a_scan_that_is_too_large_is_refused_with_a_sentence(self):
        self._approve()
        self._print_all()
        kind = self.env.ref("bank_loan_pipeline.bank_document_type_loan_agreement")
        kind.max_size_mb = 1
        with self.assertRaisesRegex(UserError, "larger than 1 MB"):
            self._bring("loan_agreement", SCAN + bytes(2 * 1024 * 1024))
        with self.assertRaisesRegex(UserError, "macros"):
            self._upload_docx(make_docx("x", macro=True))

    def _upload_docx(self, content):
        slot = self.env.ref("bank_loan_pipeline.bank_document_slot_loan_agreement")
        self.application.with_user(self.manager).upload_paper(
            "scan.docx", content.decode(), slot_id=slot.id
        )
