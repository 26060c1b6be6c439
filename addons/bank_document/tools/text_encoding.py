# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bytes into text, by guessing the encoding."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode_text(content):
    """Return text and encoding, or (None, None) where the bytes are no text.

    Russian 8-bit encodings are told by which gives more small Russian letters.

    >>> decode_text("Привет, мир".encode("cp1251"))
    ('Привет, мир', 'cp1251')
    >>> decode_text("Привет, мир".encode("koi8-r"))
    ('Привет, мир', 'koi8-r')
    >>> decode_text(bytes(10))
    (None, None)
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return _keep_text(content.decode(encoding, "replace"), encoding)
    if content[:1] == b"<" and content[1:2] == b"\0":
        return _keep_text(content.decode("utf-16-le", "replace"), "utf-16-le")
    if content[:2] == b"\0<":
        return _keep_text(content.decode("utf-16-be", "replace"), "utf-16-be")
    try:
        return _keep_text(content.decode(), "utf-8")
    except UnicodeDecodeError:
        encoding = max(("cp1251", "koi8-r", "cp866"), key=lambda e: _rate(content, e))
        return _keep_text(content.decode(encoding, "replace"), encoding)


def _rate(content, encoding):
    """How much a decoding looks like Russian: small letters, words not LIKE tHIS."""
    text = content[: 1 << 16].decode(encoding, "replace")
    good = len(re.findall("[а-яё]", text)) + len(re.findall(r"\b[А-ЯЁ][а-яё]", text))
    bad = len(re.findall("[а-яё][А-ЯЁ]|[^\x00-\x7fА-яЁё«»—–№ ]", text))
    return good - 3 * bad


def _keep_text(text, encoding):
    if _CONTROL.search(text) or text.count("\ufffd") * 20 > len(text):
        return None, None
    return text, encoding
