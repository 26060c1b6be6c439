# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""Facts of a register that answers in JSON."""

import json
from urllib.parse import quote

from odoo.addons.bank_base.tools.http_send import FetchError, send


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
    status, body = send(
        url.replace("{key}", quote(key, safe="")),
        hosts,
        headers={"Accept": "application/json"},
    )
    if status == 404:
        return None
    if status != 200:
        raise FetchError(f"answer {status}")
    return _read_facts(body)


def _read_facts(body):
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
