# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import BaseCase, tagged

from ..tools.barcode import barcode_data_uri, draw_barcode


@tagged("post_install", "-at_install")
class TestBarcode(BaseCase):
    def test_kinds(self):
        for kind, value in (
            ("QR", "ST00012|Name=АО «Банк»|PersonalAcc=40702810000000000001"),
            ("Code128", "LA/2026/00017"),
            ("EAN13", "4006381333931"),
            ("auto", "12345678"),
        ):
            with self.subTest(kind=kind):
                self.assertIn(b"<svg", draw_barcode(kind, value))

    def test_wrong_check_digit_is_not_corrected_silently(self):
        self.assertEqual(
            draw_barcode("EAN13", "4006381333932"),
            draw_barcode("Code128", "4006381333932"),
        )

    def test_shape(self):
        self.assertIn(b'viewBox="0 0 150 150"', draw_barcode("QR", "1"))
        self.assertIn(b'viewBox="0 0 300 60"', draw_barcode("Code128", "1"))

    def test_refusals(self):
        for kind, value in (("QR", ""), ("Nonsense", "1"), ("QR", "x" * 3000)):
            with self.subTest(kind=kind), self.assertRaises(ValueError):
                draw_barcode(kind, value)

    def test_data_uri(self):
        self.assertTrue(
            barcode_data_uri("Code128", "1").startswith("data:image/svg+xml;base64,")
        )
