# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Training of the topic classifier: the only place that needs scikit-learn."""

from dataclasses import dataclass

import numpy as np

from . import topic_meaning
from .topic_counts import Counts, count
from .topics import TopicModel, softmax

_FOLDS = 4
# few texts: leave fewer of them out at a time, they cost little
_FEW, _FOLDS_OF_FEW = 2000, 12
_ABSTAIN = 0.1
_SEED = 20260101
# chosen by cross-validation on nine tenths of banking77
_COST = 0.4
_SMOOTHING = 0.01
_BAYES_SHARE = 0.02
# the score of a label that a part of the training did not meet
_ABSENT = -2.0


@dataclass(frozen=True)
class Set:
    """Texts to learn from: ``counts`` of their features, ``vectors`` of their sense,
    ``names`` of the labels and ``targets``, the number of each text's label.
    """

    names: list
    targets: np.ndarray
    counts: Counts
    vectors: np.ndarray


def train(texts, labels):
    """Return the model; see :func:`.topics.fit`."""
    given = _prepare(texts, labels)
    names, targets = given.names, given.targets
    parts = _deal(targets, _count_folds(len(targets)))
    unseen = _scores_unseen(given, parts)
    temperature = _fit_temperature(unseen, targets)
    certainty = softmax(unseen / temperature)
    learned = _learn(given, np.arange(len(targets)))
    return TopicModel(
        labels=tuple(names),
        vocabulary={
            given.counts.names[column]: row
            for row, column in enumerate(learned.columns)
        },
        idf=learned.idf,
        weights=learned.weights.astype(np.float16),
        bias=learned.bias.astype(np.float32),
        temperature=temperature,
        threshold=float(np.quantile(certainty.max(axis=1), _ABSTAIN)),
        report=measure(certainty, targets),
        meaning=learned.meaning,
    )


def cross_validate(texts, labels, folds=10, seed=_SEED):
    """Return :func:`measure` of all texts, each judged by what had not seen it.

    Weights come from the other parts of ``folds``, each label dealt out evenly by
    ``seed``; the temperature of a part comes from the scores of the other parts.
    """
    given = _prepare(texts, labels)
    targets = given.targets
    parts = _deal(targets, folds, seed)
    scores = _scores_unseen(given, parts)
    certainty = np.empty_like(scores, float)
    for part in range(folds):
        others, own = parts != part, parts == part
        temperature = _fit_temperature(scores[others], targets[others])
        certainty[own] = softmax(scores[own].astype(float) / temperature)
    return measure(certainty, targets)


def _prepare(texts, labels):
    """Return the :class:`Set` of texts and labels."""
    _need_scikit_learn()
    texts, labels = _clean(texts, labels)
    names = sorted(set(labels))
    targets = np.array([names.index(label) for label in labels])
    return Set(names, targets, count(texts), topic_meaning.encode(texts))


def _need_scikit_learn():
    try:
        import sklearn  # noqa: F401
    except ImportError as error:
        raise ImportError(
            "Training a topic model needs scikit-learn: run "
            '"pip install scikit-learn" where the training runs.'
        ) from error


def _clean(texts, labels):
    texts, labels = list(texts), list(labels)
    if len(texts) != len(labels):
        raise ValueError("There must be one label for every text.")
    pairs = [
        (text, str(label))
        for text, label in zip(texts, labels, strict=True)
        if text and text.strip() and label not in (None, "", False)
    ]
    if len({label for _text, label in pairs}) < 2:
        raise ValueError("Texts of two topics at least are needed to learn from.")
    return [text for text, _label in pairs], [label for _text, label in pairs]


@dataclass(frozen=True)
class Learned:
    """What a training gives: see :class:`.topics.TopicModel`; ``columns`` are those of
    the counts that are kept.
    """

    columns: np.ndarray
    idf: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    meaning: topic_meaning.Meaning | None

    def score(self, given, rows):
        """Return scores (rows × labels) of some texts of a :class:`Set`."""
        matrix = given.counts.weighted(rows, self.columns, self.idf)
        scores = matrix @ self.weights + self.bias
        if self.meaning:
            scores += self.meaning.score(given.vectors[rows])
        return scores


def _learn(given, rows):
    """Return the :class:`Learned` of a training on the rows."""
    columns, idf = given.counts.weigh(rows)
    matrix = given.counts.weighted(rows, columns, idf)
    width, targets = len(given.names), given.targets[rows]
    weights, bias = _train_both(matrix, targets, width)
    meaning = topic_meaning.learn(given.vectors[rows], targets, width)
    return Learned(columns, idf, weights, bias, meaning)


def _train_both(matrix, targets, width):
    """Return weights (features × labels) and bias of the two machines added up."""
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=_COST, tol=1e-3, random_state=_SEED).fit(matrix, targets)
    coefficients, intercept = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:
        coefficients = np.vstack([-coefficients, coefficients]) / 2
        intercept = np.concatenate([-intercept, intercept]) / 2
    weights = _BAYES_SHARE * _bayes(matrix, targets, width)
    weights[:, machine.classes_] += coefficients.T
    bias = np.full(width, _ABSENT, np.float32)
    bias[machine.classes_] = intercept
    return weights, bias


def _bayes(matrix, targets, width):
    """Return the weights of a multinomial naive Bayes machine, without priors."""
    from scipy import sparse

    ones = np.ones(len(targets), np.float32)
    places = (targets, np.arange(len(targets)))
    members = sparse.csr_matrix((ones, places), shape=(width, len(targets)))
    counts = (members @ matrix).toarray() + _SMOOTHING
    weights = np.log(counts / counts.sum(axis=1, keepdims=True)).T
    # what all labels share says nothing, and half precision has better use for digits
    return (weights - weights.mean(axis=1, keepdims=True)).astype(np.float32)


def _scores_unseen(given, parts):
    """Return scores of every text by machines that had not seen its part."""
    scores = np.zeros((len(given.targets), len(given.names)), np.float32)

    # one after another: the random numbers of liblinear are common to all threads,
    # and a model must come out the same whenever it is trained
    for part in np.unique(parts):
        seen, unseen = np.flatnonzero(parts != part), np.flatnonzero(parts == part)
        if len(set(given.targets[seen])) < 2 or not len(unseen):
            continue
        scores[unseen] = _learn(given, seen).score(given, unseen)
    return scores


def _count_folds(texts):
    return _FOLDS_OF_FEW if texts < _FEW else _FOLDS


def _deal(targets, folds, seed=_SEED):
    """Return a part for every text, each label dealt out evenly by the seed."""
    order = np.random.default_rng(seed).permutation(len(targets))
    order = order[np.argsort(targets[order], kind="stable")]
    parts = np.empty(len(targets), int)
    parts[order] = np.arange(len(targets)) % folds
    return parts


def _fit_temperature(scores, targets):
    """Return the temperature with the least log loss, by golden section."""
    places = np.arange(len(targets))

    def loss(log_temperature):
        found = softmax(scores.astype(float) / np.exp(log_temperature))
        return -np.log(found[places, targets] + 1e-12).mean()

    low, high, ratio = np.log(0.02), np.log(20.0), (np.sqrt(5) - 1) / 2
    for _step in range(40):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if loss(left) < loss(right):
            high = right
        else:
            low = left
    return float(np.exp((low + high) / 2))


def measure(certainty, targets, bins=10):
    """Return figures of probabilities (texts × labels) against the true labels.

    ``top1``, ``top3``, ``top1_abstaining`` (without the least certain tenth),
    ``log_loss``, ``calibration_error`` (mean distance of stated and true, weighted)
    and ``calibration``: rows of lower bound, texts, mean stated, share right.
    """
    order = np.argsort(-certainty, axis=1)
    best = certainty.max(axis=1)
    right = order[:, 0] == targets
    certain = np.argsort(-best, kind="stable")[: len(best) - int(len(best) * _ABSTAIN)]
    table = []
    for step in range(bins):
        chosen = (best > step / bins) & (best <= (step + 1) / bins)
        if chosen.any():
            table.append([step / bins, int(chosen.sum()),
                          round(float(best[chosen].mean()), 4),
                          round(float(right[chosen].mean()), 4)])  # fmt: skip
    error = sum(row[1] * abs(row[2] - row[3]) for row in table) / len(best)
    true = certainty[np.arange(len(targets)), targets]
    return {
        "texts": len(targets),
        "top1": round(float(right.mean()), 4),
        "top3": round(float((order[:, :3] == targets[:, None]).any(axis=1).mean()), 4),
        "top1_abstaining": round(float(right[certain].mean()), 4),
        "log_loss": round(float(-np.log(true + 1e-12).mean()), 4),
        "calibration_error": round(float(error), 4),
        "calibration": table,
    }
