# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A process that makes the pages of a scan readable, or becomes the one that reads.

``recognise_child.py draw pdf 0 1`` takes a file on standard input and writes what it
knows of it as a line of JSON, behind that the picture (PNG) of the next page to be
recognised; ``recognise_child.py read tesseract …`` becomes that program. Memory and
processor time of both are limited by the system. It knows nothing of Odoo.
"""

import io
import json
import math
import os
import re
import resource
import sys
import warnings

MEMORY = 1 << 30
SECONDS = 40
# what comes: an A4 at 600 dpi has 35 million; what goes on: one at 300 dpi has 9
MAX_PIXELS, SENT_PIXELS = 60_000_000, 12_000_000
LEAST_SIDE = 40
POINTS = 72
DPI, MAX_DPI = 200, 300
FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
# a stamp or a page number on a scan is fewer than this
FEW_WORDS = 5
LIMIT = 500_000
_WORD = re.compile(r"[^\W\d_]{2,}")


class Refused(Exception):
    """The file cannot be drawn; its argument is the code of the reason."""


def confine():
    """Limit this process and what it becomes: memory, time, no files, no processes."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, hard))


def has_few_words(text):
    """Tell whether a page has so few words that it may be a picture of a page."""
    return len(_WORD.findall(text)) < FEW_WORDS


def draw_picture(content, first, wanted):
    """Return what is known of a picture and its page ``first``, drawn."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("ignore")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            pages = getattr(image, "n_frames", 1)
            known = {"pages": pages, "texts": [], "page": None}
            if not wanted or first >= pages:
                return known, b""
            image.seek(first)
            if image.width * image.height > MAX_PIXELS:
                raise Refused("pixels")
            known |= {"page": first, "dpi": DPI}
            return known, pack(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, MemoryError) as error:
        raise Refused("pixels") from error


def pack(image):
    """Return a grey PNG of at most SENT_PIXELS, nothing where it is but a dot."""
    if min(image.size) < LEAST_SIDE:
        return b""
    if image.mode in ("RGBA", "LA", "P"):
        # what is transparent is paper
        from PIL import Image

        layer = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    image = image.convert("L")
    share = math.sqrt(SENT_PIXELS / (image.width * image.height))
    if share < 1:
        image = image.resize([max(int(side * share), 1) for side in image.size])
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()


def open_pdf(content):
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        raise Refused("encrypted" if is_locked else "damaged") from error


def draw_pdf(content, first, wanted):
    """Return the text of pages from ``first`` on, up to one to be recognised, drawn."""
    from pypdfium2 import PdfiumError

    book = open_pdf(content)
    known = {"pages": len(book), "texts": [], "page": None}
    length = 0
    for number in range(first, len(book)):
        try:
            page = book[number]
            text = page.get_textpage().get_text_range()
            if wanted and is_scan(page, text):
                picture = draw_page(page, get_dpi(page))
                known["texts"].append(text)
                return known | {"page": number, "dpi": get_dpi(page)}, picture
        except PdfiumError:  # of one page: the others may be good
            known["problem"] = "damaged"
            continue
        known["texts"].append(text)
        length += len(text)
        if length > LIMIT:
            break
        page.close()
    return known, b""


def get_images(page):
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3)


def is_scan(page, text):
    """Tell whether there is something on a page, but no words of it."""
    if not has_few_words(text):
        return False
    if _WORD.search(text):
        return any(get_images(page))
    return any(page.get_objects(max_depth=1))


def get_dpi(page):
    """Return the resolution of the largest picture on a page, within reason."""
    widths = [image.get_px_size()[0] for image in get_images(page)]
    found = max(widths, default=0) * POINTS / (page.get_width() or 1)
    return int(min(max(found, DPI), MAX_DPI))


def draw_page(page, dpi):
    points = max(page.get_width() * page.get_height(), 1)
    scale = min(dpi / POINTS, math.sqrt(SENT_PIXELS / points))
    return pack(page.render(scale=scale, grayscale=True).to_pil())


def draw(kind, first, wanted):
    """Write what is known, one line, and the picture."""
    content = sys.stdin.buffer.read()
    draw_kind = {"pdf": draw_pdf, "picture": draw_picture}[kind]
    try:
        known, picture = draw_kind(content, first, wanted)
    except Refused as refused:
        known, picture = {"problem": refused.args[0]}, b""
    except ImportError:
        known, picture = {"problem": "library"}, b""
    except Exception:  # hostile bytes find the hole not thought of
        known, picture = {"problem": "damaged"}, b""
    sys.stdout.buffer.write(json.dumps(known).encode() + b"\n" + picture)
    sys.stdout.buffer.flush()


def main():
    """Do what the command line says, within the limits."""
    confine()
    what, *rest = sys.argv[1:]
    if what == "read":
        os.execv(rest[0], rest)
    kind, first, wanted = rest
    draw(kind, int(first), wanted == "1")


if __name__ == "__main__":
    main()
