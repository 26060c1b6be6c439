# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What stands in a scan is proposed once its words were recognised."""

from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.bank_document.tests.scan_common import (
    draw_scan,
    make_scan_pdf,
    pack_picture,
)

from .test_reading import ReadingCommon


@tagged("post_install", "-at_install")
class TestReadingScan(ReadingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.extensions = "docx, pdf, png"
        cls.texts = cls.env["bank.document.text"]
        cls.texts.search([("recognition", "=", "waiting")]).recognition = False

    def _scan(self, content, name):
        paper = self._bring_paper("")
        paper.with_user(self.manager)._add_version(content, name)
        with self.assertRaisesRegex(UserError, "not read yet.*Until then"):
            self._read(paper)
        progress = patch.object(
            self.env.registry["ir.cron"], "_commit_progress", lambda *a, **k: 60
        )
        with progress:
            self.texts._cron_recognise()
        self.env.invalidate_all()
        return paper

    def assertProposed(self, reading):
        found = {line.code: line.value for line in reading.line_ids}
        wanted = {
            "number": "12/К-26",
            "date_issue": "2026-12-01",
            "date_expiry": "2027-11-30",
            "inn": "7707083893",
            "amount": "1250000.50",
        }
        self.assertEqual(found, wanted)
        self.assertIn("Compare with the original", reading.recognition_note)

    def test_a_scan_is_read_once_it_was_recognised(self):
        paper = self._scan(pack_picture(draw_scan()), "scan.png")
        reading = self._read(paper)
        self.assertProposed(reading)
        self.assertFalse(paper.date_expiry or paper.facts)
        self._tick(reading, "date_expiry")
        reading.action_confirm()
        self.assertEqual(paper.date_expiry, date(2027, 11, 30))

    def test_a_scan_in_a_pdf(self):
        paper = self._scan(make_scan_pdf(draw_scan()), "scan.pdf")
        self.assertProposed(self._read(paper))
