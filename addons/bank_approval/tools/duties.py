# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Separation of duties: can anybody both initiate and finally approve?

Employees, roles and delegations are a graph. From an employee one reaches what he
may do: through his roles, the roles that these imply, roles that he could give to
himself, and the colleagues for whom he acts. A breach is an employee who reaches
both ends of one route; it is returned with the two ways that he walks.
"""

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True)
class Delegation:
    """``deputy`` acts for ``principal``; ``acts`` empty: in everything."""

    principal: object
    deputy: object
    acts: frozenset = frozenset()
    can_pass_on: bool = False
    limit: float | None = None


@dataclass(frozen=True)
class Limit:
    """How far a user or the holders of a role decide; ``routes`` empty: on all."""

    amount: float
    users: frozenset = frozenset()
    roles: frozenset = frozenset()
    routes: frozenset = frozenset()


@dataclass(frozen=True)
class Route:
    """A route: who starts it and who ends it.

    :param smallest: the smallest amount that takes this route
    :param final_needed: how many of the final step's people must be for
    :param has_limits: the final step asks for a limit of authority
    """

    key: object
    initiator_users: frozenset = frozenset()
    initiator_roles: frozenset = frozenset()
    final_users: frozenset = frozenset()
    final_roles: frozenset = frozenset()
    final_needed: int = 1
    smallest: float = 0
    has_limits: bool = False
    initiate_act: str = "initiate"
    approve_act: str = "approve"


@dataclass(frozen=True)
class Breach:
    """``initiate`` and ``approve`` are ways: tuples of ``(kind, name)`` links.

    Kinds of link: user, role, implied, granted, delegation. ``approve`` has a way
    for each of the seats that the employee fills.
    """

    user: object
    route: object
    initiate: tuple
    approve: tuple


@dataclass(frozen=True)
class Proof:
    breaches: tuple
    users: int
    routes: int

    @property
    def holds(self):
        return not self.breaches


class Duties:
    """Who works in the bank and by what right.

    :param users: ``{user: roles given to him}``
    :param implied: ``{role: roles it brings with it}``
    :param grants: ``{role: roles that its holders can give to anybody}``
    :param longest_chain: how many delegations in a row carry a right

    >>> duties = Duties({"ann": ["manager"], "bob": ["head"]}, delegations=[
    ...     Delegation("bob", "ann", frozenset({"approve"}))])
    >>> route = Route("loans", initiator_roles=frozenset({"manager"}),
    ...     final_roles=frozenset({"head"}))
    >>> breach, = duties.prove([route]).breaches
    >>> breach.approve
    ((('user', 'ann'), ('delegation', 'bob'), ('role', 'head')),)
    """

    def __init__(
        self,
        users,
        implied=None,
        delegations=(),
        limits=(),
        grants=None,
        longest_chain=2,
    ):
        self.users = {user: tuple(roles) for user, roles in users.items()}
        self.implied, self.grants = implied or {}, grants or {}
        self.longest_chain = longest_chain
        self.limits = tuple(limits)
        self._lent = {}
        for row in delegations:
            self._lent.setdefault(row.deputy, []).append(row)
        self._roles = {user: self._find_roles(user) for user in self.users}
        self._acting = {}

    def prove(self, routes):
        """Return the :class:`Proof` over all users and these routes."""
        routes = list(routes)
        breaches = tuple(b for route in routes for b in self.find_breaches(route))
        return Proof(breaches, len(self.users), len(routes))

    def find_breaches(self, route):
        """Return the breaches of one route, by user."""
        starts = self._find_holders(route.initiator_users, route.initiator_roles)
        ends = self._find_holders(route.final_users, route.final_roles)
        if route.has_limits:
            ends = self._keep_within_limits(route, ends)
        found = []
        for user in self.users if starts and len(ends) >= route.final_needed else ():
            first = self._reach(user, route.initiate_act, starts, 0)
            if not first:
                continue
            seats = self._reach(user, route.approve_act, ends, route.smallest)
            if len(seats) >= route.final_needed:
                found.append(Breach(user, route.key, first[0], tuple(seats)))
        return found

    # From an employee to what he may do

    def _find_roles(self, user):
        """Return ``{role: way}``, the shortest way to each role of a user."""
        found = {role: (("role", role),) for role in self.users[user]}
        waiting = deque(found)
        while waiting:
            role = waiting.popleft()
            links = [("implied", other) for other in self.implied.get(role, ())]
            links += [("granted", other) for other in self.grants.get(role, ())]
            for kind, other in links:
                if other not in found:
                    found[other] = (*found[role], (kind, other))
                    waiting.append(other)
        return found

    def _find_acting(self, user, act):
        """Return ``[(colleague, way, limit)]`` for whom a user acts, himself first.

        Two ways to one colleague stay apart where the longer one carries more.
        """
        if (user, act) in self._acting:
            return self._acting[user, act]
        found, best = [(user, (("user", user),), None)], {user: None}
        waiting = deque([(user, (("user", user),), None, 0)])
        while waiting:
            deputy, way, limit, length = waiting.popleft()
            if length == self.longest_chain:
                continue
            for row in self._lent.get(deputy, ()):
                # a right that was lent goes on only where its owner allowed it
                if row.principal not in self.users or (length and not row.can_pass_on):
                    continue
                if row.acts and act not in row.acts:
                    continue
                lent = _smaller(limit, row.limit)
                if row.principal in best and not _is_more(lent, best[row.principal]):
                    continue
                best[row.principal] = lent
                further = (*way, ("delegation", row.principal))
                found.append((row.principal, further, lent))
                waiting.append((row.principal, further, lent, length + 1))
        self._acting[user, act] = found
        return found

    def _reach(self, user, act, holders, amount):
        """Return one way to each holder of a right for whom the user acts."""
        ways = {}
        for colleague, way, limit in self._find_acting(user, act):
            if colleague in holders and (limit is None or limit >= amount):
                ways.setdefault(colleague, (*way, *holders[colleague]))
        return list(ways.values())

    # Who holds an end of a route

    def _find_holders(self, users, roles):
        """Return ``{user: way from him to the right}``."""
        found = {user: () for user in users if user in self.users}
        for user, ways in self._roles.items():
            if user not in found:
                own = [ways[role] for role in roles if role in ways]
                if own:
                    found[user] = min(own, key=lambda way: (len(way), str(way)))
        return found

    def _keep_within_limits(self, route, holders):
        limits = [
            row
            for row in self.limits
            if row.amount >= route.smallest
            and (not row.routes or route.key in row.routes)
        ]
        return {
            user: way
            for user, way in holders.items()
            if any(
                user in row.users or row.roles & self._roles[user].keys()
                for row in limits
            )
        }


def _smaller(one, other):
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def _is_more(one, other):
    """Tell whether a limit reaches further; None has no end."""
    return other is not None and (one is None or one > other)
