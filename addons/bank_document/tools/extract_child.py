# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A process that reads one document and writes its text: ``extract_child.py pdf 1000``.

The document comes on standard input, the text goes page by page to standard output, so
that what was read before a limit is hit is not lost. Memory and processor time are
limited by the system, not by good will. It knows nothing of Odoo and of the network.
"""

import io
import logging
import resource
import sys

import openpyxl
import PyPDF2

MEMORY = 1 << 30
SECONDS = 15


def confine():
    """Limit this process: memory, time, no files written, no programs run."""
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


def read_pdf(content):
    """Yield the text layer of each page; a form feed ends it."""
    reader = PyPDF2.PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        reader.decrypt("")  # files that only forbid changes
    for page in reader.pages:
        yield page.extract_text() + "\n\f"


def read_xlsx(content):
    """Yield each row of each sheet, cells parted by tabs."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield f"{sheet.title}\n"
        # what a sheet says of its size is not believed
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True):
            cells = [format_cell(cell) for cell in row]
            if any(cells):
                yield "\t".join(cells).rstrip("\t") + "\n"


def format_cell(value):
    """Return a cell as text: dates by the calendar, whole numbers without a point.

    >>> import datetime
    >>> format_cell(datetime.datetime(2026, 3, 1)), format_cell(5.0), format_cell(None)
    ('01.03.2026', '5', '')
    """
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        time = getattr(value, "hour", 0) or getattr(value, "minute", 0)
        if not hasattr(value, "year"):
            return value.strftime("%H:%M")
        return value.strftime("%d.%m.%Y %H:%M" if time else "%d.%m.%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def write(pieces, limit):
    """Write pieces to standard output until the limit (characters) is reached."""
    for piece in pieces:
        piece = piece[:limit]
        sys.stdout.buffer.write(piece.encode("utf-8", "ignore"))
        sys.stdout.buffer.flush()
        limit -= len(piece.rstrip("\f"))  # that ends a page, and is no letter
        if limit <= 0:
            return


def main():
    """Read what the command line names."""
    kind, limit = sys.argv[1], int(sys.argv[2])
    logging.disable(logging.CRITICAL)
    content = sys.stdin.buffer.read()
    confine()
    reader = {"pdf": read_pdf, "xlsx": read_xlsx}[kind]
    write(reader(content), limit)


if __name__ == "__main__":
    main()
