# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Office documents from before 2007: compound files (OLE).

The directory of a compound file is a row of blocks of 128 bytes, never compressed and
never encrypted. All blocks of the file that look like one are read, wherever they
stand: no table of sectors that a forger could bend is followed, and the time is
proportional to the size.
"""

import struct
from typing import NamedTuple

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLOCK = 128
_MINI = 4096  # smaller streams share sectors
_MAX_ENTRIES = 20_000
_MAX_RECORDS = 20_000
_VBA = {"_vba_project", "vba", "macros", "_vba_project_cur"}
_FIB = b"\xec\xa5"
# records of a workbook
_FILE_PASS, _BOUND_SHEET, _EOF = 0x2F, 0x85, 0x0A


class Entry(NamedTuple):
    """A file (or folder) within a compound file: name, first sector, size in bytes."""

    name: str
    sector: int
    size: int


def list_entries(content):
    """Return the entries of all directories in the file, in the order they stand.

    >>> list_entries(SIGNATURE + bytes(1000))
    []
    """
    entries = []
    for start in range(512, len(content) - _BLOCK + 1, _BLOCK):
        length, kind = content[start + 64], content[start + 66]
        if not 4 <= length <= 64 or length % 2 or kind not in (1, 2):
            continue
        name = content[start : start + length]
        if name[-2:] != b"\0\0" or content[start + 65] or content[start + 67] > 1:
            continue
        sector, size = struct.unpack_from("<iI", content, start + 116)
        text = name[:-2].decode("utf-16-le", "replace")
        entries.append(Entry(text, sector, size))
        if len(entries) >= _MAX_ENTRIES:
            break
    return entries


def sniff(content):
    """Return doc, xls, ppt or ole (anything else of the sort: messages, installers)."""
    names = {entry.name for entry in list_entries(content)}
    if "WordDocument" in names:
        return "doc"
    if names & {"Workbook", "Book"}:
        return "xls"
    if "PowerPoint Document" in names:
        return "ppt"
    return "ole"


def check(content):
    """Yield (code, detail) for macros, objects that run, encryption and damage."""
    entries = list_entries(content)
    names = {entry.name.lower() for entry in entries}
    streams = sum(entry.size for entry in entries if entry.size >= _MINI)
    if not entries or streams > len(content):
        yield "damaged", "directory" if not entries else "no end"
    if names & _VBA:
        yield "macros", "VBA"
    if "encryptedpackage" in names or "encryptioninfo" in names:
        yield "encrypted", ""
    if names & {"\x01ole10native", "\x01ole10itemname"}:
        yield "active_content", "packed file"
    for entry in entries:
        yield from _check_stream(content, entry)


def _check_stream(content, entry):
    start = _find_start(content, entry)
    if start < 0:
        if entry.name in ("WordDocument", "Workbook"):
            yield "damaged", entry.name
    elif entry.name == "WordDocument":
        yield from _check_word(content, start)
    elif entry.name in ("Workbook", "Book"):
        yield from _check_workbook(content, start, entry.size)


def _find_start(content, entry):
    """Where a stream begins, in bytes; -1 outside of the file."""
    shift = struct.unpack_from("<H", content, 30)[0]
    start = (entry.sector + 1) << (shift if shift in (9, 12) else 9)
    return start if 0 < start < len(content) and entry.sector >= 0 else -1


def _check_word(content, start):
    if content[start : start + 2] != _FIB or start + 12 > len(content):
        return
    flags = struct.unpack_from("<H", content, start + 10)[0]
    if flags & 0x0100:
        yield "encrypted", ""


def _check_workbook(content, start, size):
    """Walk over the records of the workbook's head: password, sheets of macros."""
    end = min(len(content), start + size)
    for _count in range(_MAX_RECORDS):
        if start + 4 > end:
            return
        record, length = struct.unpack_from("<HH", content, start)
        if record == _FILE_PASS:
            yield "encrypted", ""
            return
        if record == _BOUND_SHEET and content[start + 9 : start + 10] == b"\x01":
            yield "macros", "Excel 4.0"
        if record == _EOF:
            return
        start += 4 + length
