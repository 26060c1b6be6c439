# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What topics learn from the sense of whole sentences, beside their words.

Least squares on a Gaussian kernel over the vectors of the sentence encoder (kernel
ridge regression): a request is near the requests that mean the same, whatever words
they take.
"""

from dataclasses import dataclass

import numpy as np

from . import sentence_encoder

# chosen by cross-validation on nine tenths of banking77
_NARROWNESS = 2.0
_RIDGE = 0.3
_SHARE = 1.5
# memory and time of learning grow with their square and cube
_MOST_TEXTS, _LEAST_TEXTS = 10_000, 20
_SEED = 20260101
# in which it is kept
ARRAYS = ("landmarks", "meaning")


@dataclass(frozen=True)
class Meaning:
    """``landmarks``: vectors of texts it has learned from (texts × width); ``weights``
    (texts × labels). Both are numbers of half precision.
    """

    landmarks: np.ndarray
    weights: np.ndarray

    def score(self, vectors):
        """Return scores (texts × labels) to add; zeros for a text without a vector."""
        near = _nearness(vectors, self.landmarks)
        near[~vectors.any(axis=1)] = 0
        return near @ self.weights

    def to_arrays(self):
        """Return the :data:`ARRAYS` in which it is kept."""
        kept = (self.landmarks.astype(np.float16), self.weights.astype(np.float16))
        return dict(zip(ARRAYS, kept, strict=True))

    def fits(self, labels):
        """Tell whether its parts fit together and so many labels."""
        return self.landmarks.ndim == 2 and self.weights.shape == (
            len(self.landmarks),
            labels,
        )


def take_arrays(arrays):
    """Take the :data:`ARRAYS` out of those of a kept model; None where there are none."""
    found = [arrays.pop(name).astype(np.float32) for name in ARRAYS if name in arrays]
    return Meaning(*found) if len(found) == len(ARRAYS) else None


def get_encoder_name():
    """Return what the encoder is called: vectors of another one mean nothing."""
    return sentence_encoder.read_meta()["name"]


def encode(texts):
    """Return the vectors of texts."""
    return sentence_encoder.encode(texts)


def learn(vectors, targets, width):
    """Return the :class:`Meaning` of texts, None where too few have a vector."""
    known = np.flatnonzero(vectors.any(axis=1))
    if len(known) < _LEAST_TEXTS:
        return None
    if len(known) > _MOST_TEXTS:
        known = np.random.default_rng(_SEED).permutation(known)[:_MOST_TEXTS]
    # learned from the numbers that are kept
    landmarks = vectors[known].astype(np.float16).astype(np.float32)
    wanted = np.full((len(known), width), -1, np.float32)
    wanted[np.arange(len(known)), targets[known]] = 1
    weights = _SHARE * _solve(_nearness(landmarks, landmarks), wanted)
    return Meaning(landmarks, weights.astype(np.float16).astype(np.float32))


def _solve(near, wanted):
    from scipy import linalg

    near[np.diag_indices(len(near))] += np.float32(_RIDGE)
    factors = linalg.cho_factor(near, lower=True, overwrite_a=True)
    return linalg.cho_solve(factors, wanted)


def _nearness(vectors, landmarks):
    return np.exp(np.float32(_NARROWNESS) * (vectors @ landmarks.T - 1))
