# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A classifier of short requests by topic, in any language, with honest doubt.

``fit(texts, labels)`` → model · ``suggest(model, text)`` → labels with calibrated
probabilities · ``model.to_bytes()`` and ``TopicModel.from_bytes(data)`` to keep it.

The model is linear: two machines (a linear SVM and naive Bayes) trained on the same
weighted counts, added up into one matrix. Probabilities come from a
temperature fitted on texts the machines had not seen. Training needs scikit-learn
and belongs in a process of its own; suggesting needs numpy alone.
"""

import io
import json
import math
import zipfile
import zlib
from dataclasses import dataclass, field

import numpy as np

from .topic_features import VIEWS, features

# counts the ways texts have been read: weights of another way mean nothing
_FORMAT = 3
_BROKEN = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True)
class TopicModel:
    """A trained classifier.

    ``labels`` in the order of the columns of ``weights`` (features × labels, half
    precision); ``vocabulary`` feature → row; ``idf`` weight of each row; ``bias``
    one number a label; ``temperature`` makes scores probabilities; ``threshold`` is
    the probability of the best label below which the model had rather abstain.
    ``report`` holds figures of the training: numbers and the calibration table.
    """

    labels: tuple
    vocabulary: dict
    idf: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    temperature: float
    threshold: float
    report: dict = field(default_factory=dict)

    def to_bytes(self):
        """Return the model as the bytes of a compressed numpy archive, no pickle."""
        meta = {
            "format": _FORMAT,
            "labels": list(self.labels),
            "temperature": self.temperature,
            "threshold": self.threshold,
            "report": self.report,
        }
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer,
            meta=np.frombuffer(json.dumps(meta).encode(), np.uint8),
            vocabulary=np.frombuffer("\n".join(self.vocabulary).encode(), np.uint8),
            idf=self.idf,
            weights=self.weights,
            bias=self.bias,
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data):
        """Return the model kept by :meth:`to_bytes`; ValueError for anything else."""
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as bundle:
                meta = json.loads(bundle["meta"].tobytes())
                names = bundle["vocabulary"].tobytes().decode().split("\n")
                arrays = {key: bundle[key] for key in ("idf", "weights", "bias")}
        except _BROKEN as error:
            raise ValueError("This is not a kept topic model.") from error
        if meta.pop("format", None) != _FORMAT:
            raise ValueError("The topic model was kept by another version: train anew.")
        labels = tuple(meta.pop("labels"))
        shape = (len(names), len(labels))
        if arrays["weights"].shape != shape or arrays["bias"].shape != shape[1:]:
            raise ValueError("The topic model is damaged: its parts do not fit.")
        vocabulary = {name: row for row, name in enumerate(names)}
        return cls(labels, vocabulary, **arrays, **meta)


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
    rows, values = vectorise(text or "", model.vocabulary, model.idf)
    scores = values @ model.weights[rows].astype(np.float32) + model.bias
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
    if limit < 1 or not vectorise(text or "", model.vocabulary, model.idf)[0].size:
        return []
    found = probabilities(model, text)
    best = np.argsort(-found, kind="stable")[:limit]
    if abstain and found[best[0]] < model.threshold:
        return []
    return [(model.labels[place], float(found[place])) for place in best]


def fit(texts, labels):
    """Return a :class:`TopicModel` trained on texts and their labels.

    Needs two labels at least; a label wants ten examples to be of use. Raises
    ValueError for input it cannot learn from, ImportError with what to install
    where scikit-learn is missing. Always the same model for the same input.
    """
    from .topic_training import train

    return train(texts, labels)
