# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import hashlib
import json

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .dossier_common import OTHER_TEXT, PROGRAM, TEXT, DossierCase, make_png


@tagged("post_install", "-at_install")
class TestDossier(DossierCase):
    """From an empty checklist to a good paper."""

    # What is missing

    def test_what_is_missing_and_what_to_do(self):
        self.assertEqual(self.letter.dossier_lack_count, 2)
        self.assertIn("Passport: not there, upload it", self.letter.dossier_lacks)
        paper = self._upload()
        self.assertIn("Passport: waits to be verified", self.letter.dossier_lacks)
        paper.with_user(self.officer).action_refuse("Blurred")
        self.letter.invalidate_recordset()
        self.assertIn("Passport: refused", self.letter.dossier_lacks)
        self._verify(self._upload())
        self.letter.invalidate_recordset()
        self.assertNotIn("Passport", self.letter.dossier_lacks)
        self.assertEqual(self.letter.document_count, 1)

    def test_a_form_that_is_only_begun_opens(self):
        papers = self.env["bank.document"]
        answer = papers.onchange({"note": "x"}, ["note"], {"note": {}, "res_name": {}})
        self.assertFalse(answer["value"].get("res_name"))
        holds = self.env["bank.document.hold"]
        spec = {"reason": {}, "res_name": {}}
        answer = holds.onchange({"reason": "x"}, ["reason"], spec)
        self.assertFalse(answer["value"].get("res_name"))

    def test_a_place_is_for_the_documents_of_its_condition(self):
        self.statement_slot.domain = "[('amount', '>', 100)]"
        large = self._create_letter(amount=200)
        self.assertEqual(self.letter.dossier_lack_count, 1)
        self.assertEqual(large.dossier_lack_count, 2)
        with self.assertRaises(UserError):
            self.statement_slot.domain = "[('no_such_field', '=', 1)]"

    def test_a_place_for_several_papers(self):
        self.statement_slot.write({"count_min": 2, "must_be_verified": False})
        self._upload(slot=self.statement_slot)
        self.assertIn("Statement: 1 more needed", self.letter.dossier_lacks)
        self._upload(slot=self.statement_slot, content=OTHER_TEXT)
        self.letter.invalidate_recordset()
        self.assertNotIn("Statement", self.letter.dossier_lacks)

    def test_what_the_screen_shows(self):
        self._upload()
        dossier = self.letter.with_user(self.clerk).dossier
        passport, statement = dossier["slots"]
        self.assertTrue(dossier["can_upload"])
        self.assertEqual(passport["papers"][0]["file_name"], "scan.txt")
        self.assertFalse(passport["papers"][0]["can_verify"])
        self.assertIn("not there", statement["lack"])
        self.assertEqual(statement["papers"], [])
        officers = self.letter.with_user(self.officer).dossier["slots"][0]
        self.assertTrue(officers["papers"][0]["can_verify"])

    # Versions

    def test_a_version_keeps_what_came(self):
        paper = self._upload()
        version = paper.version_id
        self.assertEqual(version.number, 1)
        self.assertEqual(version.sha256, hashlib.sha256(TEXT).hexdigest())
        self.assertEqual(version.user_id, self.clerk)
        self.assertEqual(version.mimetype, "text/plain")
        letter = self.letter.with_user(self.colleague)
        letter.upload_paper("new.png", self._encode(make_png()), paper_id=paper.id)
        self.assertEqual(paper.version_ids.mapped("number"), [2, 1])
        self.assertEqual(paper.version_id.file_name, "new.png")
        self.assertEqual(paper.version_id.user_id, self.colleague)

    def _encode(self, content):
        return self.env["ir.attachment"].create({"name": "x", "raw": content}).datas

    def test_a_new_version_is_judged_anew(self):
        paper = self._verify(self._upload())
        self.assertEqual(paper.judge_id, self.officer)
        self.letter.with_user(self.clerk).upload_paper(
            "new.txt", self._encode(OTHER_TEXT), paper_id=paper.id
        )
        self.assertEqual(paper.state, "received")
        self.assertFalse(paper.judge_id)

    def test_what_is_no_paper_is_not_of_the_dossier(self):
        letter = self.letter.with_user(self.clerk)
        content = self._encode(TEXT)
        for paper_id in ([6, 0, [2**40]], "7", {"id": 7}):
            with self.assertRaisesRegex(UserError, "not of this dossier"):
                letter.upload_paper("a.txt", content, paper_id=paper_id)

    def test_a_refused_paper_is_renewed_in_its_place(self):
        paper = self._upload()
        paper.with_user(self.officer).action_refuse("Blurred")
        self.assertEqual(paper.reason, "Blurred")
        self.assertEqual(self._upload(content=OTHER_TEXT), paper)
        self.assertEqual(paper.version_count, 2)
        self.assertFalse(paper.reason)

    # Verdicts

    def test_nobody_verifies_what_he_uploaded(self):
        paper = self._upload(user=self.officer)
        blocked = paper.with_user(self.officer)
        self.assertFalse(blocked.can_verify)
        self.assertIn("second person", blocked.verify_blocker or "second person")
        with self.assertRaisesRegex(UserError, "second person"):
            blocked.action_verify()

    def test_a_verdict_is_a_decision(self):
        paper = self._verify(self._upload())
        row = self.env["bank.decision"].search(
            [("kind", "=", "document"), ("res_id", "=", paper.id)]
        )
        payload = json.loads(row.payload)
        self.assertEqual(row.actor_id, self.officer.id)
        self.assertEqual(payload["verdict"], "verified")
        self.assertEqual(payload["sha256"], paper.version_id.sha256)

    def test_groups_of_type_and_place_verify(self):
        self.slot.verify_group_ids = self.env.ref("bank_base.group_bank_auditor")
        paper = self._upload()
        with self.assertRaisesRegex(UserError, "Auditor"):
            paper.with_user(self.officer).action_verify()
        paper.with_user(self.auditor).action_verify()
        self.assertEqual(paper.state, "verified")

    def test_a_reason_is_given(self):
        paper = self._upload()
        for reason in ("", "  ", None, False):
            with self.assertRaises(UserError):
                paper.with_user(self.officer).action_refuse(reason)

    def test_the_term_comes_from_the_type(self):
        self.passport.write({"validity_months": 6, "is_expiry_required": True})
        paper = self._upload()
        with self.assertRaisesRegex(UserError, "until when"):
            paper.with_user(self.officer).action_verify()
        paper.with_user(self.officer).date_issue = "2999-01-31"
        self.assertEqual(str(paper.date_expiry), "2999-07-31")
        self._verify(paper)

    # Uploads

    def test_a_disguised_program_is_refused(self):
        for name in ("scan.pdf", "scan.txt", "scan.exe", "scan.pdf.exe"):
            with self.assertRaises(UserError):
                self._upload(content=PROGRAM, name=name)
        self.assertFalse(self.letter.document_ids.version_ids)

    def test_size_and_kind_are_those_of_the_type(self):
        self.passport.extensions = "png"
        with self.assertRaisesRegex(UserError, "png"):
            self._upload()
        self._upload(content=make_png(), name="scan.png")
        self.passport.max_size_mb = 1
        with self.assertRaisesRegex(UserError, "1 MB"):
            self._upload(content=b"x" * 1_100_000)
        with self.assertRaisesRegex(UserError, "empty"):
            self._upload(content=b"")

    def test_a_file_name_has_no_folders(self):
        paper = self._upload(name="../../etc/C:\\scans\\pass\x00port.txt")
        self.assertEqual(paper.file_name, "passport.txt")

    # Searching

    def test_search_by_word_forms_in_the_text(self):
        paper = self._upload()
        other = self._upload(slot=self.statement_slot, content=OTHER_TEXT)
        papers = self.env["bank.document"].with_user(self.clerk)
        for line, found in (
            ("договоры поручительства", paper),
            ("синицын", paper),
            ("движение средства", other),
            ("нет таких", self.env["bank.document"]),
            ("Passport", paper),
        ):
            self.assertEqual(
                papers.search([("text_search", "ilike", line)]).sudo(), found, line
            )

    def test_search_asks_the_indexes_of_names_and_words(self):
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        papers = self.env["bank.document"].with_user(self.clerk)
        query = papers._search([("text_search", "ilike", "договор")])
        self.env.flush_all()
        rows = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        plan = "\n".join(row[0] for row in rows)
        self.assertIn("bank_document__name_index", plan)
        self.assertIn("bank_document_text_content_idx", plan)

    def test_a_document_with_papers_is_kept(self):
        self._upload()
        with self.assertRaises(UserError):
            self.letter.unlink()
