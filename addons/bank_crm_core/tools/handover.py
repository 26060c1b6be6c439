# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Dealing out clients among managers, without a database."""


def deal_out(clients, shares):
    """Return ``{client: manager}`` so that numbers and balances follow the shares.

    The richest are dealt out first, each to whoever is furthest below his share of the
    balances; those without a balance fill up the numbers.

    :param clients: pairs (client, balance)
    :param shares: ``{manager: weight}``; who has no weight gets nobody

    >>> dealt = deal_out([("a", 60), ("b", 30), ("c", 30), ("d", 0)], {1: 1, 2: 1})
    >>> dealt["a"], dealt["b"], dealt["c"]
    (1, 2, 2)
    >>> sorted(deal_out([(n, 0) for n in range(6)], {1: 2, 2: 1}).values())
    [1, 1, 1, 1, 2, 2]
    >>> deal_out([("a", 1)], {1: 0})
    {}
    """
    shares = {manager: weight for manager, weight in shares.items() if weight > 0}
    if not shares:
        return {}
    balances = dict.fromkeys(shares, 0)
    numbers = dict.fromkeys(shares, 0)
    dealt = {}
    for client, balance in sorted(clients, key=lambda row: -abs(row[1])):
        filled = balances if balance else numbers
        manager = min(
            shares,
            key=lambda one: (filled[one] / shares[one], numbers[one] / shares[one]),
        )
        dealt[client] = manager
        balances[manager] += abs(balance)
        numbers[manager] += 1
    return dealt
