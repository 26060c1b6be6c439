# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Read a zip file that somebody else made, with bounds on all that it may cost.

Office documents (docx, xlsx, odt, ...) are zip files. A few kilobytes can claim
gigabytes, name a file twice, lie about sizes or write outside the folder they are
unpacked to. Here the directory is judged before anything is unpacked, and every read
is bounded by what the directory declared; nothing is ever written to disk.
"""

import io
import posixpath
import re
import zipfile
import zlib
from typing import NamedTuple

CHUNK = 1 << 16
_STORED_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1 | 0x40
_DRIVE = re.compile(r"^[A-Za-z]:")
# below this nobody is hurt, and a page of blanks may shrink a thousandfold
_HARMLESS = 1 << 20


class ZipLimits(NamedTuple):
    """What a zip may cost: files, bytes unpacked (one, all), bytes out per byte in."""

    entries: int = 2000
    entry_bytes: int = 64 << 20
    total_bytes: int = 200 << 20
    ratio: int = 200


class ZipError(ValueError):
    """Why a zip is refused: ``code`` damaged, archive_bomb, encrypted or unsafe_name.

    :param detail: the name of the file inside, or the limit that was passed
    """

    def __init__(self, code, detail=""):
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class GuardedZip:
    """A zip in memory whose directory has been judged.

    :param content: bytes
    :raises ZipError: when the directory itself passes a limit or is damaged

    >>> GuardedZip(b"PK but no more")
    Traceback (most recent call last):
    ...
    odoo.addons.bank_report.tools.zip_guard.ZipError: damaged: directory
    """

    def __init__(self, content, limits=None):
        self.limits = limits or ZipLimits()
        self._budget = self.limits.total_bytes
        # counted before a single entry is made: each costs memory
        if content.count(b"PK\x01\x02") > self.limits.entries:
            raise ZipError("archive_bomb", "entries")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except Exception as error:  # whatever the library stumbles over
            raise ZipError("damaged", "directory") from error
        self.infos = [info for info in self._zip.infolist() if not info.is_dir()]
        self.names = [info.filename for info in self.infos]
        self._judge()

    def _judge(self):
        total = 0
        for info in self.infos:
            total += info.file_size
            self._judge_entry(info)
        if total > self.limits.total_bytes:
            raise ZipError("archive_bomb", "total_bytes")
        folded = {name.casefold() for name in self.names}
        if len(folded) < len(self.names):
            raise ZipError("damaged", "duplicate")
        self._refuse_overlaps()

    def _judge_entry(self, info):
        if not is_safe_name(info.filename):
            raise ZipError("unsafe_name", info.filename[:100])
        if info.flag_bits & _ENCRYPTED:
            raise ZipError("encrypted", info.filename[:100])
        if info.compress_type not in _STORED_OR_DEFLATED:
            raise ZipError("damaged", info.filename[:100])
        if info.file_size > self.limits.entry_bytes:
            raise ZipError("archive_bomb", info.filename[:100])
        shrunk = max(info.compress_size, 1)
        if info.file_size > max(_HARMLESS, shrunk * self.limits.ratio):
            raise ZipError("archive_bomb", info.filename[:100])

    def _refuse_overlaps(self):
        """Entries that share their bytes make a bomb without any ratio of one."""
        end = 0
        for info in sorted(self.infos, key=lambda info: info.header_offset):
            if info.header_offset < end:
                raise ZipError("archive_bomb", "overlap")
            end = info.header_offset + 30 + info.compress_size

    def starts_at_once(self):
        """Tell whether the first entry is at the first byte (nothing hidden before)."""
        offsets = [info.header_offset for info in self._zip.infolist()]
        return bool(offsets) and min(offsets) == 0

    def iter_chunks(self, name):
        """Yield the bytes of an entry; raise ZipError where they are not as declared."""
        info = self._zip.getinfo(name)
        try:
            with self._zip.open(info) as file:
                left = info.file_size
                while chunk := file.read(CHUNK):
                    left -= len(chunk)
                    self._spend(len(chunk))
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            RuntimeError,
        ) as error:
            if isinstance(error, ZipError):
                raise
            raise ZipError("damaged", name[:100]) from error
        if left:
            raise ZipError("damaged", name[:100])

    def read(self, name, limit=None):
        """Return an entry (bytes), at most ``limit`` bytes of it."""
        parts, size = [], 0
        for chunk in self.iter_chunks(name):
            parts.append(chunk)
            size += len(chunk)
            if limit and size >= limit:
                break
        content = b"".join(parts)
        return content[:limit] if limit else content

    def _spend(self, size):
        self._budget -= size
        if self._budget < 0:
            raise ZipError("archive_bomb", "total_bytes")


def is_safe_name(name):
    """Tell whether a name stays inside the folder it is unpacked to.

    >>> [is_safe_name(name) for name in ("word/document.xml", "../x", "/x", "C:x", "")]
    [True, False, False, False, False]
    """
    if not name or "\0" in name or "\\" in name or _DRIVE.match(name):
        return False
    if name.startswith("/"):
        return False
    return ".." not in posixpath.normpath(name).split("/")
