# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""Facts of a register asked for over HTTP: one address, nothing followed, little read."""

import http.client
import json
from urllib.parse import quote, urlsplit

MOST_BYTES = 1 << 20
TIMEOUT = 10


class FetchError(Exception):
    """The register gave no facts; the text says why, in English for the log."""


def fetch(url, key, hosts):
    """Return the facts ``{name: text}`` that an address answers for a key, or None.

    :param url: address with ``{key}`` where the key belongs
    :param hosts: ``host`` or ``host:port`` that may be asked; others are refused
    :raises FetchError: it does not answer as it should

    >>> fetch("http://elsewhere.example/{key}", "1", ["register.example"])
    Traceback (most recent call last):
    ...
    FetchError: elsewhere.example may not be asked
    """
    parts = urlsplit(url.replace("{key}", quote(key, safe="")))
    if parts.scheme not in ("http", "https") or parts.netloc not in hosts:
        raise FetchError(f"{parts.netloc or url} may not be asked")
    kind = http.client.HTTPSConnection
    if parts.scheme == "http":
        kind = http.client.HTTPConnection
    # no library that follows redirects: the answer must come from this very host
    connection = kind(parts.netloc, timeout=TIMEOUT)
    try:
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path
        connection.request("GET", target or "/", headers={"Accept": "application/json"})
        return _read(connection.getresponse())
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(f"no answer: {error}") from error
    finally:
        connection.close()


def _read(response):
    if response.status == 404:
        return None
    if response.status != 200:
        raise FetchError(f"answer {response.status}")
    body = response.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise FetchError("the answer is too long")
    try:
        found = json.loads(body)
    except ValueError as error:
        raise FetchError("the answer is no JSON") from error
    if not isinstance(found, dict):
        raise FetchError("the answer is no object")
    return {
        str(name): str(value)
        for name, value in found.items()
        if isinstance(value, (str, int, float)) and not isinstance(value, bool)
    }
