# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What ISO 19005-2 (6.2.11) asks of the glyphs that a page really shows.

Content streams are read for their texts and their graphics state; each glyph that is
shown has to be in the embedded font, not the one for what is missing, and as wide as the
file says.
"""

import io
import re

from fontTools.ttLib import TTFont
from PyPDF2.generic import ContentStream, TextStringObject

SHOWN = {b"Tj", b"TJ", b"'", b'"'}
# operators of ISO 32000-1, annex A: any other is forbidden
OPERATORS = set(
    b"b B b* B* BDC BI BMC BT BX c cm cs CS d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i "
    b"ID j J k K l m M MP n q Q re RG rg ri s S sc SC scn SCN sh T* Tc Td TD Tf Tj TJ TL "
    b"Tm Tr Ts Tw Tz v w W W* y ' \"".split()
) | {b"INLINE IMAGE"}
DEPTH = 28
CID_CHAR = re.compile(rb"<([0-9a-fA-F]{4})>\s+(\d+)\b")
MAX_DIFFERENCE = 1.0


class Page:
    """One content stream with its resources: a page, a form, a pattern."""

    def __init__(self, stream, resources, reader):
        self.operations = ContentStream(stream, reader).operations
        fonts = (resources.get("/Font") or {}) if resources else {}
        fonts = fonts.get_object() if hasattr(fonts, "get_object") else fonts
        self.fonts = {name: fonts[name].get_object() for name in fonts}

    def check_operators(self):
        depth = 0
        for _operands, operator in self.operations:
            if operator not in OPERATORS:
                yield f"the operator {operator!r} is none"
            depth += {b"q": 1, b"Q": -1}.get(operator, 0)
            if depth > DEPTH:
                yield "graphics states are nested too deep"
                return

    def find_shown(self):
        """Yield (font, code of two bytes) of each glyph; None for a font that is not there."""
        font = None
        for operands, operator in self.operations:
            if operator == b"Tf":
                font = self.fonts.get(operands[0])
            elif operator in SHOWN:
                for text in _get_texts(operands):
                    for place in range(0, len(text) - 1, 2):
                        yield font, int.from_bytes(text[place : place + 2], "big")


def _get_texts(operands):
    found = operands[-1] if operands else b""
    for part in found if isinstance(found, list) else [found]:
        if isinstance(part, (TextStringObject, bytes)):
            yield getattr(part, "original_bytes", part)


def check_glyphs(reader, objects):
    """Yield sentences on what is wrong with the texts of a file."""
    pages = [
        Page(page.get_contents(), page["/Resources"], reader) for page in reader.pages
    ]
    pages += [
        Page(item, item.get("/Resources"), reader)
        for item in objects
        if item.get("/Subtype") == "/Form" or item.get("/PatternType") == 1
    ]
    shown = {}
    for page in pages:
        yield from page.check_operators()
        for font, code in page.find_shown():
            if font is None:
                yield "a text is shown in no font"
            else:
                shown.setdefault(id(font), (font, set()))[1].add(code)
    if not shown:
        yield "there is no text, so no glyph was looked at"
    for font, codes in shown.values():
        yield from _check_font(font, codes)


def _check_font(font, codes):
    encoding = _read_encoding(font)
    if font["/Subtype"] != "/Type0" or encoding is None:
        yield f"{font.get('/BaseFont')} is of a kind that is not looked into"
        return
    inner = font["/DescendantFonts"][0].get_object()
    descriptor = inner["/FontDescriptor"].get_object()
    stream = descriptor.get("/FontFile2") or descriptor.get("/FontFile3")
    if stream is None:
        yield f"{font['/BaseFont']} is not there to be looked into"
        return
    program = TTFont(io.BytesIO(stream.get_object().get_data()))
    order, widths = program.getGlyphOrder(), _read_widths(inner)
    unit = 1000 / program["head"].unitsPerEm
    for code in sorted({encoding.get(code, code) for code in codes}):
        if code == 0:
            yield f"{font['/BaseFont']} shows the glyph for what is missing"
        elif code >= len(order):
            yield f"{font['/BaseFont']} lacks the glyph {code}"
        else:
            real = program["hmtx"][order[code]][0] * unit
            if abs(real - widths.get(code, inner.get("/DW", 1000))) > MAX_DIFFERENCE:
                yield f"{font['/BaseFont']}: the width of glyph {code} is not its own"


def _read_encoding(font):
    """Return {code: number in the font} where they differ; None: of an unknown kind."""
    encoding = font.get("/Encoding")
    if encoding == "/Identity-H":
        return {}
    stream = encoding.get_object() if hasattr(encoding, "get_object") else None
    if not hasattr(stream, "get_data") or stream.get("/Type") != "/CMap":
        return None
    pairs = CID_CHAR.findall(stream.get_data())
    return {int(code, 16): int(number) for code, number in pairs}


def _read_widths(inner):
    """Return {code: width} from ``c [w1 w2 …]`` and ``first last w``."""
    widths, parts = {}, list(inner.get("/W", []))
    while parts:
        first, second = int(parts.pop(0)), parts.pop(0)
        second = second.get_object() if hasattr(second, "get_object") else second
        if isinstance(second, list):
            widths.update({first + place: float(w) for place, w in enumerate(second)})
        else:
            width = float(parts.pop(0))
            widths.update(dict.fromkeys(range(first, int(second) + 1), width))
    return widths
