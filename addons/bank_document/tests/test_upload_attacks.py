# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import dataclasses
import os
import struct
import zlib

from odoo.tests import tagged

from .upload_common import (
    MACRO_WORD,
    POLICY,
    TYPES,
    WORD,
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

ARCHIVES = dataclasses.replace(POLICY, allow_archives=True)
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
    "</Relationships>"
)


@tagged("post_install", "-at_install")
class TestNames(UploadCase):
    def test_program_named_pdf(self):
        report = self.assertProblem(
            "type_mismatch", b"MZ" + bytes(99), "act.pdf", "exe"
        )
        self.assertIn("type_not_allowed", report.codes)

    def test_pdf_named_docx(self):
        self.assertProblem("type_mismatch", make_pdf("x"), "act.docx", "holds pdf")

    def test_html_named_txt(self):
        self.assertProblem("type_mismatch", b"<html><script>x()", "a.txt", "holds html")

    def test_script_named_txt(self):
        self.assertProblem("type_mismatch", b"#!/bin/sh\nid", "a.txt", "holds script")

    def test_svg_named_xml(self):
        self.assertProblem("type_mismatch", b"<?xml?><svg/>", "a.xml", "holds svg")

    def test_double_extension(self):
        self.assertProblem("type_mismatch", make_pdf("x"), "act.exe.pdf", "double")
        self.assertProblem("type_mismatch", make_pdf("x"), "act.js .pdf", "double")

    def test_right_to_left_override(self):
        self.assertProblem("type_mismatch", make_pdf("x"), "act\u202efdp.pdf", "hidden")

    def test_control_characters(self):
        for letter in "\0\n\x1b\u200b\u2066\ufeff":
            with self.subTest(letter=letter):
                name = f"act{letter}.pdf"
                self.assertProblem("type_mismatch", make_pdf("x"), name, "hidden")

    def test_path(self):
        for name in ("../act.pdf", "/etc/act.pdf", "c:\\act.pdf"):
            with self.subTest(name=name):
                self.assertProblem("type_mismatch", make_pdf("x"), name, "path")

    def test_device(self):
        self.assertProblem("type_mismatch", b"x", "con.txt", "device")

    def test_no_extension(self):
        self.assertProblem("type_mismatch", make_pdf("x"), "act", "named nothing")


@tagged("post_install", "-at_install")
class TestOfficeDocuments(UploadCase):
    def test_macros_in_docx(self):
        content = add_to_zip(make_docx("x"), {"word/vbaProject.bin": b"x"})
        self.assertProblem("macros", content, "a.docx", "vbaProject")

    def test_macros_under_another_name(self):
        kind = (
            '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.'
        )
        kind += 'vbaProject"/></Types>'
        types = WORD_TYPES.format(kind=WORD).replace("</Types>", kind)
        self.assertProblem("macros", make_zip({TYPES: types}), "a.docx")

    def test_docm_renamed(self):
        content = make_zip({TYPES: WORD_TYPES.format(kind=MACRO_WORD)})
        self.assertProblem("type_mismatch", content, "a.docx", "holds docm")

    def test_sheet_of_macros(self):
        content = add_to_zip(make_xlsx([1]), {"xl/macrosheets/sheet1.xml": "<a/>"})
        self.assertProblem("macros", content, "a.xlsx")

    def test_remote_template(self):
        for kind in ("attachedTemplate", "oleObject", "frame", "image"):
            with self.subTest(kind=kind):
                part = {"word/_rels/settings.xml.rels": RELATION.format(kind=kind)}
                content = add_to_zip(make_docx("x"), part)
                self.assertProblem("active_content", content, "a.docx", kind)

    def test_remote_template_in_utf16(self):
        part = RELATION.format(kind="attachedTemplate").encode("utf-16")
        content = add_to_zip(make_docx("x"), {"word/_rels/settings.xml.rels": part})
        self.assertProblem("active_content", content, "a.docx")

    def test_dde(self):
        field = (
            "<w:p><w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\x</w:instrText>"
        )
        content = add_to_zip(make_docx("x"), {"word/header8.xml": field})
        self.assertProblem("active_content", content, "a.docx", "DDEAUTO")

    def test_activex(self):
        content = add_to_zip(make_docx("x"), {"word/activeX/activeX1.xml": "<a/>"})
        self.assertProblem("active_content", content, "a.docx")

    def test_packed_program(self):
        for part in (make_ole({"\x01Ole10Native": b"x"}), b"MZ" + bytes(100)):
            content = add_to_zip(make_docx("x"), {"word/embeddings/o.bin": part})
            self.assertProblem("active_content", content, "a.docx")

    def test_macros_in_an_embedded_document(self):
        inner = add_to_zip(make_docx("x"), {"word/vbaProject.bin": b"x"})
        content = add_to_zip(make_docx("x"), {"word/embeddings/d.docx": inner})
        self.assertProblem("macros", content, "a.docx")

    def test_embedded_too_deep(self):
        content = make_docx("x")
        for _level in range(6):
            content = add_to_zip(make_docx("x"), {"word/embeddings/d.docx": content})
        self.assertProblem("archive_bomb", content, "a.docx", "depth")

    def test_entities(self):
        bomb = '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><a>&b;</a>'
        content = add_to_zip(make_docx("x"), {"word/header8.xml": bomb})
        self.assertProblem("archive_bomb", content, "a.docx", "entities")
        outside = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'
        content = add_to_zip(make_docx("x"), {"word/header8.xml": outside})
        self.assertProblem("active_content", content, "a.docx", "external entity")

    def test_macros_in_open_document(self):
        files = {"mimetype": "application/vnd.oasis.opendocument.text"}
        content = make_zip(files | {"Basic/Standard/Module1.xml": "<a/>"})
        self.assertProblem("macros", content, "a.odt")
        event = "<script:event-listener script:language='ooo:script'/>"
        self.assertProblem("macros", make_zip(files | {"content.xml": event}), "a.odt")

    def test_open_document_from_outside(self):
        image = '<draw:image xlink:type="simple" xlink:href="http://127.0.0.1:9/x"/>'
        files = {"mimetype": "application/vnd.oasis.opendocument.text"}
        content = make_zip(files | {"content.xml": image})
        self.assertProblem("active_content", content, "a.odt")

    def test_open_document_with_password(self):
        files = {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<manifest:encryption-data/>",
        }
        self.assertProblem("encrypted", make_zip(files), "a.odt")

    def test_truncated(self):
        content = make_docx("x")
        self.assertProblem("damaged", content[: len(content) // 2], "a.docx")

    def test_rtf_with_an_object(self):
        content = rb"{\rtf1{\object\objemb{\*\objdata 01050000}}}"
        self.assertProblem("active_content", content, "a.rtf", "objdata")
        self.assertProblem("type_mismatch", content, "a.doc", "holds rtf")


@tagged("post_install", "-at_install")
class TestCompoundFiles(UploadCase):
    def test_macros_in_doc(self):
        content = make_ole({"WordDocument": b"\xec\xa5"}, ["Macros", "VBA"])
        self.assertProblem("macros", content, "a.doc", "VBA")

    def test_macros_in_xls(self):
        content = make_ole({"Workbook": b""}, ["_VBA_PROJECT_CUR"])
        self.assertProblem("macros", content, "a.xls")

    def test_old_macro_sheet(self):
        records = struct.pack("<HH", 0x809, 4) + bytes(4)
        records += struct.pack("<HHIBB", 0x85, 6, 0, 0, 1)
        self.assertProblem("macros", make_ole({"Workbook": records}), "a.xls", "4.0")
        records = records[:-1] + b"\0"
        self.assertEqual(
            self.inspect(make_ole({"Workbook": records}), "a.xls").problems, []
        )

    def test_doc_with_password(self):
        head = b"\xec\xa5" + bytes(8) + struct.pack("<H", 0x0100)
        self.assertProblem("encrypted", make_ole({"WordDocument": head}), "a.doc")

    def test_xls_with_password(self):
        records = struct.pack("<HH", 0x809, 4) + bytes(4) + struct.pack("<HH", 0x2F, 0)
        self.assertProblem("encrypted", make_ole({"Workbook": records}), "a.xls")

    def test_docx_with_password(self):
        content = make_ole({"EncryptedPackage": b"", "EncryptionInfo": b""})
        self.assertProblem("encrypted", content, "a.docx")

    def test_packed_file(self):
        content = make_ole({"WordDocument": b"\xec\xa5", "\x01Ole10Native": b"x"})
        self.assertProblem("active_content", content, "a.doc")

    def test_truncated(self):
        content = make_ole({"WordDocument": b"\xec\xa5"})
        self.assertProblem("damaged", content[:2048], "a.doc")
        self.assertProblem("damaged", content[:600], "a.doc")


@tagged("post_install", "-at_install")
class TestMarkup(UploadCase):
    def test_active_svg(self):
        for part in (
            "<script>x()</script>",
            "<svg:script/>",
            "<g onload='x()'/>",
            "<g\nonclick = 'x()'/>",
            "<a href='javascript:x()'/>",
            "<a href='java&#115;cript:x()'/>",
            "<a href='java&#10;script:x()'/>",
            "<foreignObject/>",
            "<image href='http://127.0.0.1:9/x'/>",
            "<use xlink:href='//x/y.svg#a'/>",
            "<style>@import 'x'</style>",
            "<a href='data:text/html,x'/>",
        ):
            with self.subTest(part=part):
                content = f"<svg xmlns='http://www.w3.org/2000/svg'>{part}</svg>"
                self.assertProblem("active_content", content.encode(), "a.svg")
                self.assertProblem("active_content", content.encode("utf-16"), "a.svg")

    def test_active_html(self):
        for part in ("<script>x</script>", "<iframe/>", "<form/>", "<base href='x'>"):
            with self.subTest(part=part):
                content = f"<html><body>{part}</body></html>".encode()
                self.assertProblem("active_content", content, "a.html")

    def test_page_of_a_browser_within_xml(self):
        content = (
            b"<a xmlns:h='http://www.w3.org/1999/xhtml'><h:script>x</h:script></a>"
        )
        self.assertProblem("active_content", content, "a.xml", "script")

    def test_entities(self):
        bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>'
        for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-16-be"):
            with self.subTest(encoding=encoding):
                content = bomb.encode(encoding)
                self.assertProblem("archive_bomb", content, "a.xml", "entities")

    def test_entities_from_outside(self):
        content = b'<!DOCTYPE a [<!ENTITY % a SYSTEM "http://127.0.0.1:9">]><a/>'
        self.assertProblem("active_content", content, "a.xml", "external entity")
        content = b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'
        self.assertProblem("active_content", content, "a.xml", "external document")

    def test_stylesheet(self):
        content = b"<?xml version='1.0'?><?xml-stylesheet href='x.xsl'?><a/>"
        self.assertProblem("active_content", content, "a.xml", "stylesheet")


@tagged("post_install", "-at_install")
class TestPictures(UploadCase):
    def test_truncated(self):
        for kind, name in (("PNG", "a.png"), ("JPEG", "a.jpg"), ("TIFF", "a.tif")):
            with self.subTest(kind=kind):
                content = make_image(kind, (64, 64))
                self.assertProblem("damaged", content[: len(content) // 3], name)

    def test_too_many_pixels(self):
        content = bytearray(make_image())
        content[16:24] = struct.pack(">II", 50_000, 50_000)
        content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
        self.assertProblem("archive_bomb", bytes(content), "a.png")
        content = make_image("TIFF").replace(
            struct.pack("<HHII", 256, 4, 1, 8), struct.pack("<HHII", 256, 4, 1, 1 << 30)
        )
        self.assertProblem("archive_bomb", content, "a.tif")
        policy = dataclasses.replace(POLICY, max_pixels=10)
        self.assertProblem("archive_bomb", make_image(), "a.png", "8 x 8", policy)


@tagged("post_install", "-at_install")
class TestArchives(UploadCase):
    def test_not_taken(self):
        self.assertProblem("archive", make_zip({"a.txt": b"x"}), "a.zip")

    def test_bomb(self):
        content = make_zip({"a.txt": bytes(30 << 20)})
        self.assertProblem("archive_bomb", content, "a.zip", policy=ARCHIVES)

    def test_bomb_in_docx(self):
        content = add_to_zip(make_docx("x"), {"word/media/x.bin": bytes(30 << 20)})
        self.assertProblem("archive_bomb", content, "a.docx")

    def test_many_files(self):
        content = make_zip({f"{number}.txt": b"x" for number in range(2500)})
        self.assertProblem("archive_bomb", content, "a.zip", "entries", ARCHIVES)

    def test_archive_in_archive(self):
        content = make_zip({"b.zip": make_zip({"a.txt": b"x"})})
        self.assertProblem("archive", content, "a.zip", "nested", ARCHIVES)

    def test_program_in_archive(self):
        content = make_zip({"docs/act.pdf": b"MZ" + bytes(99)})
        self.assertProblem(
            "type_not_allowed", content, "a.zip", "docs/act.pdf: exe", ARCHIVES
        )

    def test_path_out_of_archive(self):
        content = make_zip({"../../a.txt": b"x"})
        self.assertProblem("archive", content, "a.zip", "../", ARCHIVES)

    def test_password(self):
        content = bytearray(make_zip({"a.txt": b"x"}))
        content[content.rfind(b"PK\x01\x02") + 8] |= 1
        self.assertProblem("encrypted", bytes(content), "a.zip", policy=ARCHIVES)

    def test_archives_that_cannot_be_looked_into(self):
        for name, head in (
            ("a.rar", b"Rar!\x1a\x07\x01\0"),
            ("a.7z", b"7z\xbc\xaf'\x1c"),
        ):
            with self.subTest(name=name):
                content = head + os.urandom(100)
                self.assertProblem("archive", content, name, policy=ARCHIVES)
