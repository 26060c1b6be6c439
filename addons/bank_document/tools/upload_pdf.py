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
import string
import zlib

MAX_STREAM = 16 << 20
MAX_TOTAL = 128 << 20
MAX_STREAMS = 50_000
# a file has one; each costs a search through all of it
MAX_OPEN = 8
_DICTIONARY = 4096
_PIECE = 1 << 14
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
# replaced one by one: a pattern with a function is many times slower
_ESCAPES = [
    (b"#" + digits.encode(), letter.encode())
    for letter in string.ascii_letters
    for digits in {f"{ord(letter):x}", f"{ord(letter):X}"}
]
_FILTER = re.compile(rb"/(?:Filter|F)\s*(\[[^\]]*\]|/[A-Za-z0-9]+)")
_HARMLESS_OPEN = re.compile(rb"/S\s*/GoTo" + _END)
_NAMES = {b"A85": "ASCII85Decode", b"AHx": "ASCIIHexDecode", b"Fl": "FlateDecode"}


class Unreadable(Exception):
    """A stream of objects that cannot be unpacked here: ``code`` and why."""

    def __init__(self, code, detail):
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Budget:
    """Bytes that may be read and written while unpacking, all streams together."""

    def __init__(self):
        self.left = MAX_TOTAL

    def spend(self, size):
        """Take from the budget, or raise Unreadable."""
        self.left -= size
        if self.left < 0:
            raise Unreadable("archive_bomb", "streams")


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
    if b"#" in content:
        for escape, letter in _ESCAPES:
            content = content.replace(escape, letter)
    return content


def _check_objects(objects, content):
    objects = _unescape(objects)
    for name in dict.fromkeys(_ACTIVE_NAME.findall(objects)):
        yield "active_content", name.decode()
    actions = {}
    for found in _OPEN.finditer(objects):
        actions.setdefault(found[1] if found[1] != b"<<" else found.start(), found)
        if len(actions) > MAX_OPEN:
            break
    if len(actions) > MAX_OPEN or not all(
        _is_harmless_open(found, objects, content) for found in actions.values()
    ):
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
    """Yield the unpacked streams that can hold objects; others stand there plainly."""
    budget, place = Budget(), 0
    for _count in range(MAX_STREAMS):
        found = _STREAM.search(content, place)
        if not found:
            return
        place = found.end()
        before = content[max(0, found.start() - _DICTIONARY) : found.start()]
        if before.endswith(b"end"):
            continue
        start = max(before.rfind(b" obj"), 0)
        head = _unescape(before[start:])
        if b"/Image" not in head or b"/ObjStm" in head:
            yield _unpack(content, place, head, budget)
    raise Unreadable("archive_bomb", "number of streams")


def _unpack(content, place, head, budget):
    """Return a stream unpacked; what cannot hold objects may stay as it is."""
    filters = _get_filters(head)
    if not filters:
        return b""
    must = b"/ObjStm" in head
    data = _decode_all(filters, memoryview(content)[place:], budget)
    if must and (not data or b"/Predictor" in head):
        raise Unreadable("active_content", "hidden objects")
    return data or b""


def _decode_all(filters, data, budget):
    """Return data through all filters, or None where one is not known here."""
    for name in filters:
        if name != "FlateDecode":
            data = bytes(data[:MAX_STREAM])
            budget.spend(len(data))
        decode = _DECODERS.get(name)
        if not decode:
            return None
        try:
            data = decode(data, budget)
        except (ValueError, zlib.error):
            return None
    return data


def _get_filters(head):
    found = _FILTER.search(head)
    if not found:
        return []
    names = re.findall(rb"/([A-Za-z0-9]+)", found[1])
    return [_NAMES.get(name) or name.decode() for name in names]


def _inflate(data, budget):
    """Unpack piece by piece; a stream that breaks off gives what came before."""
    unpacker, parts, size = zlib.decompressobj(), [], 0
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        try:
            part = unpacker.decompress(piece, MAX_STREAM)
        except zlib.error:
            break
        budget.spend(len(piece) + len(part))
        parts.append(part)
        size += len(part)
        if unpacker.unconsumed_tail or size > MAX_STREAM:
            raise Unreadable("archive_bomb", "stream")
        if unpacker.eof:
            break
    return b"".join(parts)


def _from_hex(data, _budget):
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.split(b">")[0])
    return binascii.unhexlify(digits + b"0" * (len(digits) % 2))


def _from_base85(data, _budget):
    return base64.a85decode(data.split(b"~>")[0].strip())


_DECODERS = {
    "FlateDecode": _inflate,
    "ASCIIHexDecode": _from_hex,
    "ASCII85Decode": _from_base85,
}
