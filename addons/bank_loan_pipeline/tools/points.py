# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A scorecard of expert points: characteristics, their bands and points, cut-offs.

A number stands in the band with the greatest lower end that it reaches; what lies below
all of them stands in the lowest one, so that bands neither overlap nor leave a gap. What
is not known has points of its own: it is neither zero nor an average.
"""

from dataclasses import dataclass, field

import numpy as np

MISSING = -1
VERDICTS = ("refuse", "review", "pass")


@dataclass(frozen=True)
class Characteristic:
    """:param lows: lower ends of the bands, rising; None: values are places of bands
    :param points: of each band, :param missing: where nothing is known
    """

    points: tuple
    missing: int
    lows: tuple | None = None

    @property
    def best(self):
        return max(*self.points, self.missing)

    @property
    def worst(self):
        return min(*self.points, self.missing)

    def find_bands(self, values):
        """Return the place of the band of each value, an array; MISSING for None.

        >>> Characteristic((0, 10, 20), -5, (0, 18, 30)).find_bands([29, 30, -3, None])
        array([ 1,  2,  0, -1])
        """
        unknown = np.array([value is None for value in values], dtype=bool)
        if self.lows is None:
            places = [MISSING if value is None else value for value in values]
            return np.array(places, dtype=int)
        numbers = np.array([0 if value is None else value for value in values], float)
        places = np.searchsorted(self.lows, numbers, side="right") - 1
        return np.where(unknown, MISSING, np.clip(places, 0, None))

    def get_points(self, places):
        """Return the points of places, an array."""
        # the last one is reached by -1
        return np.array((*self.points, self.missing))[places]


@dataclass(frozen=True)
class Card:
    """:param start: points that everybody begins with
    :param cut_refuse: below: refuse, :param cut_pass: from here: pass
    """

    start: int
    cut_refuse: int
    cut_pass: int
    parts: dict = field(default_factory=dict)

    def score(self, columns):
        """Return ({key: places of bands}, scores) of a column of values for each part.

        >>> part = Characteristic((0, 10), 0, (0, 18))
        >>> places, scores = Card(100, 0, 0, {"age": part}).score({"age": [17, 40]})
        >>> scores.tolist()
        [100, 110]
        """
        places = {
            key: part.find_bands(columns[key]) for key, part in self.parts.items()
        }
        count = len(next(iter(columns.values()), ()))
        scores = np.full(count, self.start)
        for key, part in self.parts.items():
            scores = scores + part.get_points(places[key])
        return places, scores

    def judge(self, score):
        """Return the verdict on a score.

        >>> [Card(0, 50, 80).judge(score) for score in (49, 50, 79, 80)]
        ['refuse', 'review', 'review', 'pass']
        """
        if score < self.cut_refuse:
            return "refuse"
        return "pass" if score >= self.cut_pass else "review"

    def get_losses(self, row):
        """Return ``[(key, place, points, points lost)]`` of a row, most lost first.

        Lost is what the best band of the characteristic would have given more: that is
        what a client is told first.
        """
        found = []
        for key, place in row.items():
            part = self.parts[key]
            points = int(part.get_points(place))
            found.append((key, int(place), points, part.best - points))
        return sorted(found, key=lambda loss: -loss[3])

    def get_range(self):
        """Return the least and the greatest score that can come out.

        >>> Card(10, 0, 0, {"a": Characteristic((0, 5), -2)}).get_range()
        (8, 15)
        """
        parts = self.parts.values()
        return (
            self.start + sum(part.worst for part in parts),
            self.start + sum(part.best for part in parts),
        )
