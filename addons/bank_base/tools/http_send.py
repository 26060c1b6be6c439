# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""Questions over HTTP: one address of a known host, nothing followed, little read."""

import http.client
import time
from urllib.parse import urlsplit

MOST_BYTES = 1 << 20
TIMEOUT = 10
# answers after which the same question may be asked again
BUSY = (429, 500, 502, 503, 504)


class FetchError(Exception):
    """There is no answer that can be used; the text says why, in English for the log."""


class RefusedError(FetchError):
    """The other system will not take it, however often it is sent."""


def send(
    url, hosts, *, body=None, headers=None, timeout=TIMEOUT, most_bytes=MOST_BYTES
):
    """Send one question and return ``(status, bytes)`` of the answer.

    :param body: bytes that are posted; None: GET
    :param timeout: seconds for the whole answer, not for each piece of it
    :raises FetchError: the host may not be asked, is silent or says too much
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or parts.netloc not in hosts:
        raise FetchError(f"{parts.netloc or url} may not be asked")
    kind = http.client.HTTPSConnection
    if parts.scheme == "http":
        kind = http.client.HTTPConnection
    # no library that follows redirects: the answer must come from this very host
    connection = kind(parts.netloc, timeout=timeout)
    try:
        path = parts.path or "/"
        target = f"{path}?{parts.query}" if parts.query else path
        method = "GET" if body is None else "POST"
        connection.request(method, target, body=body, headers=headers or {})
        response = connection.getresponse()
        return response.status, _read(response, most_bytes, time.monotonic() + timeout)
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(f"no answer: {error}") from error
    finally:
        connection.close()


def _read(response, most_bytes, until):
    """Return the body; a server that sends it drop by drop is not waited for."""
    pieces, size = [], 0
    while piece := response.read1(65_536):
        pieces.append(piece)
        size += len(piece)
        if size > most_bytes:
            raise FetchError("the answer is too long")
        if time.monotonic() > until:
            raise FetchError("no answer: timed out")
    return b"".join(pieces)
