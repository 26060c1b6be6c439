# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a PDF does by itself.

Objects are looked for in the bytes as they are and in every stream that can hold
objects, unpacked within bounds. Neither the table of objects nor the tree of pages is
followed: whatever a reader might find in the file by another way is found here too.
"""

import base64
import binascii
import re
import zlib

MAX_STREAM = 16 << 20
MAX_TOTAL = 64 << 20
MAX_STREAMS = 20_000
_DICTIONARY = 4096
_ACTIVE = (
    "JavaScript",
    "JS",
    "Launch",
    "EmbeddedFile",
    "EmbeddedFiles",
    "RichMedia",
    "XFA",
    "SubmitForm",
    "ImportData",
    "GoToE",
    "GoToR",
    "AA",
    "Rendition",
    "Movie",
)
_END = rb"(?=[\s/<>\[\]()%]|$)"
_ACTIVE_NAME = re.compile(rb"/(" + "|".join(_ACTIVE).encode() + rb")" + _END)
_OPEN = re.compile(rb"/OpenAction\s*(\[|<<|\d+\s+\d+\s+R)")
_ENCRYPT = re.compile(rb"/Encrypt\s*(<<|\d+\s+\d+\s+R)")
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_FILTER = re.compile(rb"/(?:Filter|F)\s*(\[[^\]]*\]|/[A-Za-z0-9]+)")
_HARMLESS_OPEN = re.compile(rb"/S\s*/GoTo" + _END)
_NAMES = {b"A85": "ASCII85Decode", b"AHx": "ASCIIHexDecode", b"Fl": "FlateDecode"}


class Unreadable(ValueError):
    """A stream of objects that cannot be unpacked here: ``code`` and why."""

    def __init__(self, code, detail):
        super().__init__(detail)
        self.code = code
        self.detail = detail


def check(content):
    """Yield (code, detail) for what is wrong in a PDF.

    >>> list(check(b"%PDF-1.4 /Names << /Java#53cript 1 0 R >> startxref %%EOF"))
    [('active_content', 'JavaScript')]
    """
    if not content.startswith(b"%PDF-"):
        yield "type_mismatch", "something stands before the document"
    if b"%%EOF" not in content[-2048:] or b"startxref" not in content[-4096:]:
        yield "damaged", "no end"
    # so far as its dictionaries are readable at all, the passwords are mentioned there
    if _ENCRYPT.search(_unescape(content)):
        yield "encrypted", ""
    yield from _check_objects(content, content)
    try:
        for objects in _iter_objects(content):
            yield from _check_objects(objects, content)
    except Unreadable as error:
        yield error.code, error.detail


def _unescape(content):
    """Names may be written with #xx in place of letters."""
    if b"#" not in content:
        return content
    return _ESCAPE.sub(lambda found: bytes((int(found[1], 16),)), content)


def _check_objects(objects, content):
    objects = _unescape(objects)
    for name in dict.fromkeys(_ACTIVE_NAME.findall(objects)):
        yield "active_content", name.decode()
    for found in _OPEN.finditer(objects):
        if not _is_harmless_open(found, objects, content):
            yield "active_content", "OpenAction"


def _is_harmless_open(found, objects, content):
    """Opening at a page is no action; what another object says is read there."""
    if found[1] == b"[":
        return True
    if found[1] == b"<<":
        inner = objects[found.end() : found.end() + 300]
        return bool(_HARMLESS_OPEN.search(inner.split(b">>")[0]))
    number, generation = found[1].split()[:2]
    bodies = re.findall(
        rb"(?<!\d)%s\s+%s\s+obj\s*(.{0,300})" % (number, generation), content, re.DOTALL
    )
    return bool(bodies) and all(
        body.startswith(b"[") or _HARMLESS_OPEN.search(_unescape(body).split(b">>")[0])
        for body in bodies
    )


def _iter_objects(content):
    """Yield the unpacked streams that can hold objects."""
    left, place = MAX_TOTAL, 0
    for _count in range(MAX_STREAMS):
        found = _STREAM.search(content, place)
        if not found:
            return
        place = found.end()
        before = content[max(0, found.start() - _DICTIONARY) : found.start()]
        if before.endswith(b"end"):
            continue
        head = _unescape(before[before.rfind(b" obj") :] if b" obj" in before else before)
        if not _can_hold_objects(head):
            continue
        objects = _unpack(content, place, head)
        left -= len(objects)
        if left < 0:
            raise Unreadable("archive_bomb", "streams")
        yield objects
    raise Unreadable("archive_bomb", "number of streams")


def _can_hold_objects(head):
    return b"/Image" not in head or b"/ObjStm" in head


def _unpack(content, place, head):
    """Return a stream unpacked; what cannot hold objects may stay as it is."""
    must = b"/ObjStm" in head
    filters = _get_filters(head)
    if must and b"/Predictor" in head:
        raise Unreadable("active_content", "hidden objects")
    data = content[place:]  # a view would do, but zlib stops by itself
    end = content.find(b"endstream", place)
    if end >= 0 and filters[:1] != ["FlateDecode"]:
        data = content[place:end]
    elif not filters:
        data = b""
    for name in filters:
        decoded = _decode(name, data)
        if decoded is None:
            if must:
                raise Unreadable("active_content", "hidden objects")
            return b""
        data = decoded
    if must and filters and not data:
        raise Unreadable("active_content", "hidden objects")
    return data


def _get_filters(head):
    found = _FILTER.search(head)
    if not found:
        return []
    names = re.findall(rb"/([A-Za-z0-9]+)", found[1])
    return [_NAMES.get(name) or name.decode() for name in names]


def _decode(name, data):
    """Return data through one filter, or None for those that are not known here."""
    try:
        if name == "FlateDecode":
            return _inflate(data)
        if name == "ASCIIHexDecode":
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.split(b">")[0])
            return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
        if name == "ASCII85Decode":
            text = data.split(b"~>")[0].strip()
            return base64.a85decode(text)
    except ValueError:
        return b""
    return None


def _inflate(data):
    unpacker = zlib.decompressobj()
    try:
        result = unpacker.decompress(data, MAX_STREAM)
    except zlib.error:
        return b""
    if unpacker.unconsumed_tail and len(result) >= MAX_STREAM:
        raise Unreadable("archive_bomb", "stream")
    return result
