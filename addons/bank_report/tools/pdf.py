# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""HTML to PDF with the suite's own stylesheet and fonts."""

import os
import threading

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

STATIC = os.path.join(os.path.dirname(os.path.dirname(__file__)), "static")
STYLESHEET = os.path.join(STATIC, "src", "css", "bank_report.css")

# Pango's font map, which both share, must not be used by two threads at once
_lock = threading.RLock()
_cache = {}


def _get_style():
    """Return the font configuration and the parsed stylesheet, made once a process.

    Parsing again when the file changes spares a restart while a sheet is written.
    """
    stamp = os.stat(STYLESHEET).st_mtime_ns
    if _cache.get("stamp") != stamp:
        fonts = FontConfiguration()
        sheet = CSS(filename=STYLESHEET, font_config=fonts)
        _cache.update(stamp=stamp, fonts=fonts, sheet=sheet)
    return _cache["fonts"], _cache["sheet"]


def write_pdf(pages_html, fetcher, base_url, page_css="", variant=None):
    """Lay out documents and return one PDF (bytes) that holds them all in order.

    :param pages_html: HTML documents; each begins on a new page and has its own
        count of pages
    :param fetcher: gives the assets that the documents name
    :param base_url: what relative addresses in the documents start from
    :param page_css: rules of this job, such as the size of the sheet
    :param variant: "pdf/a-2b" and the like, or None for an ordinary file
    """
    with _lock:
        fonts, sheet = _get_style()
        sheets = [sheet, CSS(string=page_css, font_config=fonts, url_fetcher=fetcher)]
        options = {"pdf_variant": variant, "cache": {}}
        documents = [
            HTML(string=html, base_url=base_url, url_fetcher=fetcher).render(
                font_config=fonts, stylesheets=sheets, **options
            )
            for html in pages_html
        ]
        pages = [page for document in documents for page in document.pages]
        return documents[0].copy(pages).write_pdf(**options)
