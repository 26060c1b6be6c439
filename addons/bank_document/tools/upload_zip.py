# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Zip files and the office documents that are made of them."""

import io
import posixpath
import re
import zipfile

from odoo.addons.bank_report.tools.zip_guard import GuardedZip, ZipError

from . import upload_markup, upload_ole
from .upload_type import sniff

ARCHIVES = ("zip", "rar", "7z", "gz", "bz2", "xz", "tar", "cab")
OFFICE = (
    "docx",
    "dotx",
    "xlsx",
    "xltx",
    "pptx",
    "docm",
    "dotm",
    "xlsm",
    "xlsb",
    "pptm",
)
OPEN_DOCUMENT = ("odt", "ods", "odp")
KINDS = ("zip", *OFFICE, *OPEN_DOCUMENT)
MAX_PART = 32 << 20
MAX_DEPTH = 3
_PACKED = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\b(Type|TargetMode|Target)\s*=\s*(["'])(.*?)\2""", re.DOTALL
)
_INSTRUCTION = re.compile(
    r"<w:instrText[^<>]*>([^<]*)<|<w:fldSimple[^<>]*instr=\"([^\"]*)"
)
_ACTIVE_FIELD = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b", re.IGNORECASE
)
_DDE_LINK = re.compile(r"<(?:\w+:)?ddeLink\b|\bcmd\s*\|", re.IGNORECASE)
_ODF_SCRIPT = re.compile(
    r"<(script:event-listener|office:script\b|draw:applet|draw:plugin)"
)
_ODF_ENCRYPTED = re.compile(r"<(?:\w+:)?encryption-data\b")
_ODF_OUTSIDE = re.compile(
    r"<(?:draw:(?:image|object|object-ole|floating-frame)|table:table-source|text:section-source)"
    r"\b[^<>]*xlink:href=[\"'](?:https?|ftp|file|smb|\\\\|//)",
    re.IGNORECASE,
)


def check(kind, content):
    """Yield (code, detail) for what is wrong in a zip or an office document."""
    try:
        package = GuardedZip(content)
        if not package.starts_at_once() and package.names:
            yield "type_mismatch", "something stands before the archive"
        yield from _check_package(kind, package, depth=0)
    except ZipError as error:
        yield _get_code(error), error.detail


def _get_code(error):
    return "archive" if error.code == "unsafe_name" else error.code


def check_appended(content):
    """Yield a problem when a file of another kind is a zip as well."""
    if b"PK\x05\x06" not in content[-(1 << 16) - 22 :]:
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if file.namelist():
                yield "type_mismatch", "an archive is appended"
    except Exception:
        return


def iter_files(content):
    """Yield (name, content) of an archive that check() found nothing wrong with."""
    try:
        package = GuardedZip(content)
        for name in package.names:
            yield name, package.read(name)
    except ZipError:
        return


def _check_package(kind, package, depth):
    """Read every part once: what is damaged or larger than declared shows there."""
    for name in package.names:
        part = package.read(name)
        if kind in OFFICE:
            yield from _check_office_part(name, part)
        elif kind in OPEN_DOCUMENT:
            yield from _check_open_part(name, part)
        if kind != "zip":
            yield from _check_embedded(name, part, depth)


def _check_office_part(name, part):
    low = name.lower()
    base = posixpath.basename(low)
    if base.startswith("vbaproject") or "/macrosheets/" in f"/{low}":
        yield "macros", name[:100]
    if "/activex/" in f"/{low}":
        yield "active_content", name[:100]
    if base == "encryptedpackage":
        yield "encrypted", ""
    if low.endswith(".rels"):
        yield from _check_relations(upload_markup.decode(part))
    if low.endswith((".xml", ".rels", ".vml")):
        text = upload_markup.decode(part)
        yield from upload_markup.check_entities(text)
        yield from _check_office_text(low, text, name)


def _check_office_text(low, text, name):
    if low == "[content_types].xml":
        if "vbaproject" in text.lower() or "macrosheet" in text.lower():
            yield "macros", name[:100]
        return
    fields = "".join(a or b for a, b in _INSTRUCTION.findall(text))
    if found := _ACTIVE_FIELD.search(fields):
        yield "active_content", f"field {found[1].upper()}"
    if low.startswith("xl/") and _DDE_LINK.search(text):
        yield "active_content", "DDE"


def _check_relations(text):
    """What lies outside of the document is fetched when it is opened; links are not."""
    for tag in _RELATION.findall(text):
        given = {key: value for key, _quote, value in _ATTRIBUTE.findall(tag)}
        kind = given.get("Type", "").rpartition("/")[2]
        outside = given.get("TargetMode", "").strip().lower() == "external"
        if kind == "vbaProject":
            yield "macros", "vbaProject"
        elif outside and kind != "hyperlink":
            yield "active_content", f"{kind[:40]}: {given.get('Target', '')[:100]}"


def _check_open_part(name, part):
    low = name.lower()
    if low.startswith("basic/") or (low.startswith("scripts/") and part):
        yield "macros", name[:100]
    if not low.endswith(".xml"):
        return
    text = upload_markup.decode(part)
    yield from upload_markup.check_entities(text)
    if low == "meta-inf/manifest.xml" and _ODF_ENCRYPTED.search(text):
        yield "encrypted", ""
    if _ODF_SCRIPT.search(text):
        yield "macros", name[:100]
    if _ODF_OUTSIDE.search(text):
        yield "active_content", name[:100]


def _check_embedded(name, part, depth):
    """Look into documents within documents."""
    if part.startswith(upload_ole.SIGNATURE):
        yield from upload_ole.check(part)
    elif part[:2] == b"MZ" and len(part) >= 64:
        yield "active_content", name[:100]
    elif part.startswith(b"PK\x03\x04"):
        if depth >= MAX_DEPTH:
            yield "archive_bomb", "depth"
            return
        yield from _check_package(sniff(part), GuardedZip(part), depth + 1)
    elif part.startswith(_PACKED):
        yield "archive", name[:100]
