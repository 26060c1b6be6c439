# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Pictures: whole, and not larger than a screen or a printer could use."""

import io
import struct
import warnings

from PIL import Image

# TIFF and WebP are not among the formats that Odoo lets Pillow load
FORMATS = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "bmp": "BMP"}
KINDS = (*FORMATS, "tiff", "webp")
_WIDTH, _HEIGHT = 256, 257
_SHORT = 3


def check(kind, content, max_pixels):
    """Yield (code, detail) for what is wrong in a picture; only its head is decoded."""
    try:
        width, height = _get_size(kind, content)
    except Image.DecompressionBombError:
        yield "archive_bomb", "pixels"
        return
    except Exception:  # Pillow raises what its parsers stumble over
        yield "damaged", kind
        return
    if width * height > max_pixels:
        yield "archive_bomb", f"{width} x {height} pixels"
    if not _has_end(kind, content):
        yield "damaged", "no end"


def _get_size(kind, content):
    if kind == "tiff":
        return _get_tiff_size(content)
    if kind == "webp":
        return 0, 0  # at most 16384 x 16384 by its format
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as image:
            return image.size


def _get_tiff_size(content):
    """Read width and height from the first directory; raise where it is cut off."""
    order = "<" if content[:2] == b"II" else ">"
    (start,) = struct.unpack_from(f"{order}I", content, 4)
    (count,) = struct.unpack_from(f"{order}H", content, start)
    found = {}
    for number in range(count):
        place = start + 2 + 12 * number
        tag, kind, _count = struct.unpack_from(f"{order}HHI", content, place)
        form = "H" if kind == _SHORT else "I"
        (found[tag],) = struct.unpack_from(f"{order}{form}", content, place + 8)
    return found[_WIDTH], found[_HEIGHT]


def _has_end(kind, content):
    if kind == "png":
        return b"IEND" in content[-64:]
    if kind == "jpeg":  # cameras write after the end
        return content.rfind(b"\xff\xd9") > len(content) // 2
    if kind == "gif":
        return content.rstrip(b"\0").endswith(b";")
    if kind in ("bmp", "webp"):
        declared = int.from_bytes(
            content[2:6] if kind == "bmp" else content[4:8], "little"
        )
        return len(content) >= declared
    return True
