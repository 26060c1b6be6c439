# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What kind a file is, by its content."""

import base64
import binascii
import io
import re
import zipfile
from typing import NamedTuple

from . import upload_ole
from .text_encoding import decode_text

HEAD = 4096


class Family(NamedTuple):
    """A kind of file: its media type and the extensions a name may have for it."""

    mimetype: str
    extensions: tuple


def _office(part, name):
    return f"application/vnd.openxmlformats-officedocument.{part}.{name}"


FAMILIES = {
    "unknown": Family("application/octet-stream", ()),
    "pdf": Family("application/pdf", ("pdf",)),
    "docx": Family(_office("wordprocessingml", "document"), ("docx",)),
    "dotx": Family(_office("wordprocessingml", "template"), ("dotx",)),
    "xlsx": Family(_office("spreadsheetml", "sheet"), ("xlsx",)),
    "xltx": Family(_office("spreadsheetml", "template"), ("xltx",)),
    "pptx": Family(_office("presentationml", "presentation"), ("pptx",)),
    "docm": Family("application/vnd.ms-word.document.macroEnabled.12", ("docm",)),
    "dotm": Family("application/vnd.ms-word.template.macroEnabled.12", ("dotm",)),
    "xlsm": Family("application/vnd.ms-excel.sheet.macroEnabled.12", ("xlsm",)),
    "xlsb": Family("application/vnd.ms-excel.sheet.binary.macroEnabled.12", ("xlsb",)),
    "pptm": Family(
        "application/vnd.ms-powerpoint.presentation.macroEnabled.12", ("pptm",)
    ),
    "odt": Family("application/vnd.oasis.opendocument.text", ("odt",)),
    "ods": Family("application/vnd.oasis.opendocument.spreadsheet", ("ods",)),
    "odp": Family("application/vnd.oasis.opendocument.presentation", ("odp",)),
    "doc": Family("application/msword", ("doc", "dot")),
    "xls": Family("application/vnd.ms-excel", ("xls", "xlt")),
    "ppt": Family("application/vnd.ms-powerpoint", ("ppt", "pps")),
    "ole": Family("application/x-ole-storage", ("msg", "ole")),
    "rtf": Family("application/rtf", ("rtf",)),
    "jpeg": Family("image/jpeg", ("jpg", "jpeg", "jpe", "jfif")),
    "png": Family("image/png", ("png",)),
    "tiff": Family("image/tiff", ("tif", "tiff")),
    "gif": Family("image/gif", ("gif",)),
    "bmp": Family("image/bmp", ("bmp", "dib")),
    "webp": Family("image/webp", ("webp",)),
    "svg": Family("image/svg+xml", ("svg",)),
    "txt": Family("text/plain", ("txt", "text", "log", "md", "asc")),
    "csv": Family("text/csv", ("csv", "tsv")),
    "xml": Family("application/xml", ("xml", "xsd", "fb2")),
    "html": Family("text/html", ("html", "htm", "xhtml")),
    "zip": Family("application/zip", ("zip",)),
    "rar": Family("application/vnd.rar", ("rar",)),
    "7z": Family("application/x-7z-compressed", ("7z",)),
    "gz": Family("application/gzip", ("gz", "tgz")),
    "bz2": Family("application/x-bzip2", ("bz2",)),
    "xz": Family("application/x-xz", ("xz",)),
    "tar": Family("application/x-tar", ("tar",)),
    "cab": Family("application/vnd.ms-cab-compressed", ("cab",)),
    "p7s": Family("application/pkcs7-signature", ("p7s", "sig", "sgn", "p7m", "p7b")),
    "exe": Family("application/vnd.microsoft.portable-executable", ("exe", "dll")),
    "elf": Family("application/x-elf", ("elf", "so", "")),
    "script": Family("text/x-script", ("sh", "py", "pl", "php", "bat", "cmd")),
}
SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"MSCF\0\0\0\0", "cab"),
    (b"\x7fELF", "elf"),
    (b"\xfe\xed\xfa", "elf"),
    (b"\xcf\xfa\xed\xfe", "elf"),
    (b"\xca\xfe\xba\xbe", "elf"),
    (b"{\\rtf", "rtf"),
    (b"#!", "script"),
    (b"<?php", "script"),
    (b"@echo off", "script"),
)
# content type of the main part -> kind
MAIN_PARTS = {
    "wordprocessingml.document.main": "docx",
    "wordprocessingml.template.main": "dotx",
    "spreadsheetml.sheet.main": "xlsx",
    "spreadsheetml.template.main": "xltx",
    "presentationml.presentation.main": "pptx",
    "presentationml.slideshow.main": "pptx",
    "ms-word.document.macroenabled.main": "docm",
    "ms-word.template.macroenabledtemplate.main": "dotm",
    "ms-excel.sheet.macroenabled.main": "xlsm",
    "ms-excel.template.macroenabled.main": "xlsm",
    "ms-excel.addin.macroenabled.main": "xlsm",
    "ms-excel.sheet.binary.macroenabled.main": "xlsb",
    "ms-powerpoint.presentation.macroenabled.main": "pptm",
    "ms-powerpoint.slideshow.macroenabled.main": "pptm",
}
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_PEM = re.compile(rb"\s*-----BEGIN (PKCS7|CMS|PKCS #7 SIGNED DATA|SIGNATURE)-----")
_HTML = re.compile(
    r"\s*(?>(?:<!--(?>.*?-->)\s*)*)<(!doctype\s+html|html|head|body|script|iframe|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")


def sniff(content, extension=""):
    """Return the key of FAMILIES that the content belongs to.

    :param extension: of the name; it only chooses between kinds that look the same
        (a csv is a text)

    >>> sniff(b"%PDF-1.7 ..."), sniff(b"a;b", "csv"), sniff(b"a;b"), sniff(bytes(9))
    ('pdf', 'csv', 'txt', 'unknown')
    """
    head = content[:HEAD]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(content)
    if head.startswith(upload_ole.SIGNATURE):
        return upload_ole.sniff(content)
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    return _sniff_binary(content, head) or _sniff_text(content, extension)


def _sniff_binary(content, head):
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:2] == b"MZ" and len(content) >= 64:
        return "exe"
    if head[:2] == b"BM" and head[6:10] == bytes(4) and len(content) > 54:
        return "bmp"
    if head[257:262] == b"ustar":
        return "tar"
    if _is_signature(head):
        return "p7s"
    if b"%PDF-" in head[:1024]:  # readers look that far; check_name tells the rest
        return "pdf"
    return None


def _is_signature(head):
    """A CMS signature: DER, PEM, or DER in base64 as Russian programs write it."""
    if _PEM.match(head):
        return True
    if head[:3] in (b"MII", b"MIA"):
        try:
            head = base64.b64decode(bytes(head[:80].split()[0][:76]))
        except (binascii.Error, ValueError):
            return False
    return head[:1] == b"\x30" and _SIGNED_DATA in head[:24]


def _sniff_zip(content):
    """Tell office documents from other zips by what they declare to be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            names = set(file.namelist()[:5000])
            if "[Content_Types].xml" in names:
                with file.open("[Content_Types].xml") as part:
                    return _sniff_office(part.read(1 << 20))
            if "mimetype" in names:
                with file.open("mimetype") as part:
                    return _sniff_open_document(part.read(200))
    except Exception:
        return "zip"  # the guard tells what is wrong with it
    return "zip"


def _sniff_office(types):
    text = types.decode("utf-8", "replace").lower()
    if types[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = types.decode("utf-16", "replace").lower()
    found = [kind for name, kind in MAIN_PARTS.items() if name + "+xml" in text]
    if "ms-excel.sheet.binary.macroenabled.main" in text:
        found.append("xlsb")
    # several: the one that may do most
    return max(found, key=lambda kind: kind[-1] in "mb") if found else "zip"


def _sniff_open_document(mimetype):
    text = mimetype.decode("ascii", "replace").strip()
    for kind in ("odt", "ods", "odp"):
        if text == FAMILIES[kind].mimetype:
            return kind
    return "zip"


def _sniff_text(content, extension):
    text, _encoding = decode_text(content)
    if text is None:
        return "unknown"
    head = text[:HEAD].lstrip("\ufeff \t\r\n")
    if _HTML.match(head):
        return "html"
    if head.startswith("<") and (root := _ROOT.search(head)):
        return {"svg": "svg", "html": "html"}.get(root[2].lower(), "xml")
    if extension in FAMILIES["csv"].extensions:
        return "csv"
    return "txt"
