# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What ISO 19005 asks of the structure of an archive file, as far as it can be read.

No validator: what is looked at is named by the methods; each returns sentences on what
is wrong. Texts of pages are in ``pdfa_glyphs.py``.
"""

import io
import re
import struct

from lxml import etree

from odoo.tools.pdf import PdfFileReader

from .pdfa_glyphs import check_glyphs

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
# names of keys and values that no archive file has
FORBIDDEN = {
    "/JavaScript",
    "/JS",
    "/Launch",
    "/Sound",
    "/Movie",
    "/RichMedia",
    "/ResetForm",
    "/ImportData",
    "/AA",
    "/XFA",
    "/LZWDecode",
    "/Crypt",
    "/Encrypt",
    "/OPI",
    "/Alternates",
    "/TR",
    "/PS",
}


class ArchiveFile:
    """A PDF file and all of its objects."""

    def __init__(self, content):
        self.content = content
        self.reader = PdfFileReader(io.BytesIO(content))
        self.root = self.reader.trailer["/Root"].get_object()
        self.objects = list(self._walk(self.reader.trailer, set()))

    def _walk(self, value, seen):
        """Yield every dictionary that the file leads to, streams among them."""
        value = value.get_object() if hasattr(value, "get_object") else value
        if id(value) in seen:
            return
        seen.add(id(value))
        if isinstance(value, dict):
            yield value
            for part in dict.values(value):
                yield from self._walk(part, seen)
        elif isinstance(value, list):
            for part in list.__iter__(value):
                yield from self._walk(part, seen)

    def find_problems(self, part, conformance):
        return [
            *self.check_frame(),
            *self.check_metadata(part, conformance),
            *self.check_colours(),
            *self.check_fonts(conformance),
            *check_glyphs(self.reader, self.objects),
            *self.check_forbidden(),
            *self.check_annotations(),
            *self.check_files(part),
        ]

    def check_frame(self):
        if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", self.content):
            yield "the head lacks a version, or the comment of four high bytes"
        if not self.content.rstrip().endswith(b"%%EOF"):
            yield "something follows the end of the file"
        identity = self.reader.trailer.get("/ID")
        if not identity or len(identity) != 2 or not all(identity):
            yield "the file has no identifier"
        if "/Encrypt" in self.reader.trailer:
            yield "the file is encrypted"

    def check_metadata(self, part, conformance):
        if "/Metadata" not in self.root:
            yield "there is no XMP"
            return
        stream = self.root["/Metadata"].get_object()
        if stream.get("/Subtype") != "/XML":
            yield "the metadata are no XMP"
        tree = etree.fromstring(_strip_packet(stream.get_data()))
        for name, expected in (("part", str(part)), ("conformance", conformance)):
            if _read_xmp(tree, f"pdfaid:{name}") != expected:
                yield f"pdfaid:{name} is not {expected}"
        title = (self.reader.metadata or {}).get("/Title")
        if title and title != _read_xmp(tree, "dc:title"):
            yield "the title differs between XMP and the document's information"

    def check_colours(self):
        intents = [
            intent.get_object() for intent in self.root.get("/OutputIntents", ())
        ]
        intents = [intent for intent in intents if intent.get("/S") == "/GTS_PDFA1"]
        if len(intents) != 1:
            yield "there is not one output intent"
            return
        if not intents[0].get("/OutputConditionIdentifier"):
            yield "the output intent has no condition identifier"
        stream = intents[0]["/DestOutputProfile"].get_object()
        yield from _check_profile(stream.get_data(), stream.get("/N"))

    def check_fonts(self, conformance):
        fonts = [
            item
            for item in self.objects
            if item.get("/Type") == "/Font" and item.get("/Subtype") != "/Type3"
        ]
        if not fonts:
            yield "there is no font, so nothing was looked at"
        for font in fonts:
            name = font.get("/BaseFont")
            if font["/Subtype"] == "/Type0":
                if conformance == "U" and "/ToUnicode" not in font:
                    yield f"{name} does not say which letters its glyphs are"
                continue
            descriptor = font.get("/FontDescriptor", {})
            descriptor = getattr(descriptor, "get_object", lambda d=descriptor: d)()
            program = {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
            if not program or not descriptor[program.pop()].get_object().get_data():
                yield f"{name} is not embedded"
            if font["/Subtype"] == "/CIDFontType2" and "/CIDToGIDMap" not in font:
                yield f"{name} has no map from characters to glyphs"

    def check_forbidden(self):
        for item in self.objects:
            for key, value in dict.items(item):
                values = value if isinstance(value, list) else [value]
                found = FORBIDDEN & {key, *(word for word in values if _is_name(word))}
                if found and item.get("/Type") != "/Font":
                    yield f"{sorted(found)} in {sorted(item)}"
            # an object of the library, true whatever its value
            if getattr(item.get("/Interpolate"), "value", False):
                yield "an image is interpolated"

    def check_annotations(self):
        for item in self.objects:
            is_note = item.get("/Type") == "/Annot" and item.get("/Subtype") != "/Popup"
            # printed (bit 3); not invisible, hidden, toggled or without a view
            if is_note and int(item.get("/F", 0)) & 0b100111 != 0b100:
                yield "an annotation is not printed, or is hidden"

    def check_files(self, part):
        for item in self.objects:
            if part < 3 and "/EmbeddedFiles" in item:
                yield "a file is embedded"
            if "/F" in item and item.get("/Type") != "/Annot" and "/Length" in item:
                yield "a stream lies in another file"


def _is_name(value):
    return isinstance(value, str) and value.startswith("/")


def _strip_packet(text):
    return re.sub(rb"<\?xpacket.*?\?>", b"", text).strip()


def _read_xmp(tree, name):
    """Return a property of XMP, written as an attribute, an element or a list."""
    prefix, local = name.split(":")
    tag = f"{{{NAMESPACES[prefix]}}}{local}"
    for description in tree.iter(f"{{{NAMESPACES['rdf']}}}Description"):
        if tag in description.attrib:
            return description.get(tag)
        if (element := description.find(tag)) is not None:
            return "".join(element.itertext()).strip()
    return None


def _check_profile(profile, components):
    """Check the head of an ICC profile (ICC.1, 7.2): size, signature, colours."""
    if len(profile) < 128 or struct.unpack(">I", profile[:4])[0] != len(profile):
        yield "the colour profile is cut"
        return
    if profile[36:40] != b"acsp":
        yield "the colour profile is none"
    if profile[12:16] not in (b"mntr", b"prtr", b"scnr", b"spac"):
        yield "the colour profile is of no device"
    expected = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}.get(profile[16:20])
    if components != expected:
        yield "the colour profile has another number of components"
