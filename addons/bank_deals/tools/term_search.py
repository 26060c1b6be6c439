# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""The smallest change of a number that a gate lets pass. Plain Python.

The gate is a black box: it is asked about one value after the other. Where it is
monotone the answer is the smallest; elsewhere it is *a* change that passes.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from math import ceil, floor
from typing import NamedTuple


class Term(NamedTuple):
    """A number that the bank and its client can agree anew."""

    name: str
    value: float
    step: float
    low: float
    high: float
    scale: float  # what a change is compared with

    def get_values(self, sign):
        """Return how many round values lie this way, and a function that gives them.

        >>> count, value = Term("amount", 123, 10, 50, 200, 123).get_values(-1)
        >>> count, [value(place) for place in range(1, count + 1)]
        (8, [120.0, 110.0, 100.0, 90.0, 80.0, 70.0, 60.0, 50.0])
        >>> count, value = Term("term", 36, 6, 1, 48, 36).get_values(1)
        >>> count, value(1), value(2)
        (2, 42.0, 48.0)
        """
        place = self.value / self.step
        if sign > 0:
            start = floor(place + 1e-9)
            count = floor(self.high / self.step + 1e-9) - start
        else:
            start = ceil(place - 1e-9)
            count = start - ceil(self.low / self.step - 1e-9)
        step = Decimal(str(self.step))
        return max(count, 0), lambda number: float((start + sign * number) * step)

    def get_share(self, value):
        return abs(value - self.value) / self.scale


def round_step(value):
    """Return the step of round numbers for a value: about a hundredth of it.

    >>> [round_step(value) for value in (12_000_000, 730_000, 42, 0)]
    [100000.0, 5000.0, 0.2, 1.0]
    """
    if value <= 0:
        return 1.0
    raw = Decimal(str(value)) / 100
    power = Decimal(1).scaleb(raw.adjusted())
    digit = max(size for size in (1, 2, 5) if size * power <= raw)
    return float((digit * power).quantize(power, ROUND_HALF_EVEN))


def find_first(count, passes):
    """Return the first number from 1 to ``count`` that passes, or None.

    Doubles until one passes, then halves between it and the last that did not.

    >>> asked = []
    >>> find_first(100, lambda number: asked.append(number) or number >= 37)
    37
    >>> len(asked)
    12
    >>> find_first(100, lambda number: False) is None
    True
    >>> find_first(5, lambda number: number == 5)
    5
    """
    failed, number = 0, 1
    while count and not passes(number):
        if number == count:
            return None
        failed, number = number, min(number * 2, count)
    if not count:
        return None
    while number - failed > 1:
        middle = (failed + number) // 2
        if passes(middle):
            number = middle
        else:
            failed = middle
    return number


def find_value(term, sign, passes, others=(), until=None):
    """Return the nearest value of a term this way that passes, or None.

    :param others: what is changed with it
    :param until: a value beyond which nothing is looked for
    """
    count, get_value = term.get_values(sign)
    if until is not None:
        count = round(abs(until - get_value(1)) / term.step) + 1
    others = dict(others)
    number = find_first(
        count, lambda place: passes({**others, term.name: get_value(place)})
    )
    return get_value(number) if number else None


def propose(terms, passes, most=3):
    """Return up to ``most`` changes ``{name: value}`` that pass, the smallest first.

    One term alone where that is enough, else two of them together.

    :param passes: tells of ``{name: value}`` whether the gate lets it pass

    >>> terms = Term("amount", 120, 1, 1, 240, 120), Term("term", 36, 6, 6, 60, 36)
    >>> def passes(change):
    ...     change = {"amount": 120, "term": 36, **change}
    ...     return change["amount"] / change["term"] <= 3
    >>> propose(terms, passes)
    [{'amount': 108.0}, {'term': 42.0}]
    >>> propose(terms, lambda change: passes(change) and change.get("term", 0) > 36
    ...         and change.get("amount", 120) < 110)
    [{'amount': 109.0, 'term': 42.0}]
    """
    found = []
    for term in terms:
        for sign in (-1, 1):
            value = find_value(term, sign, passes)
            if value is not None:
                found.append((term.get_share(value), {term.name: value}))
    if not found:
        found = propose_pairs(terms, passes)
    found.sort(key=lambda pair: (pair[0], sorted(pair[1])))
    return [change for _share, change in found[:most]]


def propose_pairs(terms, passes):
    """Change two terms by about the same share, then each as little as it may be."""
    found = []
    for place, first in enumerate(terms):
        for second in terms[place + 1 :]:
            for signs in ((-1, 1), (-1, -1), (1, 1), (1, -1)):
                pair = (first, signs[0]), (second, signs[1])
                if change := _find_pair(pair, passes):
                    share = sum(term.get_share(change[term.name]) for term, _s in pair)
                    found.append((share, change))
    return found


def _find_pair(pair, passes):
    (first, second), sides = (
        (pair[0][0], pair[1][0]),
        [term.get_values(sign) for term, sign in pair],
    )
    counts = [count for count, _value in sides]
    if not all(counts):
        return None
    longest = max(counts)

    def get_change(number):
        """Go the same part of the way on both sides, at least one step."""
        return {
            term.name: value(max(1, ceil(number * count / longest)))
            for term, (count, value) in zip((first, second), sides)
        }

    number = find_first(longest, lambda n: passes(get_change(n)))
    if not number:
        return None
    change = get_change(number)
    for term, sign in pair:
        others = {name: value for name, value in change.items() if name != term.name}
        value = find_value(term, sign, passes, others, until=change[term.name])
        if value is not None:
            change[term.name] = value
    return change
