# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whose limit covers a matter: by person, role or committee, product and rating.

A matter is measured by its own amount, by all that its client's group would owe, and
by the part of it without security. A limit covers it only if it covers each measure.
"""

from collections import defaultdict
from dataclasses import dataclass

COVERED = ""


@dataclass(frozen=True)
class Matter:
    """What is decided on, in the currency of the bank.

    :param amount: of all that is decided on together (a package), as far as it is a
        risk; of what is no risk (a deposit), its own amount
    :param exposure: what its debtors and those related to them would owe with it
    :param unsecured: the part of the exposure that nothing secures
    :param categories: the category of its product and all above it
    :param severity: of the gravest departure from a policy; 0: there is none
    :param before: what the group owes without it
    """

    amount: float
    exposure: float
    unsecured: float
    categories: tuple = ()
    rating: str = ""
    severity: int = 0
    before: float = 0


@dataclass(frozen=True)
class Claim:
    """One thing by which clients owe, or will owe when it is carried out.

    :param clients: ids of those who owe it; a loan of two clients counts once
    :param root: what the risk belongs to: a deal, its application and its offer are
        one, a loan and its change as well
    :param is_owed: False: decided on, and not carried out
    """

    clients: frozenset
    root: tuple
    amount: float
    unsecured: float
    is_owed: bool = True


@dataclass(frozen=True)
class Sums:
    """What a group owes and was promised, beside the root that is asked about.

    :param promised: what goes beyond what is owed on the same root
    :param bare: the unsecured part of both
    :param own: what is owed on the root itself, which the decision replaces
    """

    owed: float = 0
    promised: float = 0
    bare: float = 0
    own: float = 0


class Claims:
    """What is owed and promised by many clients, found per group, each risk once."""

    def __init__(self, claims):
        self.claims = list(claims)
        self.places = defaultdict(set)
        for place, claim in enumerate(self.claims):
            for client in claim.clients:
                self.places[client].add(place)

    def find(self, members, root):
        """Return the :class:`Sums` of a group.

        Several decisions on one root are one risk: the largest of them counts.

        >>> claims = Claims([
        ...     Claim({1, 2}, "loan", 30, 30), Claim({3}, "other", 5, 5),
        ...     Claim({1}, "loan", 40, 35, False),
        ...     Claim({1}, "a", 8, 4, False), Claim({2}, "a", 7, 5, False),
        ... ])
        >>> claims.find({1, 2}, "b")
        Sums(owed=30, promised=18, bare=40, own=0)
        >>> claims.find({1, 2}, "loan")
        Sums(owed=0, promised=8, bare=5, own=30)
        """
        owed, promised, open_owed, bare = self._sum_by_root(members)
        own = owed.pop(root, 0)
        for sums in (promised, open_owed, bare):
            sums.pop(root, None)
        return Sums(
            owed=sum(owed.values()),
            promised=_sum_beyond(promised, owed),
            bare=sum(open_owed.values()) + _sum_beyond(bare, open_owed),
            own=own,
        )

    def _sum_by_root(self, members):
        """Return what is owed and promised per root, and of each what nothing secures."""
        places = sorted({place for key in members for place in self.places[key]})
        owed, promised, open_owed, bare = (defaultdict(int) for _ in range(4))
        for claim in (self.claims[place] for place in places):
            if claim.is_owed:
                owed[claim.root] += claim.amount
                open_owed[claim.root] += claim.unsecured
            else:
                promised[claim.root] = max(promised[claim.root], claim.amount)
                bare[claim.root] = max(bare[claim.root], claim.unsecured)
        return owed, promised, open_owed, bare


def _sum_beyond(promised, owed):
    """Return what is promised beyond what is owed on the same roots."""
    return sum(max(0, amount - owed.get(key, 0)) for key, amount in promised.items())


@dataclass(frozen=True)
class Limit:
    """How far its holder decides; zero: this measure is bound by the exposure alone.

    :param holder: ``("user" | "role" | "committee", id)``
    :param ratings: empty: for every rating
    :param severity: the gravest departure from a policy it covers; 0: any
    """

    key: object
    holder: tuple
    exposure: float
    amount: float = 0
    unsecured: float = 0
    category: object = None
    ratings: frozenset = frozenset()
    severity: int = 0

    def is_meant_for(self, matter):
        if self.category is not None and self.category not in matter.categories:
            return False
        return not self.ratings or matter.rating in self.ratings

    def find_excess(self, matter):
        """Return the first measure that goes beyond it, or COVERED.

        >>> limit = Limit(1, ("user", 7), exposure=100, unsecured=10)
        >>> limit.find_excess(Matter(50, 90, 40))
        'unsecured'
        """
        for name in ("amount", "exposure", "unsecured"):
            bound = getattr(self, name)
            # without a number of its own the exposure binds it: it is a part of that
            if (bound or name == "exposure") and (
                round(getattr(matter, name), 2) > round(bound, 2)
            ):
                return name
        if self.severity and matter.severity > self.severity:
            return "severity"
        return COVERED

    def covers(self, matter):
        return self.find_excess(matter) == COVERED

    def _narrowness(self, matter):
        depth = len(matter.categories)
        place = self.category in matter.categories
        return (
            depth - matter.categories.index(self.category) if place else 0,
            bool(self.ratings),
        )


@dataclass(frozen=True)
class Verdict:
    """``excess`` is empty where the limit covers, "none" where there is no limit."""

    limit: Limit | None
    excess: str

    @property
    def covers(self):
        return self.excess == COVERED


def judge(limits, holders, matter):
    """Return the :class:`Verdict` on a matter for somebody with these holders' limits.

    What is said of a person stands in the place of what is said of his roles; what is
    said of a product or a rating in the place of what is said of all.

    >>> role = Limit("head", ("role", 3), exposure=1000)
    >>> own = Limit("own", ("user", 7), exposure=100)
    >>> judge([role, own], {("user", 7), ("role", 3)}, Matter(50, 200, 200)).excess
    'exposure'
    >>> judge([role, own], {("user", 8), ("role", 3)}, Matter(50, 200, 200)).limit.key
    'head'
    """
    meant = [
        row for row in limits if row.holder in holders and row.is_meant_for(matter)
    ]
    own = [row for row in meant if row.holder[0] == "user"]
    narrow = _keep_narrow(own or meant, matter)
    if not narrow:
        return Verdict(None, "none")
    covering = [row for row in narrow if row.covers(matter)]
    if covering:
        return Verdict(min(covering, key=lambda row: row.exposure), COVERED)
    widest = max(narrow, key=lambda row: row.exposure)
    return Verdict(widest, widest.find_excess(matter))


def _keep_narrow(limits, matter):
    """Return the rows of each holder that speak of the matter most closely."""
    kept = []
    for holder in {row.holder for row in limits}:
        rows = [row for row in limits if row.holder == holder]
        closest = max(row._narrowness(matter) for row in rows)
        kept += [row for row in rows if row._narrowness(matter) == closest]
    return kept


def find_nearest(limits, people, matter):
    """Return the people with the smallest limit that covers a matter, in their order.

    :param people: ``{person: holders whose limits are his}``

    >>> limits = [Limit(1, ("user", 7), 100), Limit(2, ("user", 8), 900)]
    >>> people = {7: {("user", 7)}, 8: {("user", 8)}}
    >>> find_nearest(limits, people, Matter(50, 50, 50))
    [7]
    >>> find_nearest(limits, people, Matter(50, 500, 50))
    [8]
    """
    verdicts = {key: judge(limits, holders, matter) for key, holders in people.items()}
    covering = {key: row.limit.exposure for key, row in verdicts.items() if row.covers}
    nearest = min(covering.values(), default=None)
    return [key for key in covering if covering[key] == nearest]
