# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import datetime
import os
import subprocess
import sys
import zlib

from odoo.tests import BaseCase, tagged

from ..tools import extract
from ..tools.extract import extract_text
from ..tools.upload_type import FAMILIES
from .upload_common import (
    add_to_zip,
    make_docx,
    make_indexed_pdf,
    make_object_stream,
    make_pdf,
    make_xlsx,
    make_zip,
)

ODT = FAMILIES["odt"].mimetype


@tagged("post_install", "-at_install")
class TestExtract(BaseCase):
    def extract(self, content, kind, limit=500_000):
        return extract_text(content, FAMILIES[kind].mimetype, limit)

    def test_docx(self):
        content = make_docx("Договор № 5", rows=[("Сумма", "100")])
        text = self.extract(content, "docx")
        for part in ("Договор № 5", "Сумма", "100", "Head of the page"):
            self.assertIn(part, text)

    def test_docx_torn_words_stay_whole(self):
        runs = "<w:r><w:t>дого</w:t></w:r><w:r><w:t>вор</w:t></w:r>"
        space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
        xml = f"<w:document {space}><w:p>{runs}</w:p><w:p/></w:document>"
        content = add_to_zip(make_docx(), {"word/document.xml": xml})
        self.assertIn("договор", self.extract(content, "docx"))

    def test_xlsx(self):
        content = make_xlsx(
            ["Клиент", "Дата"], ["ООО А", datetime.date(2026, 3, 1)], [5.0]
        )
        text = self.extract(content, "xlsx")
        self.assertIn("Клиент\tДата", text)
        self.assertIn("ООО А\t01.03.2026", text)
        self.assertTrue(text.endswith("\n5"))

    def test_odt(self):
        xml = (
            "<d xmlns:text='t'><text:p>Дого<text:span>вор</text:span> 5</text:p>"
            "<text:p>a<text:tab/>b</text:p></d>"
        )
        content = make_zip({"mimetype": ODT, "content.xml": xml})
        self.assertEqual(self.extract(content, "odt"), "Договор 5\na\tb")

    def test_pdf(self):
        self.assertEqual(
            self.extract(make_pdf("Page one", "Two"), "pdf"), "Page one\n\nTwo"
        )

    def test_pdf_that_forbids_changes_only(self):
        from reportlab.lib.pdfencrypt import StandardEncryption

        content = make_pdf("Open text", encrypt=StandardEncryption("", "owner"))
        self.assertEqual(self.extract(content, "pdf"), "Open text")

    def test_pdf_with_password(self):
        self.assertEqual(self.extract(make_pdf("x", encrypt="secret"), "pdf"), "")

    def test_text_in_its_encodings(self):
        text = "Съешь ещё этих мягких булок, да выпей чаю"
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"):
            with self.subTest(encoding=encoding):
                self.assertEqual(self.extract(text.encode(encoding), "txt"), text)
                self.assertEqual(self.extract(text.encode(encoding), "csv"), text)

    def test_html(self):
        page = (
            "<html><head><title>t</title><style>s</style></head><body><p>Один</p>"
            "<!-- c -->два<script>x()</script> три<br>четыре &amp; пять</body></html>"
        )
        expected = "Один\nдва три\nчетыре & пять"
        self.assertEqual(self.extract(page.encode(), "html"), expected)
        self.assertEqual(self.extract(page.encode("cp1251"), "html"), expected)

    def test_xml(self):
        content = (
            "<?xml version='1.0' encoding='windows-1251'?><a><b>Имя</b><c>1</c></a>"
        )
        self.assertEqual(self.extract(content.encode("cp1251"), "xml"), "Имя\n1")

    def test_entities_are_not_followed(self):
        content = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>1&e;2</a>'
        self.assertNotIn("root", self.extract(content, "xml"))
        bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">{}]><a>&h;</a>'.format(
            "".join(
                f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefg", "bcdefgh")
            )
        )
        self.assertLess(len(self.extract(bomb.encode(), "xml")), 100)

    def test_limit(self):
        for kind, content in (
            ("txt", b"x" * 5000),
            ("docx", make_docx("x" * 5000)),
            ("pdf", make_pdf(*["x" * 50] * 30)),
            ("xlsx", make_xlsx(*[["x" * 50]] * 30)),
            ("html", b"<p>" + b"x" * 5000),
        ):
            with self.subTest(kind=kind):
                self.assertEqual(len(self.extract(content, kind, 100)), 100)

    def test_nothing_to_read(self):
        for kind in ("docx", "xlsx", "odt", "pdf", "xml", "html", "txt"):
            for content in (b"", bytes(50), b"PK\x03\x04" + bytes(50), b"\xff" * 50):
                with self.subTest(kind=kind, content=content[:4]):
                    text = self.extract(content, kind)
                    self.assertIsInstance(text, str)
                    self.assertNotIn("\0", text)
        self.assertEqual(extract_text(b"x", "image/png"), "")
        self.assertEqual(extract_text(b"x", None), "")

    def test_bomb(self):
        content = add_to_zip(make_docx("x"), {"word/footnotes.xml": bytes(40 << 20)})
        self.assertEqual(self.extract(content, "docx"), "")

    def test_time_is_bounded(self):
        self.patch(extract, "TIMEOUT_S", 0.01)
        self.assertEqual(self.extract(make_pdf("x"), "pdf"), "")

    def _compress_zeros(self, count):
        """Return so many zeros compressed, without ever holding them."""
        writer, part = zlib.compressobj(9), bytes(1 << 20)
        parts = [writer.compress(part) for _number in range(count // len(part))]
        return b"".join((*parts, writer.flush()))

    def test_memory_is_bounded(self):
        page = self._compress_zeros(1 << 30)  # one page of a gigabyte
        stream = make_object_stream(b"", data=page).replace(b"/Type /ObjStm", b"")
        content = make_indexed_pdf(
            {
                1: b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj",
                2: b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj",
                # without resources nobody would unpack the content
                3: b"3 0 obj << /Type /Page /Parent 2 0 R /Resources << >> "
                b"/Contents 9 0 R >> endobj",
                9: stream,
            }
        )
        self.assertEqual(self.extract(content, "pdf"), "")
        command = [sys.executable, "-P", "-B", extract._CHILD, "pdf", "100"]
        paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        done = subprocess.run(
            command, input=content, env=paths, capture_output=True, timeout=120
        )
        self.assertIn(b"MemoryError", done.stderr)
