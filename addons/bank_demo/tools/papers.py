# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Papers and letters of the demonstration, made by code: they are nobody's."""

import io
from pathlib import Path

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "BankDemoSans"
FONT_FILE = "static/fonts/PTS55F.ttf"


def make_scan(font_folder, title, lines):
    """Return a PDF of one page.

    :param font_folder: folder of the addon bank_report, which has the font
    :param title: headline
    :param lines: texts below it
    """
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, str(Path(font_folder) / FONT_FILE)))
    file = io.BytesIO()
    page = Canvas(file, pagesize=A4, invariant=1)
    page.setFont(FONT, 18)
    page.drawString(25 * mm, 265 * mm, title)
    page.setFont(FONT, 11)
    for number, line in enumerate(lines):
        page.drawString(25 * mm, (250 - 8 * number) * mm, line)
    page.save()
    return file.getvalue()


def make_letter(paragraphs, rows=()):
    """Return a Word file.

    :param paragraphs: texts, the first one as a headline
    :param rows: pairs of a table that follows them

    >>> make_letter(["Letter", "Text"])[:2]
    b'PK'
    """
    document = Document()
    head, *rest = paragraphs
    document.add_heading(head, level=1)
    for paragraph in rest:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        for label, value in rows:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, value
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
