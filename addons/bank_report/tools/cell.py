# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Text that a spreadsheet would take for a formula."""

# What Excel, LibreOffice and Google start a formula by, wide forms of Asian keyboards
# included; white space before it is skipped by some of them
FORMULA_SIGNS = tuple(
    "=+-@|%\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
    "\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
CONTROLS = ("\t", "\r", "\n", "\0")


def is_formula_like(text):
    """Tell whether a spreadsheet might run the text.

    >>> [is_formula_like(text) for text in ("=1+1", " @SUM(1)", "\\tx", "a=b", "", "1")]
    [True, True, True, False, False, False]
    """
    if text[:1].isalnum():  # nearly all; a table asks a million times
        return False
    return text.startswith(CONTROLS) or text.lstrip().startswith(FORMULA_SIGNS)


def guard_text(value):
    """Return a value for a csv file: text that could run gets an apostrophe before it.

    Numbers, dates and truth values are given back as they are.

    >>> guard_text("=HYPERLINK(0)"), guard_text("Ромашка"), guard_text(-5)
    ("'=HYPERLINK(0)", 'Ромашка', -5)
    """
    if isinstance(value, str) and is_formula_like(value):
        return "'" + value
    return value
