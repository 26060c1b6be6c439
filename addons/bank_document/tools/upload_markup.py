# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Text that a browser or an XML reader acts upon."""

import html
import re

from .text_encoding import decode_text

KINDS = ("svg", "html", "xml", "rtf")
_ENTITY = re.compile(r"<!ENTITY\s+(?:%\s*)?\S+\s+(SYSTEM|PUBLIC|[\"'])", re.IGNORECASE)
_DOCTYPE_OUTSIDE = re.compile(r"<!DOCTYPE\s[^\[<>]*\b(SYSTEM|PUBLIC)\b", re.IGNORECASE)
_ACTIVE = {
    "script": re.compile(r"<(?:\w+:)?script\b", re.IGNORECASE),
    "event": re.compile(r"[\s/\"']on[a-z]{3,30}\s*=", re.IGNORECASE),
    "javascript:": re.compile(
        r"j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:|vbscript\s*:", re.IGNORECASE
    ),
    "data:": re.compile(
        r"data:\s*(?:text/html|image/svg|application/x)", re.IGNORECASE
    ),
    "frame": re.compile(
        r"<(?:\w+:)?(?:iframe|frame|object|embed|applet|foreignObject|base|portal)\b",
        re.IGNORECASE,
    ),
    "form": re.compile(r"<(?:\w+:)?form\b", re.IGNORECASE),
    "refresh": re.compile(r"http-equiv\s{0,9}=[\s\"']{0,9}refresh", re.IGNORECASE),
    "style": re.compile(r"@import\b|expression\s*\(|-moz-binding", re.IGNORECASE),
}
_OUTSIDE = re.compile(
    r"<(?:\w+:)?(?:image|use|img|link|feImage)\b[^<>]*(?:href|src)\s{0,9}=[\s\"']{0,9}"
    r"(?:https?:|ftp:|file:|//|\\\\)",
    re.IGNORECASE,
)
_STYLESHEET = re.compile(r"<\?xml-stylesheet\b", re.IGNORECASE)
_RTF_ACTIVE = re.compile(
    rb"\\(objdata|objemb|objautlink|objupdate|ddeauto|dde|template)\b", re.IGNORECASE
)


def decode(content):
    """Return bytes as text, whatever they are."""
    text, _encoding = decode_text(content)
    return content.decode("utf-8", "replace") if text is None else text


def check(kind, content):
    """Yield (code, detail) for what is wrong in a page, a picture or data of XML.

    >>> list(check("svg", b"<svg onload='x()'><circle/></svg>"))
    [('active_content', 'event')]
    >>> list(check("html", b"<html><p>Tariffs from 1 March</p></html>"))
    []
    """
    if kind == "rtf":
        yield from _check_rtf(content)
        return
    text = decode(content)
    yield from check_entities(text)
    if _STYLESHEET.search(text):
        yield "active_content", "stylesheet"
    if kind == "xml" and not re.search(r"1999/xhtml|2000/svg", text):
        return  # data: names of elements mean nothing there
    # browsers resolve &#x6a; in attributes before they look
    text = html.unescape(text)
    for name, pattern in _ACTIVE.items():
        if pattern.search(text):
            yield "active_content", name
    if _OUTSIDE.search(text):
        yield "active_content", "outside"


def check_entities(text):
    """Yield (code, detail) for entities: they multiply, or fetch what is outside."""
    kinds = {found.upper() for found in _ENTITY.findall(text)}
    if kinds & {'"', "'"}:
        yield "archive_bomb", "entities"
    if kinds & {"SYSTEM", "PUBLIC"}:
        yield "active_content", "external entity"
    found = _DOCTYPE_OUTSIDE.search(text)
    if found and not re.match(r"<!DOCTYPE\s+(html|svg)\b", found[0], re.IGNORECASE):
        yield "active_content", "external document type"


def _check_rtf(content):
    for name in dict.fromkeys(_RTF_ACTIVE.findall(content)):
        yield "active_content", name.decode().lower()
    if not content.rstrip(b"\0\r\n\t ").endswith(b"}"):
        yield "damaged", "no end"
