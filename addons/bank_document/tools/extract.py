# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Text of a document, for searching in it.

Libraries that read pdf and xlsx were not made for files that want to harm: they run
in a process of their own with a limit of memory and time. The rest is read here, part
by part and within bounds. Where nothing can be read the text is empty.
"""

import logging
import os
import re
import subprocess
import sys

from lxml import etree

from odoo.addons.bank_report.tools.zip_guard import GuardedZip, ZipLimits

from .recognise import is_kind
from .recognise_child import has_few_words
from .text_encoding import decode_text
from .upload_type import FAMILIES

_logger = logging.getLogger(__name__)

TIMEOUT_S = 20
MAX_PART = 32 << 20
_LIMITS = ZipLimits(entries=2000, entry_bytes=MAX_PART, total_bytes=100 << 20)
_CHILD = os.path.join(os.path.dirname(__file__), "extract_child.py")
_KINDS = {family.mimetype: kind for kind, family in FAMILIES.items()}
_KINDS |= {"text/xml": "xml", "application/xhtml+xml": "html", "application/csv": "csv"}
# parts of a docx in the order they are read
_WORD_PARTS = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"
)
_BLOCKS = {"p", "h", "tr", "table-row", "br", "line-break", "list-item"}
_GAPS = {"tab": "\t", "s": " ", "tc": "\t", "table-cell": "\t", "cr": "\n"}
_TEXT_TAGS = {"t", "delText"}
_HTML_BLOCKS = frozenset(
    "p div br tr li h1 h2 h3 h4 h5 h6 table ul ol section article header footer "
    "blockquote pre title option".split()
)
_HTML_SILENT = frozenset(("script", "style", "noscript", "template", "head"))
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def extract_words(content, mimetype, limit=500_000):
    """Return (text, whether there may be scans in it), see ``extract_text``.

    >>> extract_words(b"a picture", "image/png")
    ('', True)
    """
    text = _extract(content, mimetype, limit)
    pages = text.removesuffix("\f").split("\f")
    is_scan = is_kind(mimetype) and any(map(has_few_words, pages))
    return _finish(text, limit), is_scan


def extract_text(content, mimetype, limit=500_000):
    """Return the text of a document (str), "" where none can be read; never raise.

    :param content: bytes
    :param mimetype: as UploadReport gives it
    :param limit: characters; what is longer is cut

    >>> extract_text("Договор № 5".encode("cp1251"), "text/plain")
    'Договор № 5'
    >>> extract_text(b"<p>Rate <b>5</b>%</p><script>x</script>", "text/html")
    'Rate 5%'
    >>> extract_text(b"%PDF-1.4 and nothing more", "application/pdf")
    ''
    """
    return _finish(_extract(content, mimetype, limit), limit)


def _extract(content, mimetype, limit):
    """Return the text as it is read; pages of a pdf end with a form feed."""
    kind = _KINDS.get(mimetype)
    reader = _READERS.get(kind)
    if not reader or not content or limit <= 0:
        return ""
    try:
        return reader(bytes(content), limit)
    except Exception as error:  # hostile bytes find the hole not thought of
        _logger.info("No text could be read from a %s: %s", kind, error)
        return ""


def _finish(text, limit):
    return tidy(text)[:limit]


def tidy(text):
    """Drop what PostgreSQL does not store, blanks at ends of lines and empty lines."""
    text = _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _read_text(content, limit):
    # four bytes a character at most
    text, _encoding = decode_text(content[: 4 * limit + 4])
    return text or ""


def _read_xml(content, limit):
    root = etree.fromstring(content[:MAX_PART], etree.XMLParser(**_SAFE))
    return "\n".join(filter(None, (text.strip() for text in root.itertext())))


def _read_html(content, limit):
    from lxml import html

    text, _encoding = decode_text(content[:MAX_PART])
    if text is None:
        return ""
    # a declaration of an encoding would contradict the decoded text
    parser = html.HTMLParser(huge_tree=False, no_network=True, encoding="utf-8")
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    parts, size = [], 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        piece = _get_html_piece(event, element)
        parts.append(piece)
        size += len(piece)
        if size > limit * 2:
            break
    return re.sub(r"[ \t]+", " ", "".join(parts))


def _get_html_piece(event, element):
    tail = (element.tail or "") if event != "start" else ""
    if event == "comment" or not isinstance(element.tag, str):
        return tail if event == "comment" else ""
    if event == "start":
        silent = any(
            parent.tag in _HTML_SILENT for parent in (element, *element.iterancestors())
        )
        return "" if silent else (element.text or "")
    parent = element.getparent()
    if parent is not None and parent.tag in _HTML_SILENT:
        tail = ""
    return ("\n" if element.tag in _HTML_BLOCKS else "") + tail


def _collect(parser, chunks, limit, get_text):
    """Feed a pull parser and join what ``get_text`` gives, until the limit."""
    parts, size = [], 0
    for chunk in chunks:
        parser.feed(chunk)
        for _event, element in parser.read_events():
            piece = get_text(element) or ""
            parts.append(piece)
            size += len(piece)
            element.clear()
            if size > limit:
                return "".join(parts)
    return "".join(parts)


def _read_docx(content, limit):
    package = GuardedZip(content, _LIMITS)
    names = sorted(
        (name for name in package.names if _WORD_PARTS.fullmatch(name)),
        key=lambda name: (name != "word/document.xml", name),
    )
    return _read_parts(package, names, limit, _get_word_text)


def _read_open_document(content, limit):
    package = GuardedZip(content, _LIMITS)
    names = [name for name in ("content.xml", "styles.xml") if name in package.names]
    return _read_parts(package, names, limit, None)


def _read_parts(package, names, limit, get_text):
    parts, left = [], limit
    for name in names:
        try:
            if get_text:
                parser = etree.XMLPullParser(("end",), **_SAFE)
                chunks = package.iter_chunks(name)
                text = _collect(parser, chunks, left, get_text)
            else:
                text = _read_flow(package.read(name))
        except (etree.XMLSyntaxError, ValueError) as error:
            _logger.info("Part %s is not read: %s", name[:100], error)
            continue
        parts.append(text)
        left -= len(text)
        if left <= 0:
            break
    return "\n".join(parts)


def _get_word_text(element):
    tag = etree.QName(element).localname
    if tag in _TEXT_TAGS:
        return element.text
    return _GAPS.get(tag) or ("\n" if tag in _BLOCKS else "")


def _read_flow(content):
    """OpenDocument has its text between elements: walk in the order of reading."""
    root = etree.fromstring(content, etree.XMLParser(**_SAFE))
    parts = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        tag = etree.QName(element).localname
        if event == "start":
            parts.append(element.text or "")
        else:
            parts.append(_GAPS.get(tag) or ("\n" if tag in _BLOCKS else ""))
            parts.append(element.tail or "")
    return "".join(parts)


def _read_in_child(kind):
    def read(content, limit):
        """Run extract_child.py on the content; what it wrote in time is the text."""
        environment = {
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "OPENBLAS_NUM_THREADS": "1",  # openpyxl imports numpy
        }
        command = [sys.executable, "-P", "-B", _CHILD, kind, str(limit)]
        try:
            done = subprocess.run(
                command,
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                timeout=TIMEOUT_S,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            _logger.info("Reading a %s took too long", kind)
            return (error.stdout or b"").decode("utf-8", "ignore")
        return done.stdout.decode("utf-8", "ignore")

    return read


_READERS = {
    "txt": _read_text,
    "csv": _read_text,
    "xml": _read_xml,
    "html": _read_html,
    "docx": _read_docx,
    "dotx": _read_docx,
    "docm": _read_docx,
    "odt": _read_open_document,
    "ods": _read_open_document,
    "pdf": _read_in_child("pdf"),
    "xlsx": _read_in_child("xlsx"),
    "xlsm": _read_in_child("xlsx"),
}
