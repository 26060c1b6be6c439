# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Months of approvals of a made-up bank: who was asked when, and when he answered.

No bank gives its history away, so one is played. Nobody in it draws an answer from a
hazard: matters arrive, lie in the line of whoever is asked, wait for a missing paper and
for him to come back, and then take their time by product and amount. How much arrives
and how quick people are drifts from month to month, so that the months to come are not
those that were learned from.
"""

import random
from collections import defaultdict
from heapq import heappop, heappush

import numpy as np

from odoo.addons.bank_approval.tools import waiting
from odoo.addons.bank_base.tools.clock import (
    HOURS,
    WORKING_DAYS,
    Term,
    WeekLine,
    WorkCalendar,
)
from odoo.addons.bank_base.tools.clock_columns import WorkTime

FIRST_MONDAY = 1_735_538_400  # 30 December 2024, nine in the morning in Moscow
DAY, HOUR = 86_400, 3_600
KINDS = {"Lawyer": "visa", "Security": "visa", "Underwriter": "visa", "Board": "visa",
         "Expert": "opinion", "Committee": "committee"}  # fmt: skip
PRODUCTS = {"1": 0.6, "2": 0.8, "3": 1.0, "4": 1.4, "5": 2.2}
BRANCHES = 9
BUSY_WEEKDAY = (1.3, 1.1, 1.0, 0.9, 0.7)


def make_work():
    """Return the working time of a five-day week from nine to six, lunch at one."""
    lines = [
        WeekLine(weekday, start * 60, end * 60)
        for weekday in range(5)
        for start, end in ((9, 13), (14, 18))
    ]
    return WorkTime(WorkCalendar("Europe/Moscow", lines))


class History:
    """A played history: ``rows``, ``absences``, and the moment at which it ends."""

    def __init__(self, rows, absences, now):
        self.rows, self.absences, self.now = rows, absences, now


class _Bank:
    def __init__(self, count, months, seed):
        self.draw = random.Random(seed)
        self.work = make_work()
        self.days, self.count = int(months * 21), count
        self.start = FIRST_MONDAY
        # two answers of every three hours a person are about what a person bears
        self.people = {
            step: [
                100 * (place + 1) + number
                for number in range(max(2, round(count / self.days / 9)))
            ]
            for place, step in enumerate(KINDS)
        }
        self.speed = {
            person: self.draw.lognormvariate(0, 0.35)
            for people in self.people.values()
            for person in people
        }

    def draw_arrivals(self):
        """Return ``[(working second, step, person)]`` in order of time."""
        rows = []
        share = [(1 + 0.3 * day / self.days) * BUSY_WEEKDAY[day % 5]
                 for day in range(self.days)]  # fmt: skip
        for day in range(self.days):
            for _one in range(round(self.count * share[day] / sum(share))):
                step = self.draw.choice(list(KINDS))
                people = self.people[step]
                # the first of them get more than the others
                person = people[int(len(people) * self.draw.random() ** 1.4)]
                rows.append(
                    (day * 8 * HOUR + self.draw.randrange(8 * HOUR), step, person)
                )
        return sorted(rows)

    def draw_absences(self):
        """Return ``{person: [(first day, day after)]}``, a fortnight or some days."""
        found = defaultdict(list)
        for person in self.speed:
            day = self.draw.randrange(60)
            while day < self.days:
                length = self.draw.choice((2, 3, 5, 10))
                found[person].append((day, day + length))
                day += length + self.draw.randrange(30, 120)
        return found

    def play(self, arrivals, absences):
        """Return ``[(arrival, step, person, product, amount, lacks, end)]``."""
        lines, free, rows = defaultdict(list), defaultdict(float), []
        for number, (moment, step, person) in enumerate(arrivals):
            product = self.draw.choice(list(PRODUCTS))
            amount = 10 ** self.draw.uniform(5, 8.5)
            lacks = self.draw.choice((0, 0, 0, 0, 1, 1, 2))
            # a paper comes after a day or two of its own
            ready = moment + lacks * self.draw.expovariate(1 / (7 * HOUR))
            heappush(
                lines[person], (ready, number, moment, step, product, amount, lacks)
            )
        for person, line in lines.items():
            while line:
                ready, _number, moment, step, product, amount, lacks = heappop(line)
                begin = max(ready, free[person])
                begin = self.skip(begin, absences[person])
                end = begin + self.draw_service(begin, step, person, product, amount)
                free[person] = end
                rows.append((moment, step, person, product, amount, lacks, end))
        return sorted(rows)

    def draw_service(self, begin, step, person, product, amount):
        drift = 1 + 0.15 * begin / (self.days * 8 * HOUR)
        mean = 0.42 * HOUR * PRODUCTS[product] * self.speed[person] * drift
        mean *= 0.7 + 0.15 * (np.log10(amount) - 5)
        mean *= {"Committee": 1.25, "Expert": 0.6}.get(step, 1)
        return self.draw.gammavariate(2, mean)

    def skip(self, moment, absences):
        for first, after in absences:
            if first * 8 * HOUR <= moment < after * 8 * HOUR:
                return after * 8 * HOUR
        return moment

    def to_moments(self, seconds):
        starts = np.full(len(seconds), self.start)
        return self.work.add_work(starts, np.array(seconds, dtype=np.int64) + 1)


def make_history(count, months=14, seed=20260131):
    """Return the :class:`History` of so many answers, and its working time."""
    bank = _Bank(count, months, seed)
    absences = bank.draw_absences()
    played = bank.play(bank.draw_arrivals(), absences)
    starts = bank.to_moments([row[0] for row in played])
    ends = bank.to_moments([row[-1] for row in played])
    term = Term(WORKING_DAYS, 2)
    now = int(starts.max())
    rows = _lay_out(bank, played, starts, ends, bank.work.get_due(term, starts), now)
    spans = [
        (person, *bank.to_moments([first * 8 * HOUR, after * 8 * HOUR]))
        for person, own in absences.items()
        for first, after in own
    ]
    return History(rows, waiting.Spans(*zip(*spans, strict=True)), now), bank.work


def _lay_out(bank, played, starts, ends, dues, now):
    return waiting.read(
        [
            (number, number // 2, person, KINDS[step], step, product,
             str(number % BRANCHES), amount, start, min(end, now), end <= now, due,
             lacks, 1, 1)
            for number, ((_m, step, person, product, amount, lacks, _e), start, end, due)
            in enumerate(zip(played, starts, ends, dues, strict=True))
        ]
    )  # fmt: skip


def make_noise(count, months=14, seed=20260131):
    """Return a history in which there is nothing to learn.

    Whoever is asked answers at the same rate at any hour, whatever he is asked and
    whoever he is, and the term is so many working hours for all.
    """
    history, work = make_history(count, months, seed)
    rows, draw = history.rows, np.random.default_rng(seed)
    lengths = draw.exponential(12 * HOUR, len(rows)).astype(np.int64) + 1
    ends = work.add_work(rows.start, lengths)
    dues = work.get_due(Term(HOURS, 16), rows.start)
    columns = {one.name: getattr(rows, one.name) for one in waiting.FIELDS}
    columns |= {
        "end": np.minimum(ends, history.now),
        "answered": ends <= history.now,
        "due": dues,
    }
    return History(waiting.Waiting(**columns), history.absences, history.now), work


def find_border(history, share=0.85):
    """Return the moment from which months are held out."""
    first = int(history.rows.start.min())
    return first + int((history.now - first) * share)
