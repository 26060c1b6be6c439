# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What each group of a body has to give: risk, business, lawyers.

A matter is never refused because a group is not there: whoever must be for has to take
part first, otherwise nothing is decided. A recused member is none of his group.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Minimum:
    """How many members of one group take part at least, and how many are for.

    :param group: the key that its members carry
    """

    group: object
    present: int = 0
    votes_for: int = 0

    def __post_init__(self):
        if min(self.present, self.votes_for) < 0:
            raise ValueError("a minimum is never below zero")

    @property
    def attendance(self):
        """Whoever has to be for has to take part."""
        return max(self.present, self.votes_for)


@dataclass(frozen=True)
class GroupCount:
    """What one group has given, beside what it has to give."""

    group: object
    entitled: int
    taking_part: int
    attendance: int
    votes_for: int
    needed_for: int

    @property
    def is_for(self):
        return self.votes_for >= self.needed_for


def count_groups(minimums, entitled, taking_part, votes_for):
    """Return a :class:`GroupCount` for each minimum.

    :param entitled: ``{member: his group}`` of those who may vote
    :param taking_part: those of them who take part
    :param votes_for: those of them who are for

    >>> risk = Minimum("risk", votes_for=1)
    >>> count_groups([risk], {"a": "risk", "b": None}, {"a", "b"}, {"b"})[0].is_for
    False
    """
    return tuple(
        GroupCount(
            group=row.group,
            entitled=_count(entitled, entitled, row.group),
            taking_part=_count(entitled, taking_part, row.group),
            attendance=row.attendance,
            votes_for=_count(entitled, votes_for, row.group),
            needed_for=row.votes_for,
        )
        for row in minimums
    )


def is_attended(minimums, groups):
    """Tell whether of each group enough are among these members.

    :param groups: the group of each member who takes part
    """
    groups = list(groups)
    return all(groups.count(row.group) >= row.attendance for row in minimums)


def _count(groups, keys, group):
    return sum(groups[key] == group for key in keys)
