# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from pdf_oxide import PdfDocument
from weasyprint import Document
from weasyprint.pdf.metadata import DocumentMetadata

from odoo.tests import tagged

from .common import BankReportCommon
from .pdfa import ArchiveFile

# a page with all that a print of ours may hold: letters of two scripts, a table, a link,
# a picture with transparency, a drawing, a code
BODY = """
    <p><strong>Договор</strong> <em>agreement</em>
        <a href="https://bank.example/">bank.example</a></p>
    <table><tbody><tr><td>1 000,00 ₽</td></tr></tbody></table>
    <img t-att-src="barcode('QR', 'A/1')" alt="code" />
    <img t-att-src="chart('bar', ['янв', 'фев'], {'План': [1, 2]})" alt="chart" />
    <img alt="dot" src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==" />
"""
STANDARDS = {
    "pdf/a-2b": (2, "B"),
    "pdf/a-2u": (2, "U"),
    "pdf/a-3u": (3, "U"),
}
NOTATION = re.compile(rb'<rdf:Description rdf:about="" (pdfaid:[^/]*)/>')


def _write_elements(found):
    """Return the attributes of a description as its elements."""
    pairs = re.findall(rb'(pdfaid:\w+)="(\w+)"', found[1])
    elements = b"".join(b"<%s>%s</%s>" % (key, value, key) for key, value in pairs)
    return b'<rdf:Description rdf:about="">%s</rdf:Description>' % elements


@tagged("post_install", "-at_install")
class TestPdfa(BankReportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_body(BODY)

    def _print_as(self, variant):
        self.report.pdf_variant = variant
        return self._print(self.branches)

    def test_each_archive_standard_has_the_structure_that_it_asks_for(self):
        offered = {
            key
            for key, _label in self.report._fields["pdf_variant"].selection
            if key.startswith("pdf/a")
        }
        self.assertEqual(offered, STANDARDS.keys())
        for variant, (part, conformance) in STANDARDS.items():
            file = ArchiveFile(self._print_as(variant))
            self.assertEqual(file.find_problems(part, conformance), [], variant)
            kinds = {item.get("/Subtype") for item in file.objects}
            self.assertTrue({"/Link", "/Image"} <= kinds, "the page says too little")

    def test_a_print_without_a_standard_is_seen_to_be_none(self):
        problems = ArchiveFile(self._print_as(False)).find_problems(2, "B")
        self.assertIn("there is not one output intent", problems)
        self.assertTrue(
            [text for text in problems if "XMP" in text or "pdfaid" in text]
        )

    def test_each_kind_of_damage_is_seen(self):
        # unpacked: otherwise the catalogue and the fonts lie in compressed streams
        write_pdf = Document.write_pdf
        self.patch(
            Document,
            "write_pdf",
            lambda document, **options: write_pdf(
                document, uncompressed_pdf=True, **options
            ),
        )
        content = self._print_as("pdf/a-2u")
        self.assertEqual(ArchiveFile(content).find_problems(2, "U"), [])
        for old, new, expected in (
            (b"/OutputIntents", b"/OutputIntentX", "output intent"),
            (b"/Type /Annot", b"/JS /Annotxy", "/JS"),
            (b"/ToUnicode", b"/ToUnicodX", "letters"),
            (b"/FontFile", b"/FontFilX", "not embedded"),
            (b"/ID [", b"/IX [", "identifier"),
            (b"/Interpolate false", b"/Interpolate true ", "interpolated"),
            (b"/W [", b"/X [", "is not its own"),
            (b" Tf", b" w ", "shown in no font"),
            (b"BT\n", b"bt\n", "is none"),
        ):
            self.assertIn(old, content)
            problems = ArchiveFile(content.replace(old, new)).find_problems(2, "U")
            self.assertTrue([text for text in problems if expected in text], expected)
        self.assertTrue(ArchiveFile(content).find_problems(3, "U"))

    def test_a_validator_finds_nothing_either(self):
        """pdf_oxide knows the name of the standard as elements, WeasyPrint writes the
        other notation that XML has: it alone is written anew.
        """
        write = DocumentMetadata.generate_rdf_metadata
        self.patch(
            DocumentMetadata,
            "generate_rdf_metadata",
            lambda *args: NOTATION.sub(_write_elements, write(*args)),
        )
        for variant, (part, conformance) in STANDARDS.items():
            file = PdfDocument.from_bytes(self._print_as(variant))
            found = file.validate_pdf_a(f"{part}{conformance.lower()}")
            self.assertEqual((found["valid"], found["errors"]), (True, []), variant)

    def test_the_validator_sees_damage(self):
        file = PdfDocument.from_bytes(self._print_as(False))
        errors = file.validate_pdf_a("2u")["errors"]
        self.assertTrue([text for text in errors if "XMP" in text])
        self.assertTrue([text for text in errors if "OutputIntents" in text])

    def test_a_letter_that_no_font_has_is_seen(self):
        self._set_body("<p>Договор \U0010fffd</p>")
        problems = ArchiveFile(self._print_as("pdf/a-2u")).find_problems(2, "U")
        self.assertTrue([text for text in problems if "what is missing" in text])

    def test_a_saved_copy_keeps_the_standard(self):
        self.report.write(
            {"pdf_variant": "pdf/a-2b", "attachment": "object.code + '.pdf'"}
        )
        self._print(self.branches[:2])
        saved = self.env["ir.attachment"].search(
            [("res_model", "=", "bank.branch"), ("res_id", "in", self.branches.ids)]
        )
        self.assertEqual(len(saved), 2)
        for attachment in saved:
            self.assertEqual(ArchiveFile(attachment.raw).find_problems(2, "B"), [])
