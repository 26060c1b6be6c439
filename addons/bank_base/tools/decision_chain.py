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

The file stands alone: an auditor runs it on his own machine, with nothing of ours,
``python decision_chain.py extract.json --roots roots-2026-03.jsonl``.
"""

import argparse
import hashlib
import json
import sys

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
    """Return the leaf of a content hash; of a text that is none, one that fits no root.

    >>> merkle_leaf("edited") == merkle_leaf("00" * 32)
    False
    """
    try:
        data = bytes.fromhex(content)
    except ValueError:
        data = content.encode()
    return sha256(b"\x00" + data)


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


def root_text(root):
    """Return the text of a day's root that is signed: all of it but the signature."""
    return canonical({name: root[name] for name in root if name != "signature"})


def check_row(row, published=None):
    """Return why a row of an extract proves nothing, or None.

    :param row: content fields, ``path`` and ``root`` as an extract has them
    :param published: roots that left the database, as in the exported files
    """
    root = row["root"]
    if climb(content_hash(row), row["path"]) != root["merkle_root"]:
        return "its content does not lead to the root of its day"
    if published is not None and not any(
        root_text(other) == root_text(root) for other in published
    ):
        return "the root of its day is not among the published ones"
    return None


def check_signature(root, key):
    """Return whether a root is signed by an Ed25519 key, given as PEM bytes."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        signature = bytes.fromhex(root.get("signature") or "")
        load_pem_public_key(key).verify(signature, root_text(root).encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def read_roots(paths):
    """Return the roots in exported files; one JSON object a line."""
    roots = []
    for path in paths:
        with open(path, encoding="utf-8") as stream:
            roots += [json.loads(line) for line in stream if line.strip()]
    return roots


def main(arguments=None):
    """Check an auditor's extract; return 0 if every row is proved."""
    parser = argparse.ArgumentParser(
        description="Check an extract of the decision log against published roots."
    )
    parser.add_argument("extract")
    parser.add_argument("--roots", nargs="+", help="files of exported daily roots")
    parser.add_argument("--key", help="public key of the bank, PEM (Ed25519)")
    options = parser.parse_args(arguments)
    with open(options.extract, encoding="utf-8") as stream:
        rows = json.load(stream)["rows"]
    published = read_roots(options.roots) if options.roots else None
    key = None
    if options.key:
        with open(options.key, "rb") as stream:
            key = stream.read()
    failed = 0
    for row in rows:
        problem = check_row(row, published)
        if not problem and key and not check_signature(row["root"], key):
            problem = "the root of its day is not signed by this key"
        failed += bool(problem)
        sys.stdout.write(f"{row['sequence']}: {problem or 'proved'}\n")
    sys.stdout.write(f"{len(rows) - failed} of {len(rows)} rows proved\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
