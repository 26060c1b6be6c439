# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who owns a company in the end: shares through chains and circles of companies.

Law 115-FZ, article 3: a *beneficial owner* is the natural person who in the end, directly
or through third parties, owns a client that is a legal entity, that is has a prevailing
share of more than 25 per cent of its capital, or who directly or indirectly controls what
the client does. Here are the shares; who controls is said by relations of other types.

An owner is *ultimate* when nobody is known to own him. The share of each company is
spread over its owners, and theirs over those who own them; inside a circle of companies
that is a system of linear equations, ``x = A x + b`` with ``b`` from outside. It has one
solution unless the circle owns itself wholly: then nobody outside owns anything, and the
companies are named as a closed circle.
"""

import heapq
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

BENEFICIAL_SHARE = 0.25
_EPSILON = 1e-9
_UNITS = 10_000
_SEARCHED = 2_000


@dataclass
class Ownership:
    """``shares``: ``{company: {ultimate owner: share}}``; ``circles``: companies that
    own one another wholly; ``overfull``: companies whose known shares exceed the whole
    and were scaled down to it.
    """

    shares: dict = field(default_factory=dict)
    circles: set = field(default_factory=set)
    overfull: set = field(default_factory=set)


def find_fullest_day(spans):
    """Return the first day (None: since ever) of the largest total, and that total.

    :param spans: iterable of ``(first day or falsy, last day or falsy, share)``

    >>> find_fullest_day([(None, date(2026, 1, 31), 60), (date(2026, 2, 1), None, 50)])
    (None, 60.0)
    >>> find_fullest_day([(None, None, 60), (date(2026, 2, 1), None, 50.5)])
    (datetime.date(2026, 2, 1), 110.5)
    """
    changes = defaultdict(int)
    for first, last, share in spans:
        units = round(share * _UNITS)
        changes[first or date.min] += units
        if last and last < date.max:
            changes[last + timedelta(days=1)] -= units
    best, total, best_day = 0, 0, date.min
    for day in sorted(changes):
        total += changes[day]
        if total > best:
            best, best_day = total, day
    return (None if best_day == date.min else best_day), best / _UNITS


def compute_shares(edges):
    """Return the :class:`Ownership` of every company among the edges.

    :param edges: iterable of ``(owner, company, share)``, the share a fraction of 1;
        several edges of the same two add up

    >>> found = compute_shares([("Anna", "Alfa", 0.6), ("Alfa", "Beta", 0.5)])
    >>> found.shares["Beta"]
    {'Anna': 0.3}

    A company that owns a part of itself through another one:

    >>> found = compute_shares(
    ...     [("Anna", "Alfa", 0.5), ("Beta", "Alfa", 0.5), ("Alfa", "Beta", 1)]
    ... )
    >>> round(found.shares["Beta"]["Anna"], 9)
    1.0
    >>> compute_shares([("Alfa", "Beta", 1), ("Beta", "Alfa", 1)]).circles == {
    ...     "Alfa", "Beta"}
    True
    """
    result = Ownership()
    owners = _collect_owners(edges, result)
    for component in _Components(owners):
        if len(component) == 1:
            (company,) = component
            if company in owners:
                result.shares[company] = _add_up(owners[company], result.shares)
        else:
            _solve_circle(component, owners, result)
    return result


def _collect_owners(edges, result):
    """Return ``{company: {owner: share}}`` in which no company is owned twice over."""
    owners = {}
    for owner, company, share in edges:
        if share > 0 and owner != company:
            row = owners.setdefault(company, {})
            row[owner] = row.get(owner, 0) + share
    for company, row in owners.items():
        total = sum(row.values())
        if total > 1 + _EPSILON:
            result.overfull.add(company)
            for owner in row:
                row[owner] /= total
    return owners


def _add_up(row, shares, without=()):
    """Return ``{ultimate owner: share}`` of a company, given those of its owners."""
    total = {}
    for owner, share in row.items():
        if owner in without:
            continue
        for ultimate, part in shares.get(owner, {owner: 1}).items():
            total[ultimate] = total.get(ultimate, 0) + share * part
    return total


def _solve_circle(component, owners, result):
    """Solve ``(I - A) X = B`` for companies that own one another."""
    places = {company: place for place, company in enumerate(component)}
    outside = [_add_up(owners[name], result.shares, places) for name in component]
    ultimate = list(dict.fromkeys(name for row in outside for name in row))
    inside = np.zeros((len(component), len(component)))
    for company, place in places.items():
        for owner, share in owners[company].items():
            if owner in places:
                inside[place, places[owner]] = share
    if (inside.sum(axis=1) >= 1 - _EPSILON).all():
        result.circles.update(component)
        result.shares.update((company, {}) for company in component)
        return
    columns = {name: place for place, name in enumerate(ultimate)}
    given = np.zeros((len(component), len(ultimate)))
    for place, row in enumerate(outside):
        for name, share in row.items():
            given[place, columns[name]] = share
    solved = np.linalg.solve(np.eye(len(component)) - inside, given)
    for company, place in places.items():
        result.shares[company] = dict(zip(ultimate, solved[place].tolist()))


class _Components:
    """The strongly connected components, owners before what they own (Tarjan)."""

    def __init__(self, owners):
        self.owners = owners
        self.index, self.low = {}, {}
        self.stack, self.waiting = [], set()
        self.path = []

    def __iter__(self):
        for root in self.owners:
            if root not in self.index:
                yield from self._visit(root)

    def _visit(self, root):
        self._open(root)
        while self.path:
            node, following = self.path[-1]
            for owner in following:
                if owner not in self.index:
                    self._open(owner)
                    break
                if owner in self.waiting:
                    self.low[node] = min(self.low[node], self.index[owner])
            else:
                yield from self._close(node)

    def _open(self, node):
        self.index[node] = self.low[node] = len(self.index)
        self.stack.append(node)
        self.waiting.add(node)
        self.path.append((node, iter(self.owners.get(node, ()))))

    def _close(self, node):
        self.path.pop()
        if self.path:
            parent = self.path[-1][0]
            self.low[parent] = min(self.low[parent], self.low[node])
        if self.low[node] == self.index[node]:
            component = [self.stack.pop()]
            while component[-1] != node:
                component.append(self.stack.pop())
            self.waiting.difference_update(component)
            yield component


def is_beneficial(share):
    """Return whether a share makes a natural person a beneficial owner.

    >>> is_beneficial(0.25), is_beneficial(0.2501)
    (False, True)
    """
    return share > BENEFICIAL_SHARE + _EPSILON


def find_chains(edges, owner, company, limit=3):
    """Return the heaviest chains without a repetition, ``(share, [owner, …, company])``.

    >>> edges = [("Anna", "Alfa", 0.5), ("Alfa", "Beta", 0.4), ("Anna", "Beta", 0.1)]
    >>> find_chains(edges, "Anna", "Beta")
    [(0.2, ['Anna', 'Alfa', 'Beta']), (0.1, ['Anna', 'Beta'])]
    """
    owners = _collect_owners(edges, Ownership())
    found, heap, count = [], [(-1.0, 0, [company])], 0
    while heap and len(found) < limit and count < _SEARCHED:
        weight, _order, chain = heapq.heappop(heap)
        if chain[0] == owner:
            found.append((-weight, chain))
            continue
        for upper, share in owners.get(chain[0], {}).items():
            if upper not in chain:
                count += 1
                heapq.heappush(heap, (weight * share, count, [upper, *chain]))
    return found
