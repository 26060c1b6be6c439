# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What one more approver would give: a line in front of several people, played anew.

Each takes the first in the line when he is free (first come, first served). How long a
matter takes by itself is what passed between its answer and the later of its asking and
the answer before it (D. V. Lindley, The theory of queues with a single server, 1952, read
backwards): played by the same people, the past comes out as it was.
"""

from heapq import heapify, heapreplace
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
