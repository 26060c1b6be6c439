# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Pictures: whole, and not larger than a screen or a printer could use."""

import io
import warnings

from PIL import Image

FORMATS = {
    "jpeg": "JPEG",
    "png": "PNG",
    "tiff": "TIFF",
    "gif": "GIF",
    "bmp": "BMP",
    "webp": "WEBP",
}
KINDS = tuple(FORMATS)


def check(kind, content, max_pixels):
    """Yield (code, detail) for what is wrong in a picture; only its head is decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as image:
                width, height = image.size
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


def _has_end(kind, content):
    if kind == "png":
        return b"IEND" in content[-64:]
    if kind == "jpeg":  # cameras write after the end
        return content.rfind(b"\xff\xd9") > len(content) // 2
    if kind == "gif":
        return content.rstrip(b"\0").endswith(b";")
    if kind in ("bmp", "webp"):
        declared = int.from_bytes(content[2:6] if kind == "bmp" else content[4:8], "little")
        return len(content) >= declared
    return True
