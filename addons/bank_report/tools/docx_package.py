# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A docx as a package: what may be opened, and the sources of templates in it."""

import io
import posixpath
import re

from docx.opc.constants import CONTENT_TYPE
from docxtpl import DocxTemplate

from .docx_problems import TemplateError
from .zip_guard import GuardedZip, ZipError, ZipLimits

MAX_BYTES = 20_000_000
MAX_PART = 4 << 20
MAX_TAG = 500
MAX_TAGS = 5000
_LIMITS = ZipLimits(entries=1000, entry_bytes=32 << 20, total_bytes=100 << 20)
_MAIN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
_NOTES = (CONTENT_TYPE.WML_FOOTNOTES, CONTENT_TYPE.WML_ENDNOTES)
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>", re.IGNORECASE)
_EXTERNAL = re.compile(r"TargetMode\s{0,9}=\s{0,9}[\"']\s{0,9}External", re.IGNORECASE)
_HYPERLINK = re.compile(r"Type\s{0,9}=\s{0,9}[\"'][^\"']*/hyperlink[\"']")
_TARGET = re.compile(r"Target\s{0,9}=\s{0,9}[\"']([^\"']*)")
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH_END = re.compile(r"</w:p>|<w:br/>|<w:tab/>")
_OPENERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_BRACES = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_INSIDE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# blanks and invisible letters that Word puts in between
_BLANKS = str.maketrans(
    dict.fromkeys("\xa0\u202f\u2009\u2007\t\n", " ")
    | dict.fromkeys("\xad\u200b\u2060\ufeff", None)
)
# Word's quotation marks where the author typed plain ones
_QUOTES = str.maketrans(dict.fromkeys("«»„“”", '"') | dict.fromkeys("‘’‚‹›", "'"))
_RAW_PREFIX = re.compile(r"\{\{(?:p|r|tr|tc)\s")


def open_docx(content):
    """Return a Docx; TemplateError for what is none, or holds what it should not.

    :param content: bytes
    """
    if len(content) > MAX_BYTES:
        raise TemplateError("too_large", f"{MAX_BYTES} bytes")
    if not content.startswith(b"PK\x03\x04"):
        raise TemplateError("not_docx")
    try:
        package = GuardedZip(content, _LIMITS)
        _check_package(package)
    except ZipError as error:
        code = {"archive_bomb": "too_large", "encrypted": "encrypted"}.get(error.code)
        raise TemplateError(code or "damaged", error.detail) from error
    try:
        docx = Docx(io.BytesIO(content))
        docx.render_init()
    except Exception as error:  # whatever the library stumbles over
        raise TemplateError("damaged", str(error)[:100]) from error
    return docx


def _check_package(package):
    if "[Content_Types].xml" not in package.names:
        raise TemplateError("not_docx")
    types = _read_text(package, "[Content_Types].xml")
    if "macroenabled" in types.lower() or "vbaproject" in types.lower():
        raise TemplateError("macros", "[Content_Types].xml")
    if _MAIN not in types:
        raise TemplateError("not_docx")
    for name in package.names:
        low = name.lower()
        if posixpath.basename(low).startswith("vbaproject") or "/activex/" in low:
            raise TemplateError("macros", name[:100])
        if low.endswith((".xml", ".rels")):
            _check_part(low, _read_text(package, name))
        else:
            package.read(name)  # damage shows


def _read_text(package, name):
    content = package.read(name)
    if name.startswith("word/") and len(content) > MAX_PART and name.count("/") == 1:
        raise TemplateError("too_large", name[:100])
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8", "replace")


def _check_part(name, text):
    # no part of an office document has one; entities need it
    if "<!DOCTYPE" in text or "<!ENTITY" in text or "<\0!" in text:
        raise TemplateError("external", f"DOCTYPE in {name}"[:100])
    if not name.endswith(".rels"):
        return
    for relation in _RELATION.findall(text):
        if _EXTERNAL.search(relation) and not _HYPERLINK.search(relation):
            target = _TARGET.search(relation)
            raise TemplateError("external", target[1][:100] if target else name[:100])


class Docx(DocxTemplate):
    """docxtpl, mended where it would read twice what a client wrote."""

    def iter_parts(self):
        """Yield (place, XML) for every part that fields may stand in."""
        yield "body", self.get_xml()
        for place, uri in (("header", self.HEADER_URI), ("footer", self.FOOTER_URI)):
            for _key, part in self.get_headers_footers(uri):
                yield place, self.get_part_xml(part)
        for part in self._iter_notes():
            yield "notes", self.get_part_xml(part)
        for name in ("title", "subject", "comments"):
            text = getattr(self.docx.core_properties, name) or ""
            if "{" in text:
                yield "properties", text.replace("&", "&amp;").replace("<", "&lt;")

    def _iter_notes(self):
        for part in self.docx.part.package.iter_parts():
            if part.content_type in _NOTES:
                yield part

    def patch_xml(self, src_xml):
        """Join torn fields; what Word made of quotation marks is typed again."""
        check_tags(src_xml)
        return mend_tags(super().patch_xml(src_xml))

    def render_footnotes(self, context, jinja_env=None):
        """Once, not once a section: a value is never read as a template."""
        for part in self._iter_notes():
            source = self.patch_xml(self.get_part_xml(part))
            text = self.render_xml_part(source, part, context, jinja_env)
            part._blob = text.encode()

    def render_properties(self, context, jinja_env=None):
        """Properties are no XML yet: nothing is escaped there."""
        plain = jinja_env.overlay(autoescape=False)
        plain.budget = jinja_env.budget
        for name in ("title", "subject", "comments"):
            text = getattr(self.docx.core_properties, name) or ""
            if "{" in text:
                rendered = plain.from_string(mend_tags(text)).render(context)
                setattr(self.docx.core_properties, name, rendered[:255])


def check_tags(xml):
    """Raise TemplateError unless every opened tag is closed before the next, near by.

    Done before any pattern of docxtpl runs: those take quadratic time otherwise.

    >>> check_tags("<w:t>{{ a }} {% if b %}</w:t>")
    >>> check_tags("<w:t>for {{ client.name } and</w:t>")
    Traceback (most recent call last):
    ...
    odoo.addons.bank_report.tools.docx_problems.TemplateError: “{{” is opened and not closed.
    """
    if any("{{" in tag or "{%" in tag for tag in _TAG.findall(xml) if "{" in tag):
        raise TemplateError("forbidden", "a field in an attribute")
    text = to_plain(xml)
    if raw := _RAW_PREFIX.search(text):
        raise TemplateError("forbidden", raw[0].strip(), cut(text, raw.start()))
    _check_braces(text)


def _check_braces(text):
    opener, place = None, 0
    for count, found in enumerate(_BRACES.finditer(text)):
        if count > 2 * MAX_TAGS:
            raise TemplateError("too_complex", f"more than {MAX_TAGS} fields")
        if found[0] in _OPENERS:
            if opener:
                raise TemplateError("unclosed_tag", opener, cut(text, place))
            opener, place = found[0], found.start()
        elif opener and found[0] == _OPENERS[opener]:
            if found.start() - place > MAX_TAG:
                raise TemplateError("too_complex", "field", cut(text, place))
            opener = None
    if opener:
        raise TemplateError("unclosed_tag", opener, cut(text, place))


def mend_tags(source):
    """Type quotation marks and blanks within fields as a keyboard has them.

    Where plain quotation marks are used, others are a part of the text in them.

    >>> mend_tags("«A» {{ a|default(«-») }} {{ a|default(\\"«-»\\") }}")
    '«A» {{ a|default("-") }} {{ a|default("«-»") }}'
    """
    return _INSIDE.sub(_mend_tag, source)


def _mend_tag(found):
    text = found[0].translate(_BLANKS).replace("&amp;", "&")
    plain = text.count('"'), text.count("'")
    # docxtpl has typed some of them already: an odd one belongs to another sort
    if any(plain) and not any(count % 2 for count in plain):
        return text
    return text.translate(_QUOTES)


def to_plain(xml):
    """Return the text of a part as the author sees it."""
    text = _TAG.sub("", _PARAGRAPH_END.sub("\n", xml))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def cut(text, place, width=40):
    """Return the text around a place in one line."""
    start = max(0, place - width)
    return " ".join(text[start : place + width].split())
