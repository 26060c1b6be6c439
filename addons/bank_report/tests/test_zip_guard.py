# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
import io
import struct
import zipfile

from odoo.tests import BaseCase, tagged

from ..tools import zip_guard
from ..tools.zip_guard import GuardedZip, ZipError, ZipLimits


def make_zip(files, method=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return target.getvalue()


def lie_about_size(content, size):
    """Return a zip of one file with another size in both its headers."""
    content = bytearray(content)
    struct.pack_into("<I", content, 22, size)
    struct.pack_into("<I", content, content.rfind(b"PK\x01\x02") + 24, size)
    return bytes(content)


@tagged("post_install", "-at_install")
class TestZipGuard(BaseCase):
    def assertRefused(self, code, content, limits=None):
        with self.assertRaises(ZipError) as caught:
            package = GuardedZip(content, limits)
            for name in package.names:
                package.read(name)
        self.assertEqual(caught.exception.code, code)

    def test_examples_in_docstrings_are_true(self):
        self.assertFalse(doctest.testmod(zip_guard).failed)

    def test_honest_zip(self):
        package = GuardedZip(make_zip({"a/b.txt": b"x" * 1000, "c": b""}))
        self.assertEqual(package.read("a/b.txt"), b"x" * 1000)
        self.assertEqual(package.read("a/b.txt", 10), b"x" * 10)
        self.assertTrue(package.starts_at_once())

    def test_more_than_declared(self):
        content = lie_about_size(make_zip({"a": b"x" * 1000}), 10)
        self.assertRefused("damaged", content)

    def test_less_than_declared(self):
        content = lie_about_size(make_zip({"a": b"x" * 1000}), 5000)
        self.assertRefused("damaged", content)

    def test_ratio(self):
        self.assertRefused("archive_bomb", make_zip({"a": bytes(5 << 20)}))

    def test_one_entry(self):
        limits = ZipLimits(entry_bytes=100)
        self.assertRefused("archive_bomb", make_zip({"a": b"x" * 101}), limits)

    def test_all_entries(self):
        limits = ZipLimits(total_bytes=150)
        files = {"a": b"x" * 100, "b": b"x" * 100}
        self.assertRefused("archive_bomb", make_zip(files), limits)

    def test_reading_the_same_again_is_counted(self):
        package = GuardedZip(make_zip({"a": b"x" * 100}), ZipLimits(total_bytes=150))
        package.read("a")
        with self.assertRaises(ZipError):
            package.read("a")

    def test_number_of_entries(self):
        content = make_zip({str(number): b"" for number in range(30)})
        self.assertRefused("archive_bomb", content, ZipLimits(entries=20))

    def test_entries_that_share_bytes(self):
        content = bytearray(make_zip({"a": b"x" * 10, "b": b"y" * 10}))
        second = content.rfind(b"PK\x01\x02")
        struct.pack_into("<I", content, second + 42, 0)
        self.assertRefused("archive_bomb", bytes(content))

    def test_same_name_twice(self):
        content = make_zip({"word/a.xml": b"1", "word/A.xml": b"2"})
        self.assertRefused("damaged", content)

    def test_names_that_lead_outside(self):
        for name in ("../a", "/a", "a/../../b", "C:/a", "a\\b"):
            with self.subTest(name=name):
                self.assertFalse(zip_guard.is_safe_name(name))
        self.assertRefused("unsafe_name", make_zip({"../a": b"x"}))

    def test_password(self):
        content = bytearray(make_zip({"a": b"x"}))
        content[content.rfind(b"PK\x01\x02") + 8] |= 1
        self.assertRefused("encrypted", bytes(content))

    def test_unknown_method(self):
        self.assertRefused("damaged", make_zip({"a": b"x"}, zipfile.ZIP_LZMA))

    def test_something_before(self):
        package = GuardedZip(b"MZ" + bytes(100) + make_zip({"a": b"x"}))
        self.assertFalse(package.starts_at_once())

    def test_truncated_and_garbage(self):
        content = make_zip({"a": b"x" * 1000})
        for part in (content[:-30], content[:30], b"", b"PK\x05\x06" + bytes(17)):
            with self.subTest(size=len(part)):
                self.assertRefused("damaged", part)
