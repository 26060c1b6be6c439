# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an English sentence means, as a vector: sentences alike in sense lie together.

A small transformer (Vaswani et al. 2017) in numpy alone. Its weights are those of
all-MiniLM-L6-v2 (Apache License 2.0; Reimers and Gurevych 2019, Wang et al.
2020), learned from pairs of sentences of the web and from nothing of a bank's. They
are kept as a byte each, without the pieces of words that no Latin text needs:
``tools/encoder.py`` makes the file.
"""

import json
import re
import unicodedata
import zipfile
import zlib
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock

import numpy as np

FILE = Path(__file__).parents[1] / "data" / "sentence_encoder.npz"
# what a request is about stands in its beginning
_MOST_LETTERS, _MOST_PIECES = 1000, 96
_BATCH = 32
_HEADS = 12
_PART = re.compile(r"\w+|[^\w\s]")
_LONGEST_WORD = 60
_BROKEN = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)
_loading = Lock()


@contextmanager
def _open():
    """Give the file; ValueError where it is missing or damaged."""
    try:
        with np.load(FILE, allow_pickle=False) as bundle:
            yield bundle
    except _BROKEN as error:
        raise ValueError("The file of the sentence encoder cannot be read.") from error


@cache
def read_meta():
    """Return ``name``, ``layers`` and ``width`` of the encoder, without its weights."""
    with _open() as bundle:
        meta = json.loads(bundle["meta"].tobytes())
        return {**meta, "width": len(bundle["begin"])}


def load():
    """Return the encoder, read once a process however many ask at the same moment.

    Raises ValueError where its file is missing or damaged.
    """
    with _loading:
        return _load()


@cache
def _load():
    meta = read_meta()
    with _open() as bundle:
        pieces = bundle["pieces"].tobytes().decode().split("\n")
        kept = [name for name in bundle.files if "/" not in name]
        arrays = {name: _unpack(bundle, name) for name in kept}
    places = {piece: place for place, piece in enumerate(pieces)}
    return Encoder(places, arrays, meta["layers"], meta["name"])


def _unpack(bundle, name):
    values = bundle[name]
    scale = f"{name}/scale"
    if scale in bundle.files:
        return values.astype(np.float32) * bundle[scale].astype(np.float32)
    return values.astype(np.float32) if values.dtype == np.float16 else values


class Encoder:
    """``encode(texts)`` → vectors of length one, ``width`` numbers each.

    A text that is not in Latin letters has no vector: zeros.
    """

    def __init__(self, places, arrays, layers, name):
        self.places, self.arrays, self.layers, self.name = places, arrays, layers, name
        self.width = arrays["words"].shape[1]

    def split(self, text):
        """Return the numbers of the pieces of a text, its two ends included."""
        found = [self.places["[CLS]"]]
        for word in _PART.findall(simplify(text)):
            found += self._split_word(word)
        return [*found[: _MOST_PIECES - 1], self.places["[SEP]"]]

    def _split_word(self, word):
        """Return the longest pieces that make the word, from its beginning on."""
        found, start = [], 0
        if len(word) > _LONGEST_WORD:
            return [self.places["[UNK]"]]
        while start < len(word):
            lead = "##" if start else ""
            for end in range(len(word), start, -1):
                place = self.places.get(lead + word[start:end])
                if place is not None:
                    break
            else:
                return [self.places["[UNK]"]]
            found.append(place)
            start = end
        return found

    def encode(self, texts):
        """Return the vectors of texts (texts × width), single precision."""
        vectors = np.zeros((len(texts), self.width), np.float32)
        by_length = {}
        for place, text in enumerate(texts):
            if is_latin(text):
                pieces = self.split(text)
                by_length.setdefault(len(pieces), []).append((place, pieces))
        for rows in by_length.values():
            for start in range(0, len(rows), _BATCH):
                places, pieces = zip(*rows[start : start + _BATCH], strict=True)
                found = self._read(np.array(pieces))
                found /= np.linalg.norm(found, axis=1, keepdims=True)
                vectors[list(places)] = found
        return vectors

    def _read(self, pieces):
        """Return the mean of what each piece means beside the others."""
        texts, length = pieces.shape
        signs = self.arrays["words"][pieces] + self.arrays["places"][:length]
        signs = self._level(signs.reshape(texts * length, self.width), "begin")
        for layer in range(self.layers):
            heard = self._listen(signs, texts, layer)
            signs = self._level(signs + heard, f"{layer}.heard")
            thought = _bend(self._turn(signs, f"{layer}.wide"))
            thought = self._turn(thought, f"{layer}.narrow")
            signs = self._level(signs + thought, f"{layer}.thought")
        return signs.reshape(texts, length, self.width).mean(axis=1)

    def _listen(self, signs, texts, layer):
        """Let each piece take from the others what bears on it (attention)."""
        length = len(signs) // texts
        shape = (texts, length, _HEADS, self.width // _HEADS)
        asked, told, content = (
            self._turn(signs, f"{layer}.{name}").reshape(shape).transpose(0, 2, 1, 3)
            for name in ("asked", "told", "content")
        )
        shares = asked @ told.transpose(0, 1, 3, 2) / np.float32(shape[-1] ** 0.5)
        shares = np.exp(shares - shares.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        heard = (shares @ content).transpose(0, 2, 1, 3).reshape(signs.shape)
        return self._turn(heard, f"{layer}.taken")

    def _turn(self, signs, name):
        return signs @ self.arrays[name] + self.arrays[f"{name}.bias"]

    def _level(self, signs, name):
        signs = signs - signs.mean(axis=-1, keepdims=True)
        spread = np.einsum("ij,ij->i", signs, signs)[:, None] / np.float32(self.width)
        signs /= np.sqrt(spread + np.float32(1e-12))
        return signs * self.arrays[name] + self.arrays[f"{name}.bias"]


def _bend(values):
    """Return the Gaussian error linear unit, by its usual approximation."""
    inner = values * (1 + np.float32(0.044715) * values * values)
    return values * (1 + np.tanh(np.float32((2 / np.pi) ** 0.5) * inner)) / 2


def simplify(text):
    """Return the beginning of a text in small letters without accents.

    >>> simplify("Café No 5?")
    'cafe no 5?'
    """
    text = unicodedata.normalize("NFD", (text or "")[:_MOST_LETTERS].lower())
    return "".join(sign for sign in text if unicodedata.category(sign) != "Mn")


def is_latin(text):
    """Tell whether more than half of the letters are Latin.

    >>> is_latin("Where is my card?"), is_latin("Где карта Visa?"), is_latin("12 34")
    (True, False, False)
    """
    letters = [sign for sign in simplify(text) if sign.isalpha()]
    return 2 * sum(sign.isascii() for sign in letters) > len(letters)


def encode(texts):
    """Return the vectors of texts; see :class:`Encoder`.

    Weights are read where there is a text that needs them.
    """
    if not any(map(is_latin, texts)):
        return np.zeros((len(texts), read_meta()["width"]), np.float32)
    return load().encode(texts)
