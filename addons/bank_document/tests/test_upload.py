# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import ast
import base64
import dataclasses
import doctest
import hashlib
import importlib
import pkgutil
from collections import Counter
from pathlib import Path

from odoo.tests import tagged

from .. import tools
from ..tools.upload import PROBLEMS, UploadPolicy, inspect_upload
from ..tools.upload_type import FAMILIES
from .upload_common import (
    MACRO_WORD,
    POLICY,
    TYPES,
    WORD_TYPES,
    UploadCase,
    add_to_zip,
    make_docx,
    make_image,
    make_ole,
    make_pdf,
    make_xlsx,
    make_zip,
)

SIGNED = bytes.fromhex("3082010006092a864886f70d010702a0820100") + bytes(240)


@tagged("post_install", "-at_install")
class TestUpload(UploadCase):
    def test_examples_in_docstrings_are_true(self):
        attempted = 0
        for module in pkgutil.iter_modules(tools.__path__):
            with self.subTest(module=module.name):
                loaded = importlib.import_module(f"{tools.__name__}.{module.name}")
                result = doctest.testmod(loaded)
                self.assertFalse(result.failed)
                attempted += result.attempted
        self.assertGreater(attempted, 15)

    def test_kinds_by_their_content(self):
        odf = "application/vnd.oasis.opendocument."
        for kind, content in {
            "pdf": make_pdf("x"),
            "docx": make_docx("x"),
            "xlsx": make_xlsx(["x"]),
            "odt": make_zip({"mimetype": f"{odf}text", "content.xml": "<a/>"}),
            "ods": make_zip({"mimetype": f"{odf}spreadsheet", "content.xml": "<a/>"}),
            "doc": make_ole({"WordDocument": b"\xec\xa5"}),
            "xls": make_ole({"Workbook": b"\x09\x08"}),
            "rtf": rb"{\rtf1 Hello}",
            "jpeg": make_image("JPEG"),
            "png": make_image("PNG"),
            "tiff": make_image("TIFF"),
            "gif": make_image("GIF"),
            "txt": "Просто текст".encode("cp1251"),
            "csv": "Имя;Сумма\nА;1".encode(),
            "xml": b"<?xml version='1.0'?><data><a>1</a></data>",
            "html": b"<!DOCTYPE html><html><p>x</p></html>",
            "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0'/></svg>",
            "p7s": SIGNED,
        }.items():
            with self.subTest(kind=kind):
                name = f"x.{FAMILIES[kind].extensions[0]}"
                report = self.assertTaken(content, name, FAMILIES[kind].mimetype)
                self.assertEqual(report.extension, kind)

    def test_kinds_that_are_not_taken(self):
        for kind, content in {
            "exe": b"MZ" + bytes(100),
            "elf": b"\x7fELF" + bytes(100),
            "script": b"#!/bin/sh\nrm x",
            "zip": make_zip({"a.txt": b"x"}),
            "rar": b"Rar!\x1a\x07\x01\x00" + bytes(50),
            "7z": b"7z\xbc\xaf\x27\x1c" + bytes(50),
            "docm": make_zip({TYPES: WORD_TYPES.format(kind=MACRO_WORD)}),
        }.items():
            with self.subTest(kind=kind):
                report = self.assertProblem("type_not_allowed", content, f"x.{kind}")
                self.assertEqual(report.extension, kind)

    def test_signatures_in_all_their_forms(self):
        for content in (
            SIGNED,
            base64.encodebytes(SIGNED),
            b"-----BEGIN CMS-----\n" + base64.encodebytes(SIGNED),
        ):
            self.assertTaken(content, "act.pdf.sig", "application/pkcs7-signature")

    def test_report_tells_size_and_digest(self):
        report = self.inspect(b"text", "a.txt")
        self.assertEqual(report.size, 4)
        self.assertEqual(report.sha256, hashlib.sha256(b"text").hexdigest())

    def test_every_code_has_a_sentence(self):
        """And no sentence waits for a code that nothing gives."""
        sources = Path(tools.__path__[0]).glob("upload*.py")
        given = Counter(
            node.value
            for path in sources
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Constant) and node.value in PROBLEMS
        )
        # once as the key of its sentence
        self.assertFalse([code for code in PROBLEMS if given[code] < 2])

    def test_empty(self):
        self.assertProblem("empty", b"", "a.pdf")

    def test_too_large_is_not_looked_into(self):
        policy = dataclasses.replace(POLICY, max_bytes=10)
        report = self.assertProblem(
            "too_large", b"MZ" + bytes(99), "a.pdf", "10", policy
        )
        self.assertEqual(len(report.problems), 1)

    def test_unknown(self):
        self.assertProblem("unknown_type", bytes(range(256)) * 4, "a.pdf")

    def test_policy_forgives_dots_and_capitals(self):
        policy = UploadPolicy(100, frozenset({".TXT"}))
        self.assertEqual(inspect_upload(b"x", "A.TXT", policy).problems, [])

    def test_policy_cannot_be_changed(self):
        with self.assertRaises(dataclasses.FrozenInstanceError):
            POLICY.max_bytes = 1

    def test_macros_where_they_are_wanted(self):
        content = make_zip(
            {TYPES: WORD_TYPES.format(kind=MACRO_WORD), "word/vbaProject.bin": b"x"}
        )
        policy = UploadPolicy(1 << 20, frozenset({"docm"}), allow_macros=True)
        self.assertEqual(inspect_upload(content, "a.docm", policy).problems, [])

    def test_archives_where_they_are_wanted(self):
        policy = dataclasses.replace(POLICY, allow_archives=True)
        content = make_zip({"папка/a.pdf": make_pdf("x"), "b.docx": make_docx("x")})
        self.assertTaken(content, "a.zip", "application/zip", policy)

    def test_extension_in_capitals(self):
        self.assertTaken(make_pdf("x"), "АКТ.PDF", "application/pdf")

    def test_two_harmless_extensions(self):
        self.assertTaken(make_pdf("x"), "Договор.docx.pdf", "application/pdf")
        self.assertTaken(make_pdf("x"), "Акт от 01.03.2026.pdf", "application/pdf")

    def test_opening_at_a_page_is_harmless(self):
        content = make_pdf("x").replace(b"/PageMode", b"/OpenAction [1 0 R /Fit] /P")
        self.assertIn(b"/OpenAction", content)
        self.assertEqual(self.inspect(content, "a.pdf").codes, set())

    def test_hyperlinks_are_harmless(self):
        content = make_docx("x")
        relation = (
            '<Relationships><Relationship Id="r" Type="http://x/hyperlink" '
            'Target="https://www.cbr.ru" TargetMode="External"/></Relationships>'
        )
        content = add_to_zip(content, {"word/_rels/header9.xml.rels": relation})
        self.assertEqual(self.inspect(content, "a.docx").problems, [])
