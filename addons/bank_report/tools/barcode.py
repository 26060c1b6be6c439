# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.tools.barcode import check_barcode_encoding, createBarcodeDrawing

MAX_LENGTH = 2_000
GUESSES = {8: "EAN8", 13: "EAN13"}


def draw_barcode(kind, value, width=0, height=0, text=False):
    """Return a barcode as SVG (bytes): lines stay sharp at any size.

    :param kind: name as in Odoo's own barcodes: QR, Code128, EAN13, auto ...
    :param value: the text to encode
    :param width, height: shape in points, by default 150 x 150 for a QR code and
        300 x 60 for lines; the picture is scaled where it is used
    :param text: whether the value is written below the lines
    :raise ValueError: the value cannot be encoded in this kind
    """
    value = str(value)
    if not value or len(value) > MAX_LENGTH:
        raise ValueError(f"A barcode needs from 1 to {MAX_LENGTH} characters")
    if kind == "auto":
        kind = GUESSES.get(len(value), "Code128")
    if kind in ("EAN8", "EAN13") and not check_barcode_encoding(value, kind):
        # with a wrong check digit the lines would say another number
        kind = "Code128"
    options = {"barLevel": "M"} if kind == "QR" else {"humanReadable": bool(text)}
    usual = (150, 150) if kind == "QR" else (300, 60)
    width, height = float(width or usual[0]), float(height or usual[1])
    try:
        drawing = createBarcodeDrawing(
            kind, value=value, width=width, height=height, **options
        )
        return drawing.asString("svg").encode()
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise ValueError("Cannot convert into barcode.") from error


def barcode_data_uri(kind, value, **options):
    """Return the barcode as a ``data:`` URI for the ``src`` of a picture."""
    content = base64.b64encode(draw_barcode(kind, value, **options)).decode()
    return f"data:image/svg+xml;base64,{content}"
