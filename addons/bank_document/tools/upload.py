# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a file really is, and why the bank would not take it.

The name and what a browser says are the sender's words: the type is told by the
content. Odoo's own ``guess_mimetype`` is not used, since it answers differently where
libmagic is installed and where it is not, and looks at the head only. Nothing is
unpacked to disk, run or fetched; time and memory are bounded whatever the bytes are,
and the answer is always a report, never an exception.
"""

import hashlib
import logging
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from . import upload_image, upload_markup, upload_ole, upload_pdf, upload_zip
from .upload_name import check_name, get_extension
from .upload_type import FAMILIES, sniff

_logger = logging.getLogger(__name__)

# Why a file may be refused; a screen may translate them by their code.
PROBLEMS = {
    "empty": "The file is empty.",
    "too_large": "The file is larger than allowed: %(detail)s.",
    "unknown_type": "What kind of file this is cannot be told.",
    "type_not_allowed": "Files of this kind are not taken here: %(detail)s.",
    "type_mismatch": "The file is not what its name says: %(detail)s.",
    "macros": "The document holds macros: %(detail)s.",
    "archive": "Archives are not taken here: %(detail)s.",
    "archive_bomb": "The file grows out of measure when it is unpacked: %(detail)s.",
    "encrypted": "The file is protected by a password and cannot be checked.",
    "active_content": "The file holds something that acts by itself: %(detail)s.",
    "damaged": "The file is damaged or incomplete: %(detail)s.",
}
OLE_KINDS = ("doc", "xls", "ppt", "ole")


class Problem(NamedTuple):
    """One reason to refuse: a key of PROBLEMS and what or where it is (plain text)."""

    code: str
    detail: str = ""


@dataclass(frozen=True)
class UploadPolicy:
    """What is taken.

    :param max_bytes: size of the file; all of it is in memory anyway
    :param extensions: kinds taken, such as "pdf", "docx" (a dot and capital letters do
        not matter); they are compared with what the *content* is
    :param allow_macros: take documents with macros (and the kinds docm, xlsm, ...)
    :param allow_archives: take zip files; what is in them is inspected by the same
        policy. rar and 7z cannot be looked into and are never taken.
    :param allow_active_content: take pdf with scripts, documents with links to outside
    :param max_depth: archives within archives
    :param max_pixels: of a picture
    """

    max_bytes: int
    extensions: frozenset
    allow_macros: bool = False
    allow_archives: bool = False
    allow_active_content: bool = False
    max_depth: int = 1
    max_pixels: int = 100_000_000

    def __post_init__(self):
        folded = frozenset(ext.lower().lstrip(".") for ext in self.extensions)
        object.__setattr__(self, "extensions", folded)


@dataclass(frozen=True)
class UploadReport:
    """What was found.

    :param mimetype: by the content; application/octet-stream when unknown
    :param extension: that belongs to it, without a dot; "" when unknown
    :param size: bytes
    :param sha256: of the content, in hexadecimal
    :param problems: list of Problem; empty: the file is taken
    """

    mimetype: str
    extension: str
    size: int
    sha256: str
    problems: list = field(default_factory=list)

    @property
    def codes(self):
        """The set of codes of the problems."""
        return {problem.code for problem in self.problems}


def inspect_upload(content, filename, policy):
    """Return an UploadReport on a file; never raise.

    :param content: bytes
    :param filename: as the sender called it
    :param policy: UploadPolicy

    >>> policy = UploadPolicy(max_bytes=1000, extensions=frozenset({"pdf", "txt"}))
    >>> report = inspect_upload("Привет".encode(), "letter.txt", policy)
    >>> report.mimetype, report.extension, report.size, report.problems
    ('text/plain', 'txt', 12, [])
    >>> inspect_upload(b"MZ" + bytes(100), "act.pdf", policy).problems[0].code
    'type_not_allowed'
    """
    return _inspect(bytes(content), str(filename or ""), policy, depth=0)


def _inspect(content, filename, policy, depth):
    digest = hashlib.sha256(content).hexdigest()
    size = len(content)
    unknown = FAMILIES["unknown"].mimetype
    if not content:
        return UploadReport(unknown, "", 0, digest, [Problem("empty")])
    if size > policy.max_bytes:
        # not looked into: what it costs to look is bounded by the size
        problem = Problem("too_large", str(policy.max_bytes))
        return UploadReport(unknown, "", size, digest, [problem])
    kind, problems = "unknown", []
    try:
        kind = sniff(content, get_extension(filename))
        problems = list(_get_problems(kind, content, filename, policy, depth))
    except Exception as error:  # hostile bytes find the hole we have not thought of
        _logger.info("An upload could not be inspected: %s", error)
        problems.append(Problem("damaged", "unreadable"))
    extension = "" if kind == "unknown" else kind
    mimetype = FAMILIES[kind].mimetype
    return UploadReport(mimetype, extension, size, digest, _merge(problems, policy))


def _merge(problems, policy):
    """Drop repeated problems and those the policy takes."""
    taken = set()
    if policy.allow_macros:
        taken.add("macros")
    if policy.allow_active_content:
        taken.add("active_content")
    return [each for each in dict.fromkeys(problems) if each.code not in taken]


def _get_problems(kind, content, filename, policy, depth):
    if kind == "unknown":
        yield Problem("unknown_type")
    elif kind not in policy.extensions and not (
        kind in upload_zip.ARCHIVES and policy.allow_archives
    ):
        yield Problem("type_not_allowed", kind)
    for code, detail in check_name(filename, kind):
        yield Problem(code, detail)
    for code, detail in _look_inside(kind, content, policy):
        yield Problem(code, detail)
    if kind in upload_zip.ARCHIVES:
        yield from _look_into_archive(kind, content, policy, depth)


def _look_inside(kind, content, policy):
    """Yield (code, detail) for what a document of its kind may hide."""
    if kind != "pdf" and kind not in upload_zip.KINDS:
        yield from upload_zip.check_appended(content)
    if kind in upload_zip.KINDS:
        yield from upload_zip.check(kind, content)
    elif kind == "pdf":
        yield from upload_zip.check_appended(content)
        yield from upload_pdf.check(content)
    elif kind in OLE_KINDS:
        yield from upload_ole.check(content)
    elif kind in upload_markup.KINDS:
        yield from upload_markup.check(kind, content)
    elif kind in upload_image.KINDS:
        yield from upload_image.check(kind, content, policy.max_pixels)
    elif kind in ("exe", "elf", "script"):
        yield "active_content", kind


def _look_into_archive(kind, content, policy, depth):
    if not policy.allow_archives or kind != "zip":
        yield Problem("archive", kind)
        return
    if depth >= policy.max_depth:
        yield Problem("archive", "nested")
        return
    for name, inner in upload_zip.iter_files(content):
        inner_policy = replace(policy, max_bytes=max(policy.max_bytes, len(inner)))
        report = _inspect(inner, name.rpartition("/")[2], inner_policy, depth + 1)
        for problem in report.problems:
            yield Problem(problem.code, f"{name[:100]}: {problem.detail}".rstrip(": "))
