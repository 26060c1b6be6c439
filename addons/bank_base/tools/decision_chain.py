# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Hashes of the decision log, in plain Python, so that they can be checked anywhere.

* A row's *content hash* covers everything that was written about one act.
* The *chain hash* of a sealed row covers its content, its place and the chain
  before it: nobody changes, removes or inserts a row without changing every
  later hash.
* A day's *Merkle root* (RFC 6962, section 2.1: leaves and nodes are hashed with
  different prefixes) leaves the database, so that a chain rewritten as a whole
  no longer fits what was published.
"""

import hashlib
import json

GENESIS = "0" * 64
CONTENT_FIELDS = (
    "schema_version",
    "company_id",
    "kind",
    "res_model",
    "res_id",
    "actor_id",
    "actor_name",
    "on_behalf_id",
    "date",
    "payload",
)


def sha256(data):
    """Return the SHA-256 of bytes or text as 64 hexadecimal digits."""
    if isinstance(data, str):
        data = data.encode()
    return hashlib.sha256(data).hexdigest()


def canonical(value):
    """Return the one JSON text of a value: sorted keys, no spaces.

    >>> canonical({"b": 1, "a": ["я"]})
    '{"a":["я"],"b":1}'
    """
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_hash(row):
    """Return the hash of a row given as a mapping with ``CONTENT_FIELDS``.

    ``date`` is text, ``YYYY-MM-DD HH:MM:SS`` in UTC; an empty field is None.
    """
    return sha256(canonical([row[name] for name in CONTENT_FIELDS]))


def chain_hash(previous, sequence, decision_id, content):
    """Return the hash that ties a row to its place and to all rows before it."""
    return sha256(canonical([previous, sequence, decision_id, content]))


def merkle_leaf(content):
    return sha256(b"\x00" + bytes.fromhex(content))


def merkle_node(left, right):
    return sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right))


def merkle_root(contents):
    """Return the root over content hashes in their order; None for no rows.

    An odd node goes up unchanged, so that no row can be counted twice.

    >>> merkle_root([]) is None
    True
    >>> merkle_root(["00" * 32]) == merkle_leaf("00" * 32)
    True
    """
    level = [merkle_leaf(content) for content in contents]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2])
        tail = level[-1:] if len(level) % 2 else []
        level = [merkle_node(left, right) for left, right in pairs] + tail
    return level[0] if level else None


def merkle_path(contents, index):
    """Return the proof of one row: ``[(side, hash)]``, side is left or right.

    >>> rows = [f"{number:064x}" for number in range(5)]
    >>> path = merkle_path(rows, 4)
    >>> climb(rows[4], path) == merkle_root(rows)
    True
    """
    level = [merkle_leaf(content) for content in contents]
    path = []
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            path.append(("left" if sibling < index else "right", level[sibling]))
        pairs = zip(level[::2], level[1::2])
        tail = level[-1:] if len(level) % 2 else []
        level = [merkle_node(left, right) for left, right in pairs] + tail
        index //= 2
    return path


def climb(content, path):
    """Return the root that a row and its path lead to."""
    node = merkle_leaf(content)
    for side, sibling in path:
        node = (
            merkle_node(sibling, node) if side == "left" else merkle_node(node, sibling)
        )
    return node
