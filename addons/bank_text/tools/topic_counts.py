# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The features of all texts as one matrix, counted once for all folds of a training."""

from dataclasses import dataclass

import numpy as np

from .topic_features import VIEWS, features

# a pair or a part met in one text only says nothing about others
_LEAST_TEXTS = {"word": 1, "pair": 2, "part": 2, "run": 2, "near": 2, "sense": 2}
_ORDER = tuple(VIEWS)


@dataclass(frozen=True)
class Counts:
    """``matrix`` (texts × features) of 1 + log of each count, ``names`` of the
    features and ``views``: the place of each one's view in ``VIEWS``.
    """

    matrix: object
    names: list
    views: np.ndarray

    def weigh(self, rows):
        """Return what a training on ``rows`` keeps: ``(columns, idf)``.

        The numbers know nothing of the other rows.
        """
        met = np.bincount(self.matrix[rows].indices, minlength=len(self.names))
        least = np.array([_LEAST_TEXTS[view] for view in _ORDER])[self.views]
        columns = np.flatnonzero(met >= least)
        idf = np.log((1 + len(rows)) / (1 + met[columns])) + 1
        return columns, idf.astype(np.float32)

    def weighted(self, rows, columns, idf):
        """Return the sparse matrix of rows, the numbers of ``topics.vectorise``."""
        matrix = self.matrix[rows][:, columns]
        views = self.views[columns][matrix.indices]
        values = matrix.data * idf[matrix.indices]
        lines = np.repeat(np.arange(len(rows)), np.diff(matrix.indptr))
        cells = lines * len(_ORDER) + views
        squares = np.bincount(cells, values**2, len(rows) * len(_ORDER))
        matrix.data = values * np.array(list(VIEWS.values()))[views]
        matrix.data /= np.sqrt(squares)[cells]
        return matrix


def count(texts):
    """Return the :class:`Counts` of texts."""
    from scipy import sparse

    places, names, views = {}, [], []
    columns, counts, ends = [], [], [0]
    for text in texts:
        for view, found in features(text).items():
            for name, times in found.items():
                key = (view, name)
                if key not in places:
                    places[key] = len(names)
                    names.append(name)
                    views.append(_ORDER.index(view))
                columns.append(places[key])
                counts.append(times)
        ends.append(len(columns))
    values = 1 + np.log(np.array(counts, float))
    shape = (len(ends) - 1, len(names))
    matrix = sparse.csr_matrix((values, columns, ends), shape=shape)
    return Counts(matrix, names, np.array(views, int))
