# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Lines in front of people, played anew: what one more of them, or other rules, would give.

Each takes the first in the line when he is free (first come, first served). How long a
matter takes by itself is what passed between its answer and the later of its asking and
the answer before it (D. V. Lindley, The theory of queues with a single server, 1952, read
backwards): played by the same people, the past comes out as it was.
"""

from heapq import heapify, heappop, heappush, heapreplace
from statistics import median


def find_services(asked, answered):
    """Return how long each answer of one person took by itself, in order of answers.

    >>> find_services([0, 1], [5, 7])
    [5, 2]
    """
    free, services = float("-inf"), []
    for end, start in sorted(zip(answered, asked, strict=True)):
        services.append(max(end - max(start, free), 0))
        free = end
    return services


def play(asked, services, people):
    """Return how long each waits for its answer, with so many people who answer.

    >>> play([0, 0, 0], [4, 4, 4], 1), play([0, 0, 0], [4, 4, 4], 3)
    ([4, 8, 12], [4, 4, 4])
    """
    free = [float("-inf")] * people
    heapify(free)
    terms = []
    for start, service in sorted(zip(asked, services, strict=True)):
        end = max(start, free[0]) + service
        heapreplace(free, end)
        terms.append(end - start)
    return terms


def compare_people(answers, more=1):
    """Return the typical wait now and with ``more`` people, None without answers.

    :param answers: ``{person: [(asked, answered)]}``

    >>> compare_people({"ann": [(0, 4), (0, 8), (0, 12)]})
    (8, 4)
    """
    asked, services = [], []
    for own in answers.values():
        ordered = sorted(own, key=lambda pair: (pair[1], pair[0]))
        starts, ends = [pair[0] for pair in ordered], [pair[1] for pair in ordered]
        asked += starts
        services += find_services(starts, ends)
    if not asked:
        return None
    people = len(answers)
    return tuple(median(play(asked, services, n)) for n in (people, people + more))


def play_paths(paths, arrivals, services, usual):
    """Return ``{request: how long it takes}`` when each stands in the lines of people.

    Where one answer is enough, whoever would answer first gives it; where all have to,
    it takes as long as the last of them.

    :param paths: ``{request: waves}`` as :func:`.replay.compare` takes them
    :param services: ``{person: how long an answer of his takes by itself}``

    >>> one = ((("ann",), False),), ((("bob",), False),)
    >>> play_paths({1: one, 2: one}, {1: 0, 2: 0}, {"ann": 2, "bob": 3}, 1)
    {1: 5, 2: 8}
    """
    free, terms = {}, {}
    events = [(arrivals[key], key, 0) for key, path in paths.items() if path]
    heapify(events)
    while events:
        now, key, place = heappop(events)
        if place == len(paths[key]):
            terms[key] = now - arrivals[key]
            continue
        ends = [now]
        for people, needs_all in paths[key][place]:
            if not people:
                continue
            done = {
                person: max(now, free.get(person, now)) + services.get(person, usual)
                for person in people
            }
            first = min(done, key=lambda person: (done[person], str(person)))
            own = done if needs_all else {first: done[first]}
            free.update(own)
            ends.append(max(own.values()))
        heappush(events, (max(ends), key, place + 1))
    return terms


def compare_paths(before, after, arrivals, answers, usual):
    """Return the typical term before and after, waiting in lines; None: no request.

    :param answers: ``{person: [(asked, answered)]}``
    """
    services = {
        person: median(
            find_services([pair[0] for pair in own], [pair[1] for pair in own])
        )
        for person, own in answers.items()
        if own
    }
    found = []
    for paths in (before, after):
        terms = play_paths(paths, arrivals, services, usual).values()
        found.append(median(terms) if terms else None)
    return tuple(found)
