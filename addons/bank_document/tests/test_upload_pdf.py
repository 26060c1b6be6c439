# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import zlib

from odoo.tests import tagged

from .upload_common import (
    UploadCase,
    make_docx,
    make_image,
    make_object_stream,
    make_pdf,
    make_plain_pdf,
    make_zip,
)


@tagged("post_install", "-at_install")
class TestPdf(UploadCase):
    def test_actions(self):
        for name in ("JavaScript", "JS", "Launch", "EmbeddedFile", "RichMedia", "AA"):
            with self.subTest(name=name):
                content = make_plain_pdf(b"1 0 obj << /%s 2 0 R >>" % name.encode())
                self.assertProblem("active_content", content, "a.pdf", name)

    def test_open_action(self):
        for action in (b"<< /S /URI /URI (http://x) >>", b"5 0 R"):
            content = make_plain_pdf(b"1 0 obj << /OpenAction " + action + b" >>")
            self.assertProblem("active_content", content, "a.pdf", "OpenAction")

    def test_name_in_disguise(self):
        content = make_plain_pdf(b"1 0 obj << /J#61va#53cript 2 0 R >>")
        self.assertProblem("active_content", content, "a.pdf", "JavaScript")

    def test_action_in_an_object_stream(self):
        hidden = b"1 0 << /S /JavaScript /JS (app.alert(1)) >>"
        content = make_plain_pdf(make_object_stream(hidden))
        self.assertNotIn(b"/JavaScript", content)
        self.assertProblem("active_content", content, "a.pdf", "JavaScript")

    def test_action_in_a_stream_packed_twice(self):
        hidden = zlib.compress(b"1 0 << /S /Launch >>")
        for filters, data in (
            (b"[/ASCII85Decode /FlateDecode]", base64.a85encode(hidden) + b"~>"),
            (b"[/ASCIIHexDecode /FlateDecode]", hidden.hex().encode() + b">"),
            (b"[/AHx /Fl]", hidden.hex().encode() + b">"),
            (b"[/FlateDecode /FlateDecode]", zlib.compress(hidden)),
        ):
            with self.subTest(filters=filters):
                content = make_plain_pdf(make_object_stream(b"", filters, data))
                self.assertProblem("active_content", content, "a.pdf", "Launch")

    def test_object_stream_that_cannot_be_read(self):
        for stream in (
            make_object_stream(b"", b"/LZWDecode", b"x" * 50),
            make_object_stream(b"", b"/FlateDecode", b"no zlib at all"),
        ):
            content = make_plain_pdf(stream)
            self.assertProblem("active_content", content, "a.pdf", "hidden objects")

    def test_image_that_is_an_object_stream(self):
        stream = make_object_stream(b"1 0 << /S /Launch >>")
        content = make_plain_pdf(stream.replace(b"<< ", b"<< /Subtype /Image ", 1))
        self.assertProblem("active_content", content, "a.pdf", "Launch")

    def test_bomb_in_an_object_stream(self):
        content = make_plain_pdf(make_object_stream(bytes(40 << 20)))
        self.assertProblem("archive_bomb", content, "a.pdf")

    def test_bomb_of_many_streams(self):
        stream = make_object_stream(bytes(15 << 20))
        self.assertProblem("archive_bomb", make_plain_pdf(*[stream] * 12), "a.pdf")

    def test_password(self):
        content = make_pdf("x", encrypt="secret")
        self.assertProblem("encrypted", content, "a.pdf")

    def test_password_in_disguise(self):
        content = make_plain_pdf(b"1 0 obj << /#45ncrypt 2 0 R >>")
        self.assertProblem("encrypted", content, "a.pdf")

    def test_something_before(self):
        for head in (b"\n\n", b"GIF89a" + bytes(20), b"<html><script>x</script>"):
            with self.subTest(head=head):
                self.assertProblem("type_mismatch", head + make_pdf("x"), "a.pdf")

    def test_archive_behind(self):
        content = make_pdf("x") + make_zip({"a.exe": b"MZ"})
        self.assertProblem("type_mismatch", content, "a.pdf", "appended")
        content = make_image("JPEG") + make_zip({"a.exe": b"MZ"})
        self.assertProblem("type_mismatch", content, "a.jpg", "appended")

    def test_archive_with_something_before(self):
        content = b"PK\x03\x04" + bytes(60) + make_docx("x")
        self.assertProblem("type_mismatch", content, "a.docx", "before")

    def test_truncated(self):
        content = make_pdf("x")
        self.assertProblem("damaged", content[: len(content) - 60], "a.pdf", "no end")
