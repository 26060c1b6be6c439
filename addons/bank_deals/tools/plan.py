# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How a target is given to those below. Plain Python."""


def spread(total, weights):
    """Return the parts of a total by weight, in whole units, which sum to it exactly.

    Without any weight all get the same. What rounding leaves goes to the largest
    remainders, among equals to the first.

    >>> spread(100, [1, 1, 1])
    [34.0, 33.0, 33.0]
    >>> spread(10, [3, 1]), spread(7, [0, 0]), spread(5, [])
    ([8.0, 2.0], [4.0, 3.0], [])
    >>> sum(spread(1000003, [17, 5, 0, 2.5])), spread(9, [-4, 1])
    (1000003.0, [0.0, 9.0])
    >>> spread(10.5, [1, 1])
    [5.5, 5.0]
    """
    shares = [max(weight, 0) for weight in weights]
    if not shares:
        return []
    if not any(shares):
        shares = [1] * len(shares)
    whole, rest = divmod(total, 1)
    exact = [whole * share / sum(shares) for share in shares]
    parts = [float(int(part)) for part in exact]
    order = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in order[: round(whole - sum(parts))]:
        parts[place] += 1
    # the fraction of a unit is nobody's share
    largest = max(range(len(parts)), key=lambda place: (shares[place], -place))
    parts[largest] += rest
    return parts


def add_up(parents, values):
    """Return ``{node: own value and those of all below}``.

    :param parents: ``{node: the node above or None}``

    >>> add_up({1: None, 2: 1, 3: 2}, {2: 5, 3: 7}) == {1: 12, 2: 12, 3: 7}
    True
    """
    totals = dict.fromkeys(parents, 0)
    for node, value in values.items():
        while node is not None:
            totals[node] += value
            node = parents[node]
    return totals
