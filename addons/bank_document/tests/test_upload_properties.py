# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import random
import time
import unittest

from odoo.tests import BaseCase, tagged

from ..tools.extract import extract_text
from ..tools.upload import PROBLEMS, UploadReport, inspect_upload
from ..tools.upload_type import FAMILIES, SIGNATURES
from .upload_common import POLICY, make_docx, make_image, make_ole, make_pdf, make_zip

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError:  # a development dependency
    raise unittest.SkipTest("hypothesis is not installed") from None

_quick = settings(max_examples=100, deadline=None, derandomize=True, database=None)
_SEEDS = {
    "pdf": make_pdf("x"),
    "docx": make_docx("x"),
    "zip": make_zip({"a.txt": b"x", "b.txt": b"y"}),
    "doc": make_ole({"WordDocument": b"\xec\xa5"}, ["Macros"]),
    "png": make_image(),
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>",
    "rtf": rb"{\rtf1 x}",
}
# what some pattern might find quadratic
_LARGE = 3 << 20
_HOSTILE = (
    b"%PDF-1.7 stream\n",
    b"%PDF-1.7 stream\r\n/Filter/FlateDecode",
    b"%PDF-1.7 /OpenAction 1 0 R ",
    b"%PDF-1.7 #41",
    b"<svg><image ",
    b"<svg on",
    b"<html>&",
    b"<!-- -->",
    b"<!DOCTYPE a ",
    b"PK\x03\x04PK\x05\x06",
    b"PK\x01\x02",
    b"{\\rtf\\objdata",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    bytes(64),
)
_heads = st.sampled_from(
    [signature for signature, _kind in SIGNATURES] + [b"PK\x03\x04"]
)


@tagged("post_install", "-at_install")
class TestUploadProperties(BaseCase):
    def check(self, content, name="a.pdf"):
        report = inspect_upload(content, name, POLICY)
        self.assertIsInstance(report, UploadReport)
        self.assertEqual(report.size, len(content))
        self.assertLessEqual(report.codes, set(PROBLEMS))
        self.assertIn(report.extension or "unknown", FAMILIES)
        return report

    @_quick
    @given(st.binary(max_size=3000), st.text(max_size=40))
    def test_any_bytes_under_any_name(self, content, name):
        self.check(content, name)

    @_quick
    @given(_heads, st.binary(max_size=3000))
    def test_any_bytes_behind_a_signature(self, head, content):
        self.check(head + content)

    @_quick
    @given(
        st.sampled_from(sorted(_SEEDS)),
        st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(max_size=4)), max_size=8),
        st.integers(0, 1 << 20),
    )
    def test_documents_with_bytes_changed_and_cut(self, kind, changes, end):
        content = bytearray(_SEEDS[kind])
        for place, part in changes:
            place %= len(content)
            content[place : place + len(part)] = part
        self.check(bytes(content[: end % len(content) + 1]), f"a.{kind}")

    @_quick
    @given(
        st.sampled_from(["docx", "odt", "html", "xml", "txt"]), st.binary(max_size=900)
    )
    def test_text_of_any_bytes(self, kind, content):
        for head in (b"", b"<a>", b"PK\x03\x04"):
            text = extract_text(head + content, FAMILIES[kind].mimetype, 100)
            self.assertLessEqual(len(text), 100)
            self.assertNotIn("\0", text)
            text.encode()

    def test_large_garbage_in_bounded_time(self):
        generator = random.Random(5)
        pieces = [head * (_LARGE // len(head)) for head in _HOSTILE]
        pieces.append(generator.randbytes(_LARGE))
        pieces.append(b"%PDF-1.7" + generator.randbytes(_LARGE - 8))
        for content in pieces:
            begun = time.monotonic()
            self.check(content)
            # linear work is seconds, anything quadratic is hours
            self.assertLess(time.monotonic() - begun, 60, content[:20])
