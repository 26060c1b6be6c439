# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A classifier of short requests by topic, in any language, with honest doubt.

``fit(texts, labels)`` → model · ``suggest(model, text)`` → labels with calibrated
probabilities, ``suggest_all`` of many texts at once · ``model.to_bytes()`` and ``TopicModel.from_bytes(data)`` to keep it.

Of the words the model is linear: two machines (a linear SVM and naive Bayes) trained
on the same weighted counts, added up into one matrix. To their scores a third machine
adds what whole sentences in Latin letters mean (``topic_meaning``). Probabilities come
from a temperature fitted on texts the machines had not seen. Training needs
scikit-learn and belongs in a process of its own; suggesting needs numpy alone.
"""

import io
import json
import math
import zipfile
import zlib
from dataclasses import dataclass, field

import numpy as np

from . import topic_meaning
from .topic_features import VIEWS, features

# counts the ways texts have been read: weights of another way mean nothing; the
# third read the words alone
_FORMAT, _READABLE = 4, (3, 4)
_BROKEN = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True)
class TopicModel:
    """A trained classifier.

    ``labels`` in the order of the columns of ``weights`` (features × labels, half
    precision); ``vocabulary`` feature → row; ``idf`` weight of each row; ``bias``
    one number a label; ``temperature`` makes scores probabilities; ``threshold`` is
    the probability of the best label below which the model had rather abstain.
    ``report`` holds figures of the training: numbers and the calibration table.
    ``meaning``: what is learned from whole sentences, None where there is nothing.
    """

    labels: tuple
    vocabulary: dict
    idf: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    temperature: float
    threshold: float
    report: dict = field(default_factory=dict)
    meaning: topic_meaning.Meaning | None = None

    def to_bytes(self):
        """Return the model as the bytes of a compressed numpy archive, no pickle."""
        meta = {
            "format": _FORMAT,
            "labels": list(self.labels),
            "temperature": self.temperature,
            "threshold": self.threshold,
            "report": self.report,
        }
        learned = {}
        if self.meaning:
            meta["encoder"] = topic_meaning.get_encoder_name()
            learned = self.meaning.to_arrays()
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer,
            meta=np.frombuffer(json.dumps(meta).encode(), np.uint8),
            vocabulary=np.frombuffer("\n".join(self.vocabulary).encode(), np.uint8),
            idf=self.idf,
            weights=self.weights,
            bias=self.bias,
            **learned,
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data):
        """Return the model kept by :meth:`to_bytes`; ValueError for anything else."""
        meta, names, arrays = _read_bundle(data)
        learned = topic_meaning.take_arrays(arrays)
        known = topic_meaning.get_encoder_name() if learned else None
        if (meta.pop("encoder", None), meta.pop("format", None)) not in (
            (known, number) for number in _READABLE
        ):
            raise ValueError("The topic model was kept by another version: train anew.")
        labels = tuple(meta.pop("labels"))
        shape = (len(names), len(labels))
        fits = learned is None or learned.fits(len(labels))
        weights, bias = arrays["weights"], arrays["bias"]
        if weights.shape != shape or bias.shape != shape[1:] or not fits:
            raise ValueError("The topic model is damaged: its parts do not fit.")
        vocabulary = {name: row for row, name in enumerate(names)}
        return cls(labels, vocabulary, **arrays, **meta, meaning=learned)


def _read_bundle(data):
    """Return ``(meta, names of features, arrays)``; ValueError for foreign bytes."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as bundle:
            meta = json.loads(bundle["meta"].tobytes())
            names = bundle["vocabulary"].tobytes().decode().split("\n")
            arrays = {key: bundle[key] for key in ("idf", "weights", "bias")}
            arrays |= {
                key: bundle[key] for key in topic_meaning.ARRAYS if key in bundle.files
            }
    except _BROKEN as error:
        raise ValueError("This is not a kept topic model.") from error
    return meta, names, arrays


def vectorise(text, vocabulary, idf):
    """Return ``(rows, values)`` of one text: every view of length one, weighted."""
    rows, values = [], []
    for view, counts in features(text).items():
        known = [
            (vocabulary[name], 1 + math.log(count))
            for name, count in counts.items()
            if name in vocabulary
        ]
        if not known:
            continue
        found = np.fromiter((row for row, _count in known), np.int64, len(known))
        weighted = np.array([count for _row, count in known]) * idf[found]
        length = np.sqrt(weighted @ weighted)
        rows.append(found)
        values.append(weighted * (VIEWS[view] / length))
    if not rows:
        return np.zeros(0, np.int64), np.zeros(0)
    return np.concatenate(rows), np.concatenate(values)


def probabilities(model, text):
    """Return the calibrated probability of every label, in the order of the model."""
    text = text or ""
    counted = vectorise(text, model.vocabulary, model.idf)
    return _judge(model, [counted], [text])[0]


def _judge(model, counted, texts):
    """Return probabilities (texts × labels); the sense of all texts is read at once."""
    scores = np.array(
        [
            values @ model.weights[rows].astype(np.float32) + model.bias
            for rows, values in counted
        ]
    )
    if model.meaning:
        scores = scores + model.meaning.score(topic_meaning.encode(texts))
    return softmax(scores / model.temperature)


def softmax(scores):
    """Return probabilities of scores along the last axis."""
    exponents = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exponents / exponents.sum(axis=-1, keepdims=True)


def suggest(model, text, limit=3, abstain=False):
    """Return up to ``limit`` pairs ``(label, probability)``, best first.

    Nothing for a text without a single known feature. With ``abstain`` nothing
    either where the best probability is below the model's threshold, which leaves
    out the least certain tenth of texts like those it was trained on.
    """
    return suggest_all(model, [text], limit, abstain)[0]


def suggest_all(model, texts, limit=3, abstain=False):
    """Return what :func:`suggest` says of each text, in much less time than one by one.

    Raises ValueError where a text needs the sentence encoder and its file is damaged.
    """
    texts = [text or "" for text in texts]
    counted = [vectorise(text, model.vocabulary, model.idf) for text in texts]
    known = [place for place, (rows, _v) in enumerate(counted) if rows.size]
    found = [[] for _text in texts]
    if limit < 1 or not known:
        return found
    judged = _judge(
        model, [counted[place] for place in known], [texts[place] for place in known]
    )
    for place, shares in zip(known, judged, strict=True):
        found[place] = _choose(model, shares, limit, abstain)
    return found


def _choose(model, shares, limit, abstain):
    """Return the best labels of one text by the probabilities of all of them."""
    best = np.argsort(-shares, kind="stable")[:limit]
    if abstain and shares[best[0]] < model.threshold:
        return []
    return [(model.labels[place], float(shares[place])) for place in best]


def fit(texts, labels):
    """Return a :class:`TopicModel` trained on texts and their labels.

    Needs two labels at least; a label wants ten examples to be of use. Raises
    ValueError for input it cannot learn from, ImportError with what to install
    where scikit-learn is missing. Always the same model for the same input.
    """
    from .topic_training import train

    return train(texts, labels)
