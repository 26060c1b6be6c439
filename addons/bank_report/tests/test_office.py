# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
import os
import stat
import sys
import tempfile
import time

from odoo.tests import BaseCase, tagged

from ..tools import office

# a stand-in for LibreOffice: a real program that takes the same words
PROGRAM = """#!{python}
import os, pathlib, subprocess, sys, time
words = sys.argv[1:]
profile = next(word for word in words if word.startswith("-env:UserInstallation="))
folder = pathlib.Path(words[words.index("--outdir") + 1])
source = pathlib.Path(words[-1])
{body}
"""
GOOD = """
target = folder / (source.stem + ".pdf")
settings = pathlib.Path(profile.split("file://")[1]) / "user/registrymodifications.xcu"
said = [source.read_text(), settings.read_text(), str(sorted(os.environ)), os.getcwd()]
target.write_text("%PDF-1.7 " + "|".join(said) + "|" + " ".join(words))
"""


@tagged("post_install", "-at_install")
class TestOffice(BaseCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def make_program(self, body, name="soffice"):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(PROGRAM.format(python=sys.executable, body=body))
        os.chmod(path, stat.S_IRWXU)
        return path

    def assertFails(self, code, body, **options):
        with self.assertRaises(office.OfficeError) as caught:
            office.convert_to_pdf(b"docx", program=self.make_program(body), **options)
        self.assertEqual(caught.exception.code, code)
        return caught.exception

    def get_leftovers(self):
        names = os.listdir(tempfile.gettempdir())
        return {name for name in names if name.startswith("bank_office_")}

    def test_examples_in_docstrings_are_true(self):
        self.assertFalse(doctest.testmod(office).failed)

    def test_found_on_path(self):
        self.patch(os, "environ", {"PATH": self.folder})
        self.assertIsNone(office.find_office())
        path = self.make_program("", "libreoffice")
        self.assertEqual(office.find_office(), path)
        self.assertEqual(office.find_office(path), path)

    def test_not_installed(self):
        self.patch(os, "environ", {"PATH": self.folder})
        with self.assertRaises(office.OfficeError) as caught:
            office.convert_to_pdf(b"docx")
        self.assertEqual(caught.exception.code, "not_installed")

    def test_document_becomes_pdf(self):
        before = self.get_leftovers()
        self.patch(os, "environ", {**os.environ, "PGPASSWORD": "x", "ODOO_RC": "y"})
        pdf = office.convert_to_pdf(b"the document", program=self.make_program(GOOD))
        document, settings, variables, folder, words = pdf.decode().split("|")
        self.assertEqual(document, "%PDF-1.7 the document")
        self.assertIn("DisableMacrosExecution", settings)
        self.assertNotIn("PGPASSWORD", variables)
        self.assertNotIn("ODOO_RC", variables)
        self.assertIn("bank_office_", folder)
        self.assertIn("--headless", words)
        self.assertEqual(self.get_leftovers(), before)

    def test_time_is_up_for_the_program_and_what_it_started(self):
        before = self.get_leftovers()
        late = os.path.join(self.folder, "late")
        body = (
            "child = 'import time, pathlib; time.sleep(3);'\n"
            f'child += "pathlib.Path({late!r}).touch()"\n'
            "subprocess.Popen([sys.executable, '-c', child])\n"
            "time.sleep(60)"
        )
        begun = time.monotonic()
        self.assertFails("timeout", body, timeout_s=1)
        self.assertLess(time.monotonic() - begun, 30)
        time.sleep(4)
        self.assertFalse(os.path.exists(late))
        self.assertEqual(self.get_leftovers(), before)

    def test_what_it_left_running_is_ended(self):
        late = os.path.join(self.folder, "late")
        body = (
            "child = 'import time, pathlib; time.sleep(2);'\n"
            f'child += "pathlib.Path({late!r}).touch()"\n'
            "subprocess.Popen([sys.executable, '-c', child])\n"
        )
        office.convert_to_pdf(b"x", program=self.make_program(GOOD + body))
        time.sleep(3)
        self.assertFalse(os.path.exists(late))

    def test_failure_with_what_it_said(self):
        error = self.assertFails(
            "failed", "sys.exit('source file could not be loaded')"
        )
        self.assertIn("could not be loaded", str(error))

    def test_nothing_written(self):
        self.assertFails("no_pdf", "")

    def test_something_else_written(self):
        self.assertFails("no_pdf", "(folder / 'document.pdf').write_text('<html>')")

    def test_link_written(self):
        secret = os.path.join(self.folder, "secret")
        with open(secret, "w") as file:
            file.write("%PDF-secret")
        self.assertFails("no_pdf", f"(folder / 'document.pdf').symlink_to({secret!r})")

    def test_no_program_at_all(self):
        path = os.path.join(self.folder, "soffice")
        with open(path, "wb") as file:
            file.write(b"\x7fELF nonsense")
        os.chmod(path, stat.S_IRWXU)
        with self.assertRaises(office.OfficeError) as caught:
            office.convert_to_pdf(b"docx", program=path)
        self.assertEqual(caught.exception.code, "failed")

    def test_network_is_taken_away_where_that_is_possible(self):
        if not office._get_no_network():
            # such a system has the settings of the profile only; see ROADMAP
            self.assertIn("ooInetProxyType", office._PROFILE)
            return
        body = (
            "names = [line.split(':')[0].strip() for line in open('/proc/net/dev')]\n"
            "(folder / 'document.pdf').write_text('%PDF-' + ','.join(names[2:]))"
        )
        pdf = office.convert_to_pdf(b"x", program=self.make_program(body))
        self.assertEqual(pdf, b"%PDF-lo")
