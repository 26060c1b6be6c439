# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who was asked, when, and when he answered, as columns; and what was so at a moment.

Moments are whole seconds since 1970, lengths are seconds of working time. A row is one
person who was asked: ``end`` is when he answered, or when he was asked no more
(``answered`` is then false), or the moment of looking for those who are asked still.
"""

from dataclasses import dataclass, fields

import numpy as np

# the longest key of a person is above every moment that there will be
PERSON = 1 << 34
AFTERNOON = 13 * 3600
# names of columns that are numbers, and of those that name something
WHOLE = ("key", "request", "person", "start", "end", "due", "lacks", "asked", "round")
NAMES = ("kind", "step", "product", "branch")


@dataclass(frozen=True)
class Waiting:
    """Columns of the same length, a row a person asked."""

    key: np.ndarray
    request: np.ndarray
    person: np.ndarray
    kind: np.ndarray
    step: np.ndarray
    product: np.ndarray
    branch: np.ndarray
    amount: np.ndarray
    start: np.ndarray
    end: np.ndarray
    answered: np.ndarray
    due: np.ndarray
    lacks: np.ndarray
    asked: np.ndarray
    round: np.ndarray

    def __len__(self):
        return len(self.key)

    def take(self, chosen):
        """Return these rows: a mask or places."""
        return Waiting(**{one.name: getattr(self, one.name)[chosen] for one in FIELDS})


FIELDS = fields(Waiting)


def read(rows):
    """Return the columns of rows whose values stand in the order of the fields.

    >>> len(read([])), read([]).kind.dtype.kind
    (0, 'U')
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(FIELDS)
    return Waiting(
        **{
            one.name: _to_column(one.name, column)
            for one, column in zip(FIELDS, columns, strict=True)
        }
    )


def _to_column(name, values):
    if name in WHOLE:
        return np.array([value or 0 for value in values], dtype=np.int64)
    if name in NAMES:
        return np.array([str(value or "") for value in values], dtype=str)
    if name == "answered":
        return np.array(values, dtype=bool)
    return np.array([value or 0 for value in values], dtype=float)


class Spans:
    """Spans of time of persons, asked how many of them cover a moment.

    >>> spans = Spans([7, 7], [0, 10], [20, 30])
    >>> spans.count(np.array([7, 7, 7, 8]), np.array([5, 15, 25, 15])).tolist()
    [1, 2, 1, 0]
    """

    def __init__(self, persons=(), starts=(), ends=()):
        persons = np.asarray(persons, dtype=np.int64) * PERSON
        self.starts = np.sort(persons + np.asarray(starts, dtype=np.int64))
        self.ends = np.sort(persons + np.asarray(ends, dtype=np.int64))

    def count(self, persons, moments):
        """Return how many spans of each person have begun and not ended."""
        keys = persons * PERSON + moments
        begun = np.searchsorted(self.starts, keys, side="right")
        ended = np.searchsorted(self.ends, keys, side="right")
        # those of persons before him have all begun and ended
        return begun - ended


def get_work(work, starts, ends):
    """Return the working seconds between moments; a calendar has none of no rows."""
    return work.get_work(starts, ends) if len(starts) else np.zeros(0, dtype=np.int64)


def add_work(work, starts, seconds):
    """Return the moments at which so many working seconds have passed."""
    return work.add_work(starts, seconds) if len(starts) else starts


def get_day_parts(work, moments):
    """Return the weekday (0 is Monday) and whether it is afternoon, local time."""
    flat = np.asarray(moments).ravel()
    if not flat.size:
        return np.zeros(np.shape(moments), dtype=int), np.zeros(np.shape(moments), bool)
    days = work.get_days(flat)
    seconds = flat - work.midnight_table[days - work.first]
    shape = np.shape(moments)
    return ((days + 3) % 7).reshape(shape), (seconds >= AFTERNOON).reshape(shape)
