# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Scans become words in the background: searched for, marked as recognised."""

from datetime import date, timedelta
from unittest.mock import patch

from PIL import Image

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tests.common import count_queries
from odoo.addons.bank_document.models import bank_document_recognition
from odoo.addons.bank_document.tests.scan_common import (
    draw_scan,
    make_scan_pdf,
    other_program,
    pack_picture,
)
from odoo.addons.bank_document.tools import recognise

from .dossier_common import DossierCase

PAGE = "odoo.addons.bank_document.models.bank_document_recognition"


@tagged("post_install", "-at_install")
class TestDossierScans(DossierCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scan = draw_scan()
        cls.texts = cls.env["bank.document.text"]
        # of a kept database: other tests' scans are not read here
        cls.texts.search([("recognition", "=", "waiting")]).recognition = False

    def _bring(self, content, name="scan.png"):
        return self._upload(content=content, name=name)

    def _recognise(self, left=()):
        """Run the job; ``left`` are the seconds it is told to have after each page."""
        times = iter(left)
        progress = patch.object(
            self.env.registry["ir.cron"],
            "_commit_progress",
            lambda *a, **k: 60 if len(a) == 1 else next(times, 60),
        )
        with progress:
            self.texts._cron_recognise()
        self.env.invalidate_all()

    def _find(self, words, user=None):
        papers = self.env["bank.document"].with_user(user or self.clerk)
        return papers.search([("text_search", "ilike", words)])

    def _get_row(self, paper):
        return self.texts.search([("version_id", "=", paper.version_id.id)])

    # A scan is found by its words

    def test_a_scan_is_found_by_its_words_once_it_was_read(self):
        job = self.env.ref("bank_document.ir_cron_recognise")
        triggers = self.env["ir.cron.trigger"].search_count
        before = triggers([("cron_id", "=", job.id)])
        paper = self._bring(pack_picture(self.scan))
        self.assertEqual(triggers([("cron_id", "=", job.id)]), before + 1)
        self.assertEqual(paper.recognition, "waiting")
        self.assertIn("not read yet", paper.recognition_note)
        self.assertFalse(self._find("страховой полис"))
        self._recognise()
        self.assertEqual(self._find("страховой полис"), paper)
        self.assertEqual(self._find("scan.png"), paper)
        self.assertFalse(self._find("страховой полис", self.stranger))
        shown = paper.with_user(self.clerk)
        self.assertEqual(shown.recognition, "done")
        self.assertRegex(shown.recognition_note, r"pages: 1, certainty: [789]\d %")

    def test_a_pdf_of_pictures_and_words(self):
        text = "Layer of text with as many words as it needs"
        paper = self._bring(make_scan_pdf(text, self.scan), "mixed.pdf")
        self.assertEqual(self._find("layer"), paper)
        self._recognise()
        self.assertEqual(self._find("layer 7707083893"), paper)
        row = self._get_row(paper)
        self.assertEqual((row.pages_read, row.page_count), (1, 2))

    def test_what_has_words_is_no_scan(self):
        text = "Layer of text with as many words as it needs"
        for content, name in ((make_scan_pdf(text), "a.pdf"), (b"text", "a.txt")):
            paper = self._bring(content, name)
            self.assertFalse(paper.recognition or paper.recognition_note)
        few = self._bring(make_scan_pdf("Short page"), "few.pdf")
        self._recognise()
        self.assertFalse(few.recognition)
        self.assertEqual(self._find("short page"), few)

    def test_nobody_waits_for_it(self):
        content = pack_picture(self.scan)
        with patch.object(recognise, "read_step", side_effect=AssertionError):
            self._bring(content)

    # What goes wrong

    def test_the_first_pages_of_a_long_scan(self):
        small = self.scan.resize((827, 1170))
        paper = self._bring(make_scan_pdf(*[small] * 500), "long.pdf")
        with patch.object(bank_document_recognition, "MAX_PAGES", 2):
            self._recognise()
            self.assertEqual(paper.recognition, "part")
            self.assertIn("first 2 pages", paper.recognition_note)
        row = self._get_row(paper)
        self.assertEqual((row.pages_read, row.page_count), (2, 500))
        self.assertEqual(self._find("страховой полис"), paper)

    def test_it_goes_on_where_it_was_stopped(self):
        paper = self._bring(make_scan_pdf(self.scan, self.scan), "two.pdf")
        self._recognise(left=[0])
        row = self._get_row(paper)
        self.assertEqual((row.recognition, row.page_next), ("waiting", 1))
        self.assertEqual(row.pages_read, 1)
        self._recognise()
        self.assertEqual((row.recognition, row.pages_read), ("done", 2))
        self.assertFalse(row.draft)
        self.assertEqual(row.content.count("7707083893"), 2)

    def test_a_failing_file_stops_no_other(self):
        bad = self._bring(pack_picture(Image.new("L", (50, 50))))
        other = self._create_letter()
        content = pack_picture(self.scan)
        good = self._upload(letter=other, content=content, name="good.png")
        step = recognise.read_step

        def fail(content, *args):
            if len(content) < 1000:
                raise ValueError("the file was lost")
            return step(content, *args)

        with patch.object(recognise, "read_step", fail), mute_logger(PAGE):
            self._recognise()
        self.assertEqual(bad.recognition, "failed")
        self.assertEqual(good.recognition, "done")

    def test_a_picture_without_words(self):
        paper = self._bring(pack_picture(Image.new("L", (500, 500), 255)))
        self._recognise()
        self.assertEqual(paper.recognition, "failed")
        self.assertIn("No words", paper.recognition_note)
        self.assertEqual(self._find("scan.png"), paper)

    def test_a_page_that_takes_too_long_is_told(self):
        paper = self._bring(make_scan_pdf(*[self.scan] * 5), "five.pdf")
        slow = recognise.Step(page_next=1, page_count=5, problem="timeout")
        steps = [slow._replace(page_next=n) for n in (1, 2, 3)] + [recognise.Step()]
        with patch.object(recognise, "read_step", side_effect=steps) as read:
            self._recognise()
        # three that fail are enough
        self.assertEqual([call.args[3] for call in read.call_args_list][-1], False)
        self.assertEqual(paper.recognition, "failed")
        self.assertIn("too long", paper.recognition_note)

    def test_a_server_that_cannot_read_scans_says_what_to_install(self):
        paper = self._bring(pack_picture(self.scan))
        with other_program():
            self._recognise()
        self.assertEqual(paper.recognition, "waiting")
        self.assertIn("tesseract-ocr-rus", paper.recognition_note)
        # it was installed meanwhile
        self._recognise()
        self.assertEqual(paper.recognition, "done")

    def test_scans_from_before_are_read_as_well(self):
        scan = self._bring(pack_picture(self.scan))
        letter = self._create_letter()
        text = self._upload(letter=letter)
        rows = self._get_row(scan) | self._get_row(text)
        rows.recognition = False
        self.env.flush_all()
        self.texts._await_all()
        self.env.invalidate_all()
        self.assertEqual(scan.recognition, "waiting")
        self.assertFalse(text.recognition)

    # Who sees what

    def test_what_was_recognised_is_seen_with_the_paper_only(self):
        paper = self._bring(pack_picture(self.scan))
        self._recognise()
        with self.assertRaises(AccessError):
            paper.with_user(self.stranger).read(["recognition_note"])
        with self.assertRaises(AccessError):
            self.texts.with_user(self.clerk).search_read([], ["draft"])

    def test_the_words_go_with_the_content(self):
        paper = self._bring(make_scan_pdf(self.scan, self.scan), "two.pdf")
        self._recognise(left=[0])
        self.assertTrue(self._get_row(paper).draft)
        self.passport.write({"retention_years": 5, "retention_from": "closed"})
        self.letter.date_closed = date.today() - timedelta(days=6 * 366)
        paper.invalidate_recordset()
        paper._destroy(self.env["bank.document.disposal"])
        self.assertFalse(self._get_row(paper))
        self._recognise()
        self.assertFalse(paper.recognition or self._find("7707083893"))

    def test_as_many_queries_for_a_list_as_for_one(self):
        papers = self._bring(pack_picture(self.scan))
        for _number in range(4):
            letter = self._create_letter()
            papers |= self._upload(
                letter=letter, content=pack_picture(self.scan), name="a.png"
            )
        one, many = (
            count_queries(self.env, lambda some=some: some.mapped("recognition_note"))
            for some in (papers[:1], papers)
        )
        self.assertEqual(one, many)
