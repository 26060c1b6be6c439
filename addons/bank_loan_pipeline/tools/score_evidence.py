# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What one characteristic alone tells about an outcome, in log-odds: its *evidence*.

A band's evidence is its log-odds less those of all (the "weight of evidence" of N.
Siddiqi, Credit Risk Scorecards, 2006), drawn towards none as if ``SMOOTH`` average rows
were in it too: a band of three rows says nearly nothing. What is missing is a band of
its own, told by the rows that lack the value; so are rare words together.

A part is plain JSON, of one kind of three: ``line`` (evidence at some numbers, straight
between them), ``bands`` (evidence between edges), ``words``.
"""

import numpy as np

from odoo.addons.bank_base.tools.logistic import find_weights

SMOOTH = 10.0
# rows below which a word stands with the other rare ones
FEWEST_OF_WORD = 10
FEWEST_IN_BAND = 20
BANDS = {"bands": 5, "monotone": 10}
FORMS = ("line", "ranks", *BANDS)
# precision of the prior of a line's slope over numbers between -1 and 1
SLOPE_PRECISION = 1.0
# no figure of a client is that large; squares of it are still numbers
LARGEST = 1e15


def is_missing(value):
    """Return whether a value says nothing.

    >>> [is_missing(value) for value in (None, "", float("nan"), 0, False, "no")]
    [True, True, True, False, False, False]
    """
    return value is None or value == "" or value != value


def is_words(values):
    """Return whether any of the values is a word: then all of them are words.

    >>> is_words([None, 7, "a"]), is_words([None, 7, ""])
    (True, False)
    """
    return any(isinstance(value, str) and value for value in values)


def read_numbers(name, values):
    """Return an array of numbers, NaN where there is none; ValueError for a word."""
    try:
        numbers = np.array(
            [np.nan if is_missing(value) else float(value) for value in values]
        )
    except (TypeError, ValueError):
        raise ValueError(f"{name}: a number is wanted, not a word.") from None
    if (
        np.abs(numbers, where=~np.isnan(numbers), out=np.zeros(len(numbers))).max(
            initial=0
        )
        > LARGEST
    ):
        raise ValueError(f"{name}: no number may be above {LARGEST:.0e}.")
    return numbers


def weigh(bad, count, base):
    """Return the evidence of bands.

    >>> weigh(np.array([5.0, 0.0]), np.array([10.0, 0.0]), 0.5).tolist()
    [0.0, 0.0]
    """
    bad_odds = np.asarray(bad) + SMOOTH * base
    good_odds = np.asarray(count) - bad + SMOOTH * (1 - base)
    return np.log(bad_odds / good_odds) - np.log(base / (1 - base))


def learn_part(name, values, outcomes, base, form):
    """Return what a characteristic tells, as JSON.

    :param outcomes: an array of 0 and 1; ``base`` is their share of 1
    :param form: "words", or how numbers are read, one of ``FORMS``
    """
    if form == "words":
        return _learn_words(values, outcomes, base)
    numbers = read_numbers(name, values)
    seen = ~np.isnan(numbers)
    known, known_outcomes = numbers[seen], outcomes[seen]
    if form in BANDS:
        part = _learn_bands(known, known_outcomes, base, form)
    else:
        part = _learn_line(known, known_outcomes, base, form)
    rest = outcomes[~seen]
    return {**part, "missing": float(weigh(rest.sum(), len(rest), base))}


def _learn_words(values, outcomes, base):
    words = ["" if is_missing(value) else str(value) for value in values]
    labels, codes = np.unique(words, return_inverse=True)
    count = np.bincount(codes)
    bad = np.bincount(codes, outcomes)
    rare = (count < FEWEST_OF_WORD) & (labels != "")
    evidence = dict(zip(labels.tolist(), weigh(bad, count, base).tolist()))
    missing = evidence.pop("", 0.0)
    for label in labels[rare].tolist():
        del evidence[label]
    other = float(weigh(bad[rare].sum(), count[rare].sum(), base))
    return {"kind": "words", "evidence": evidence, "other": other, "missing": missing}


def _learn_line(numbers, outcomes, base, form):
    """One straight line, over the numbers themselves or over their ranks."""
    shares = [0.01, 0.99] if form == "line" else np.linspace(0, 1, 11)
    cuts = np.quantile(numbers, shares) if len(numbers) else np.zeros(1)
    knots, places = np.unique(cuts, return_inverse=True)
    heights = np.linspace(-1, 1, len(cuts))
    # numbers that many have stand in the middle of their ranks
    heights = np.bincount(places, heights) / np.bincount(places)
    if len(knots) < 2:
        return {"kind": "line", "at": knots.tolist(), "evidence": [0.0]}
    design = np.column_stack(
        [np.ones(len(numbers)), np.interp(numbers, knots, heights)]
    )
    offset = np.full(len(numbers), np.log(base / (1 - base)))
    precision = np.array([1e-6, SLOPE_PRECISION])
    level, slope = find_weights(design, offset, outcomes, precision)
    evidence = level + slope * heights
    return {"kind": "line", "at": knots.tolist(), "evidence": evidence.tolist()}


def _learn_bands(numbers, outcomes, base, form):
    """Bands of about equal size, pooled until they rise or fall all along."""
    most = max(1, min(BANDS[form], len(numbers) // FEWEST_IN_BAND))
    shares = np.linspace(0, 1, most + 1)[1:-1]
    cuts = np.quantile(numbers, shares, method="higher") if len(numbers) else []
    edges = np.unique(cuts)
    edges = edges[edges > numbers.min(initial=np.inf)]
    codes = np.searchsorted(edges, numbers, side="right")
    count = np.bincount(codes, minlength=len(edges) + 1).astype(float)
    bad = np.bincount(codes, outcomes, len(edges) + 1)
    if form == "monotone":
        starts = max(
            (pool(bad, count, sign) for sign in (1, -1)),
            key=lambda found: _spread(bad, count, found),
        )
        edges = edges[np.array(starts[1:], dtype=int) - 1]
        bad, count = np.add.reduceat(bad, starts), np.add.reduceat(count, starts)
    evidence = weigh(bad, count, base)
    return {"kind": "bands", "edges": edges.tolist(), "evidence": evidence.tolist()}


def pool(bad, count, sign):
    """Return the first places of bands joined until their shares rise (-1: fall).

    The smoothed shares are compared, which are what is shown in the end.

    >>> pool([1.0, 3.0, 2.0, 9.0], [10.0, 10.0, 10.0, 10.0], 1)
    [0, 1, 3]
    """
    base = (np.sum(bad) + 0.5) / (np.sum(count) + 1)
    blocks = []
    for place, (own_bad, own_count) in enumerate(zip(bad, count, strict=True)):
        blocks.append([place, own_bad, own_count])
        while len(blocks) > 1 and sign * _share(blocks[-2], base) >= sign * _share(
            blocks[-1], base
        ):
            _place, last_bad, last_count = blocks.pop()
            blocks[-1][1] += last_bad
            blocks[-1][2] += last_count
    return [place for place, _bad, _count in blocks]


def _share(block, base):
    return (block[1] + SMOOTH * base) / (block[2] + SMOOTH)


def _spread(bad, count, starts):
    """How much of the differences between bands is left once they are pooled."""
    bad, count = np.add.reduceat(bad, starts), np.add.reduceat(count, starts)
    return np.sum(bad**2 / np.maximum(count, 1e-9))


def read_part(name, part, values):
    """Return the evidence of each value, an array.

    >>> part = {"kind": "words", "evidence": {"own": -1.0}, "other": 0.5, "missing": 2.0}
    >>> read_part("home", part, ["own", "tent", None]).tolist()
    [-1.0, 0.5, 2.0]
    """
    if part["kind"] == "words":
        known, other = part["evidence"], part["other"]
        return np.array(
            [
                part["missing"] if is_missing(value) else known.get(str(value), other)
                for value in values
            ]
        )
    numbers = read_numbers(name, values)
    evidence = np.array(part["evidence"])
    if part["kind"] == "line":
        found = np.interp(numbers, part["at"], evidence)
    else:
        found = evidence[np.searchsorted(part["edges"], numbers, side="right")
                         .clip(0, len(evidence) - 1)]  # fmt: skip
    return np.where(np.isnan(numbers), part["missing"], found)


def find_band(part, value):
    """Return ``[from, below]`` of the band a number is in, None for an open end.

    None where there are no bands: a line, a word, nothing.

    >>> part = {"kind": "bands", "edges": [10.0, 20.0], "evidence": [0.1, 0.2, 0.3]}
    >>> find_band(part, 15), find_band(part, 20), find_band(part, None)
    ([10.0, 20.0], [20.0, None], None)
    """
    if part["kind"] != "bands" or is_missing(value):
        return None
    edges = [None, *part["edges"], None]
    place = int(np.searchsorted(part["edges"], float(value), side="right"))
    return edges[place : place + 2]
