# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
import struct
import zipfile
import zlib

import docx
import openpyxl
from PIL import Image
from reportlab.pdfgen import canvas

from odoo.tests import BaseCase

from ..tools import upload_ole
from ..tools.upload import PROBLEMS, UploadPolicy, inspect_upload

KINDS = (
    "pdf docx xlsx pptx odt ods doc xls rtf jpeg png tiff gif txt csv xml html svg p7s"
)
POLICY = UploadPolicy(max_bytes=10 << 20, extensions=frozenset(KINDS.split()))
TYPES = "[Content_Types].xml"
WORD_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{kind}+xml"/></Types>'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main"


def make_zip(files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return target.getvalue()


def add_to_zip(content, files):
    """Return a zip with files added; those of the same name are replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    return make_zip(parts | files)


def make_docx(*paragraphs, rows=()):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for cells, row in zip(table.rows, rows):
            for cell, text in zip(cells.cells, row):
                cell.text = text
    document.sections[0].header.paragraphs[0].text = "Head of the page"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def make_xlsx(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def make_pdf(*lines, encrypt=None):
    file = io.BytesIO()
    page = canvas.Canvas(file, encrypt=encrypt)
    for line in lines:
        page.drawString(72, 720, line)
        page.showPage()
    page.save()
    return file.getvalue()


def make_plain_pdf(*objects, header=b"%PDF-1.7\n"):
    """Return a PDF written by hand: bytes of objects between header and trailer."""
    end = b"\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
    return header + b"\n".join(objects) + end


def make_indexed_pdf(objects, header=b"%PDF-1.7\n"):
    """Return a PDF with a table of where its objects ({number: bytes}) lie."""
    content, places = header, {}
    for number, data in objects.items():
        places[number] = len(content)
        content += data + b"\n"
    size = max(objects) + 1
    rows = [b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, size)]
    table = b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(rows)
    end = b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n"
    return content + table + end % (size, len(content))


def make_object_stream(objects, filters=b"/FlateDecode", data=None):
    data = zlib.compress(objects) if data is None else data
    head = b"9 0 obj << /Type /ObjStm /N 1 /First 4 /Filter %s /Length %d >>" % (
        filters,
        len(data),
    )
    return head + b"\nstream\n" + data + b"\nendstream endobj"


def make_tiff(size=(8, 8)):
    """A white picture without packing; Odoo does not let Pillow write TIFF."""
    width, height = size
    tags = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 200)]
    tags += [(277, 1), (278, height), (279, width * height)]
    pixels = b"\xff" * (width * height)
    start = 200 + len(pixels)
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    directory = struct.pack("<H", len(tags)) + entries + bytes(4)
    return struct.pack("<2sHI", b"II", 42, start) + bytes(192) + pixels + directory


def make_image(kind="PNG", size=(8, 8)):
    if kind == "TIFF":
        return make_tiff(size)
    file = io.BytesIO()
    Image.new("RGB", size, "white").save(file, kind)
    return file.getvalue()


def make_ole(streams, folders=()):
    """Return a compound file with streams of 4096 bytes each ({name: head bytes})."""
    sectors = [b"".join(_make_directory(streams, folders))]
    sectors[0] += bytes(-len(sectors[0]) % 512)
    used = len(sectors[0]) // 512
    chain = [*range(2, used + 1), -2]
    body = b""
    for head in streams.values():
        start = 1 + used + len(body) // 512
        chain += [*range(start + 1, start + 8), -2]
        body += head + bytes(4096 - len(head))
    table = [-3, *chain] + [-1] * (127 - len(chain))
    fat = struct.pack("<128i", *table)
    header = upload_ole.SIGNATURE + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<iiiiiiiii", 0, 1, 1, 0, 4096, -2, 0, -2, 0)
    header += struct.pack("<109i", 0, *[-1] * 108)
    return header + fat + sectors[0] + body


def _make_directory(streams, folders):
    yield _make_entry("Root Entry", 5, -2, 0)
    used = 1 + -(-(1 + len(streams) + len(folders)) // 4)
    for number, name in enumerate(streams):
        yield _make_entry(name, 2, used + 8 * number, 4096)
    for name in folders:
        yield _make_entry(name, 1, -2, 0)


def _make_entry(name, kind, sector, size):
    text = name.encode("utf-16-le")
    entry = text + bytes(64 - len(text)) + struct.pack("<HBB", len(text) + 2, kind, 1)
    entry += struct.pack("<iii", -1, -1, -1) + bytes(36)
    return entry + struct.pack("<iI4x", sector, size)


class UploadCase(BaseCase):
    def inspect(self, content, name, **options):
        policy = options.pop("policy", POLICY)
        report = inspect_upload(content, name, policy)
        # what is found in any test has a sentence to be told in
        self.assertLessEqual(report.codes, PROBLEMS.keys())
        return report

    def assertTaken(self, content, name, mimetype, policy=POLICY):
        report = self.inspect(content, name, policy=policy)
        self.assertEqual(report.problems, [])
        self.assertEqual(report.mimetype, mimetype)
        return report

    def assertProblem(self, code, content, name, detail="", policy=POLICY):
        report = self.inspect(content, name, policy=policy)
        found = [problem for problem in report.problems if problem.code == code]
        self.assertTrue(found, f"{code} is not among {report.problems}")
        details = " / ".join(problem.detail for problem in found)
        self.assertIn(detail, details)
        return report
