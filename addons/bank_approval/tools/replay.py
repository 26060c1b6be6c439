# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a draft of a route or of limits would have made of past requests."""

from collections import Counter
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Replay:
    """How requests would have gone: by the rules in force, and by the draft.

    :param moved: keys of requests that other people would have been asked about
    :param load: ``{person: (asked before, asked with the draft)}``
    :param days: typical term before and with the draft; None: no request
    """

    moved: tuple
    load: dict
    days: tuple


def compare(before, after, answers, default):
    """Compare two sets of paths and return the :class:`Replay`.

    :param before: ``{key: waves}``; a wave is a tuple of steps, a step a pair of the
        people asked and whether all of them have to answer; None: not to be sent
    :param answers: ``{person: days his answers took}``
    :param default: days where nobody has ever answered

    >>> ann, bob = ((("ann",), False),), ((("bob",), False),)
    >>> replay = compare({1: (ann,)}, {1: (ann, bob)}, {"ann": [1, 3], "bob": [4]}, 2)
    >>> replay.moved, replay.load["bob"], replay.days
    ((1,), (0, 1), (2, 6))
    """
    speeds = {person: median(days) for person, days in answers.items() if days}
    known = [day for days in answers.values() for day in days]
    usual = median(known) if known else default
    loads = [_count(paths) for paths in (before, after)]
    return Replay(
        moved=tuple(
            key for key in before if _people(before[key]) != _people(after[key])
        ),
        load={
            person: (loads[0][person], loads[1][person])
            for person in sorted(loads[0] | loads[1], key=str)
        },
        days=tuple(
            median(terms) if terms else None
            for terms in (
                [_reckon(path, speeds, usual) for path in paths.values() if path]
                for paths in (before, after)
            )
        ),
    )


def weigh(load, services):
    """Return ``{person: (working hours now, with the draft)}``.

    :param load: as in :class:`Replay`
    :param services: ``{person: working hours that one matter takes him}``; of whom
        nothing is known takes the usual time

    >>> weigh({"ann": (2, 1), "bob": (0, 1)}, {"ann": 3.5})
    {'ann': (7.0, 3.5), 'bob': (0.0, 3.5)}
    """
    usual = median(services.values()) if services else 0
    return {
        person: tuple(count * services.get(person, usual) for count in counts)
        for person, counts in load.items()
    }


def _people(path):
    """Return who is asked, wave by wave; the order within a wave is nothing."""
    if path is None:
        return None
    return [sorted(sorted(map(str, people)) for people, _all in wave) for wave in path]


def _count(paths):
    return Counter(
        person
        for path in paths.values()
        for wave in path or ()
        for people, _all in wave
        for person in people
    )


def _reckon(path, speeds, usual):
    """Waves follow each other; in a step the first answers, or the last where all do."""
    total = 0
    for wave in path:
        terms = [
            (max if needs_all else min)(speeds.get(person, usual) for person in people)
            for people, needs_all in wave
            if people
        ]
        total += max(terms, default=0)
    return total
