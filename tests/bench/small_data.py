# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Small files in the place of the real ones, so that a test needs no data folder."""

from random import Random

from . import naming
from .bench_topics import ROOT

LISTED = 60
UNION = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>
<FIRST_NAME>GAMAL</FIRST_NAME><SECOND_NAME>TESTANI</SECOND_NAME>
<REFERENCE_NUMBER>TSi.001</REFERENCE_NUMBER><UN_LIST_TYPE>Test</UN_LIST_TYPE>
<NAME_ORIGINAL_SCRIPT>جمال</NAME_ORIGINAL_SCRIPT>
</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"""
TOPICS = ROOT / "addons" / "bank_text" / "tests" / "data" / "topics_en.csv"


def write(folder):
    """Fill a folder as ``BANK_DATA`` names it."""
    for name in ("ofac", "un", "banking77", "berka"):
        (folder / name).mkdir()
    sdn, alt = _write_treasury()
    (folder / "ofac" / "sdn.csv").write_text(sdn)
    (folder / "ofac" / "alt.csv").write_text(alt)
    (folder / "un" / "consolidated.xml").write_text(UNION)
    (folder / "banking77" / "train.csv").write_text(TOPICS.read_text())


def _write_treasury():
    """Return persons and companies by turns, each with an alias of one word less."""
    random, rows, aliases = Random(3), [], []
    for number in range(1, LISTED + 1):
        last, first, middle = naming.draw_person(random)[1:]
        person = bool(number % 2)
        name = f"{last}, {first} {middle}" if person else f"{last} {middle} TRADING"
        kind = '"individual"' if person else "-0- "
        rows.append(",".join([str(number), f'"{name}"', kind, '"TEST"', *["-0- "] * 8]))
        aliases.append(f'{number},{number},"aka","{last} {first}",-0- ')
    return "\r\n".join(rows), "\r\n".join(aliases)
