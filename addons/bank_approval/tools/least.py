# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How few of a body can pass a matter, if the others stand by.

For the proof of separated duties: whoever fills so many seats decides alone. The others
abstain where they are needed for a quorum, since that harms least.
"""

from dataclasses import replace

from .tally import APPROVED, Vote, tally


def count_least(rule, members):
    """Return the fewest votes for by which a matter can pass, or None: it never can.

    With groups it may be too few by some, never too many: nobody is overlooked.

    >>> from odoo.addons.bank_approval.tools.tally import Member, Rule
    >>> five = [Member(key) for key in range(5)]
    >>> count_least(Rule("majority", quorum_count=3), five)
    2
    >>> count_least(Rule("majority", quorum_count=3, base="expressed"), five)
    1
    >>> count_least(Rule("count", count=6), five)
    """
    needed = {}
    for row in rule.minimums:
        needed[row.group] = max(row.votes_for, needed.get(row.group, 0))
    rule = replace(rule, minimums=())
    heavy = sorted(members, key=lambda one: -one.weight)
    chaired = sorted(heavy, key=lambda one: not one.is_chairman)
    for size in range(max(1, sum(needed.values())), len(heavy) + 1):
        if any(_passes(rule, order, size) for order in (heavy, chaired)):
            return size
    return None


def _passes(rule, order, size):
    """Tell whether the first so many pass it, with as few others as there have to be."""
    rest = sorted(order[size:], key=lambda one: one.weight)
    votes = [Vote(one.key, "for") for one in order[:size]]
    missing = max(0, tally(rule, order, votes, is_over=True).quorum - size)
    votes += [Vote(one.key, "abstain") for one in rest[:missing]]
    return tally(rule, order, votes, is_over=True).outcome == APPROVED
