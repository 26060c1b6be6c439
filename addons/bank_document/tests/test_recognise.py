# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words of scans, by the real program; and what hostile scans lead to."""

import os
from unittest.mock import patch

from PIL import Image

from odoo.tests import BaseCase, tagged

from ..tools import recognise, recognise_child
from .scan_common import draw_scan, make_scan_pdf, other_program, pack_picture
from .upload_common import make_tiff

LANGUAGES = 'if [ "$1" = --list-langs ]; then echo "eng\nrus"; exit; fi\n'


@tagged("post_install", "-at_install")
class TestRecognise(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scan = draw_scan()

    def assertRead(self, step):
        for words in ("Полис страхования", "7707083893", "1 250 000,50", "30.11.2027"):
            self.assertIn(words, step.text)
        self.assertTrue(step.is_read)
        self.assertFalse(step.problem)
        self.assertGreater(step.word_count, 20)
        self.assertGreater(step.certainty / step.word_count, 70)

    def test_pictures(self):
        for kind in ("PNG", "JPEG", "TIFF"):
            with self.subTest(kind=kind):
                content = pack_picture(self.scan, kind)
                step = recognise.read_step(content, f"image/{kind.lower()}")
                self.assertRead(step)
                self.assertIsNone(step.page_next)

    def test_a_page_laid_the_wrong_way(self):
        turned = self.scan.rotate(90, expand=True)
        step = recognise.read_step(pack_picture(turned), "image/png")
        self.assertIn("Полис страхования", step.text)

    def test_only_pages_without_words_are_recognised(self):
        text = "This page has a layer of text and needs no reading"
        # a picture on a page of words is an emblem, not a scan
        content = make_scan_pdf((self.scan, text), self.scan, text)
        with patch.object(recognise, "_read", wraps=recognise._read) as read:
            first = recognise.read_step(content, recognise.PDF)
            self.assertEqual((first.page_next, first.page_count), (2, 3))
            self.assertRead(first)
            self.assertIn(text, first.text)
            last = recognise.read_step(content, recognise.PDF, first.page_next)
        self.assertEqual(read.call_count, 1)
        self.assertEqual((last.text, last.page_next, last.is_read), (text, None, False))

    def test_beyond_the_limit_only_layers_are_taken(self):
        content = make_scan_pdf(self.scan, "This page has words enough of its own")
        step = recognise.read_step(content, recognise.PDF, wanted=False)
        self.assertIn("words enough", step.text)
        self.assertEqual((step.page_next, step.is_read), (None, False))

    def test_roubles_are_not_read_as_latin(self):
        page = "Страховая сумма 1 250 000,50 py6. Копия: copy@bank.ru, счёт BC-63"
        self.assertEqual(
            recognise._mend(page),
            "Страховая сумма 1 250 000,50 руб. Копия: copy@bank.ru, счёт BC-63",
        )
        self.assertEqual(recognise._mend("A copy of it"), "A copy of it")

    # What harms or is broken

    def test_a_bomb_of_pixels(self):
        wide = Image.new("1", (30_000, 30_000))
        self.assertEqual(
            recognise.read_step(pack_picture(wide), "image/png").problem, "pixels"
        )

    def test_the_size_a_tiff_claims_is_not_believed(self):
        lying = make_tiff().replace(
            (8).to_bytes(4, "little"), (30_000).to_bytes(4, "little"), 2
        )
        self.assertIn(
            recognise.read_step(lying, "image/tiff").problem, ("pixels", "damaged")
        )

    def test_a_cut_picture(self):
        content = pack_picture(self.scan, "JPEG")
        step = recognise.read_step(content[: len(content) // 3], "image/jpeg")
        self.assertEqual((step.problem, step.text), ("damaged", ""))

    def test_a_pdf_with_a_password(self):
        content = make_scan_pdf(self.scan, encrypt="secret")
        step = recognise.read_step(content, recognise.PDF)
        self.assertEqual((step.problem, step.page_next), ("encrypted", None))

    def test_a_damaged_pdf(self):
        for content in (b"", b"%PDF-1.7 and nothing", make_scan_pdf(self.scan)[:999]):
            self.assertEqual(
                recognise.read_step(content, recognise.PDF).problem, "damaged"
            )

    def test_a_huge_page_is_drawn_within_bounds(self):
        content = make_scan_pdf(self.scan).replace(b"595 842", b"59500 84200")
        self.assertIn(b"59500 84200", content)
        known, picture = recognise._draw(content, recognise.PDF, 0, True)
        self.assertEqual(known["page"], 0)
        head = int.from_bytes(picture[16:20]) * int.from_bytes(picture[20:24])
        self.assertLessEqual(head, recognise_child.SENT_PIXELS)

    def test_a_dot_has_no_words(self):
        step = recognise.read_step(pack_picture(Image.new("L", (8, 8))), "image/png")
        self.assertEqual((step.text, step.word_count, step.problem), ("", 0, None))

    def test_a_program_that_hangs_is_ended_with_its_children(self):
        content = pack_picture(self.scan)
        script = f"{LANGUAGES}sleep 600 & wait"
        with (
            other_program(script),
            patch.object(recognise, "TIMEOUT_S", 8),
            patch.object(os, "killpg", wraps=os.killpg) as killed,
        ):
            self.assertIsNone(recognise.find_problem())
            step = recognise.read_step(content, "image/png")
        self.assertEqual(step.problem, "timeout")
        self.assertFalse(step.is_read)
        # the group: a child of its own would have held the output for ten minutes
        self.assertEqual(killed.call_count, 1)

    def test_a_program_that_breaks(self):
        with other_program("exit 3"):
            step = recognise.read_step(pack_picture(self.scan), "image/png")
        self.assertEqual((step.problem, step.text), ("damaged", ""))

    def test_what_the_server_lacks(self):
        self.assertIsNone(recognise.find_problem())
        with other_program():
            self.assertEqual(recognise.find_problem(), "program")
            step = recognise.read_step(pack_picture(self.scan), "image/png")
            self.assertEqual(step.problem, "program")
        with other_program("echo eng"):
            self.assertEqual(recognise.find_problem(), "language")
