# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""To whom the next document of a queue goes. Plain Python."""


def choose(loads, allowed=()):
    """Return who holds the smallest part of his capacity and has room, or None.

    :param loads: ``{user: (documents held, capacity)}`` of those who are here
    :param allowed: the only ones who may get it; empty for everybody

    >>> choose({1: (2, 4), 2: (2, 10)})
    2
    >>> choose({1: (4, 4), 2: (3, 3)}) is None
    True
    >>> choose({1: (0, 4), 2: (1, 4)}, {2})
    2

    Alike are told apart by what they hold, then by their number:

    >>> choose({3: (0, 5), 2: (0, 10)})
    2
    """
    free = [
        (held / capacity, held, user)
        for user, (held, capacity) in loads.items()
        if held < capacity and (not allowed or user in allowed)
    ]
    return min(free)[2] if free else None
