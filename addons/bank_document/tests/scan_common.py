# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Scans as a scanner makes them: a little turned, with dots, 200 dpi."""

import io
import os
import random
import struct
import tempfile
from contextlib import contextmanager
from unittest.mock import patch

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu/DejaVuSans.ttf",
    "DejaVuSans.ttf",
)
A4 = (1654, 2339)
POLICY = (
    "СТРАХОВОЕ ОБЩЕСТВО «НАДЁЖНОСТЬ»",
    "Полис страхования № 12/К-26 от 1 декабря 2026 г.",
    "Страхователь: ООО «Ромашка», ИНН 7707083893.",
    "Страховая сумма 1 250 000,50 руб.",
    "Срок действия: с 01.12.2026 по 30.11.2027.",
    "Настоящий полис удостоверяет страхование залога.",
)


def draw_scan(lines=POLICY, size=A4):
    """Return a page as a scanner sees it: PIL's picture, grey."""
    picture = Image.new("L", size, 255)
    draw = ImageDraw.Draw(picture)
    font = _load_font()
    for number, line in enumerate(lines):
        draw.text((140, 180 + 70 * number), line, font=font, fill=20)
    picture = picture.rotate(0.7, fillcolor=255, resample=Image.Resampling.BICUBIC)
    dots, pixels = random.Random(1), picture.load()
    for _dot in range(4000):
        place = dots.randrange(size[0]), dots.randrange(size[1])
        pixels[place] = dots.randrange(256)
    return picture


def _load_font():
    for path in FONTS:
        try:
            return ImageFont.truetype(path, 34)
        except OSError:
            continue
    raise AssertionError("DejaVu is not there: fonts-dejavu-core")


def pack_picture(picture, kind="PNG"):
    if kind == "TIFF":
        return _pack_tiff(picture)
    file = io.BytesIO()
    picture.save(file, kind, dpi=(200, 200))
    return file.getvalue()


def _pack_tiff(picture):
    """A grey TIFF without packing; Odoo does not let Pillow write them."""
    width, height = picture.size
    tags = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8)]
    tags += [(277, 1), (278, height), (279, width * height)]
    pixels = picture.tobytes()
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    directory = struct.pack("<H", len(tags)) + entries + bytes(4)
    return struct.pack("<2sHI", b"II", 42, 8 + len(pixels)) + pixels + directory


def make_scan_pdf(*pages, encrypt=None):
    """Return a PDF; a page is PIL's picture, a line of text, or both."""
    file = io.BytesIO()
    book = canvas.Canvas(file, pagesize=(595, 842), encrypt=encrypt)
    for page in pages:
        for part in page if isinstance(page, tuple) else (page,):
            if isinstance(part, str):
                book.drawString(72, 720, part)
            else:
                book.drawImage(ImageReader(part), 0, 0, 595, 842)
        book.showPage()
    book.save()
    return file.getvalue()


@contextmanager
def other_program(script=None):
    """Put a stand-in for tesseract on PATH, or nothing at all."""
    with tempfile.TemporaryDirectory() as folder:
        if script:
            path = os.path.join(folder, "tesseract")
            with open(path, "w") as file:
                file.write(f"#!/bin/sh\n{script}\n")
            os.chmod(path, 0o700)
            folder += f"{os.pathsep}/usr/bin{os.pathsep}/bin"
        with patch.dict(os.environ, PATH=folder):
            yield
