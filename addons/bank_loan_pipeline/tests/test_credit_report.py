# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from datetime import date
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..tools import credit_report

BOMB = b"""<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<creditReport number="1" date="2026-11-20"><obligation>&c;</obligation></creditReport>"""
OUTSIDE = b"""<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<creditReport number="1" date="2026-11-20"><obligation>&a;</obligation></creditReport>"""
IN_ATTRIBUTE = OUTSIDE.replace(b'"1"', b'"&a;"')
TINY = b"0.00000000000000000000000000001"
ROW = b'<obligation type="%s" opened="2025-01-10" %s/>'
REPORT = b'<creditReport number="7" date="2026-11-20">%s</creditReport>'


@tagged("post_install", "-at_install")
class TestCreditReportReader(BaseCase):
    """An answer from outside is read, or refused with a reason."""

    def read_row(self, attributes, kind=b"loan"):
        found = credit_report.read(REPORT % (ROW % (kind, attributes)))
        return found.obligations[0]

    def assert_refused(self, content, code):
        with self.assertRaises(credit_report.ReportError) as caught:
            credit_report.read(content)
        self.assertEqual(caught.exception.code, code)

    def test_examples(self):
        failed, tried = doctest.testmod(credit_report)
        self.assertTrue(tried)
        self.assertFalse(failed)

    def test_an_obligation(self):
        row = self.read_row(
            b'ends="2027-01-10" amount="500000.00" balance="310000.00" overdue="15.5" '
            b'payment="18000.00" worstDays="12"'
        )
        self.assertEqual(row.payment, Decimal("18000.00"))
        self.assertEqual((row.overdue, row.worst_days), (Decimal("15.5"), 12))
        self.assertEqual((row.opened, row.ends), (date(2025, 1, 10), date(2027, 1, 10)))

    def test_a_payment_that_is_not_told_is_reckoned(self):
        row = self.read_row(
            b'ends="2027-11-20" balance="120000" rate="12" overdue="100"'
        )
        # twelve equal payments of 120,000 at one percent a month: 10,661.85
        self.assertEqual(row.payment, Decimal("10761.85"))
        # a rate of next to nothing, twelve payments of 10,000 kopecks
        row = self.read_row(b'ends="2027-11-20" balance="1200" rate="%s"' % TINY)
        self.assertEqual(row.payment, Decimal("100.00"))
        self.assertIsNone(self.read_row(b'balance="120000"').payment)
        self.assertEqual(self.read_row(b'balance="1" closed="true"').payment, 0)

    def test_an_unknown_kind_is_another_one(self):
        self.assertEqual(self.read_row(b"", kind=b"yacht").kind, "other")

    def test_bombs_and_files_are_not_read(self):
        self.assert_refused(BOMB, "doctype")
        self.assert_refused(OUTSIDE, "doctype")
        self.assert_refused(IN_ATTRIBUTE, "xml")
        deep = b"<a>" * 5000 + b"</a>" * 5000
        self.assert_refused(REPORT % deep, "xml")

    def test_what_is_no_report(self):
        for content, code in (
            (b"", "xml"),
            (b"<html>Sorry</html>", "root"),
            (b"{}", "xml"),
            (b"<creditReport", "xml"),
            (b'<creditReport number="1"/>', "date"),
            (b"x" * (credit_report.LARGEST + 1), "size"),
            (REPORT % (b"<inquiry/>" * (credit_report.MOST_ROWS + 1)), "rows"),
            (REPORT % (ROW % (b"loan", b'amount="-1"')), "figure"),
            (REPORT % (ROW % (b"loan", b'amount="NaN"')), "figure"),
            (REPORT % (ROW % (b"loan", b'amount="1e99"')), "figure"),
            (REPORT % (ROW % (b"loan", b'worstDays="-3"')), "figure"),
            (REPORT % b'<obligation opened="31.12.2025"/>', "date"),
            (b'<creditReport number="7" date="0001-01-01"/>', "date"),
        ):
            with self.subTest(content=content[:80]):
                self.assert_refused(content, code)
