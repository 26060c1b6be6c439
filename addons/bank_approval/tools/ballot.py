# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A ballot over its life, as :mod:`tally` counts it."""

from .tally import Refused, tally


class Ballot:
    """A ballot over its life: votes come in, it closes once, then nothing changes.

    >>> from odoo.addons.bank_approval.tools.tally import Member, Rule, Vote
    >>> ballot = Ballot(Rule("any", is_early=True), [Member("a"), Member("b")])
    >>> ballot.cast(Vote("a", "for")).outcome
    'approved'
    >>> ballot.cast(Vote("b", "against"))
    Traceback (most recent call last):
    odoo.addons.bank_approval.tools.tally.Refused: closed
    """

    def __init__(self, rule, members, present=None):
        self.rule, self.members, self.present = rule, tuple(members), present
        self.votes, self.recused, self.result = {}, set(), None

    def cast(self, vote):
        """Take a vote, return the tally; :class:`Refused` where it cannot be taken."""
        if reason := self.get_blocker(vote.member):
            raise Refused(reason)
        self.votes[vote.member] = vote
        return self._settle()

    def recuse(self, member):
        """Take a member out; a vote that he has given stays on record, uncounted."""
        if self.result:
            raise Refused("closed")
        if member not in {one.key for one in self.members}:
            raise Refused("not_a_member")
        self.recused.add(member)
        return self._settle()

    def close(self):
        """End it with what there is."""
        return self.result or self._settle(is_over=True)

    def get_blocker(self, member):
        """Return the code of why this member cannot vote, or False."""
        if self.result:
            return "closed"
        if member not in {one.key for one in self.members}:
            return "not_a_member"
        if member in self.recused:
            return "recused"
        if self.present is not None and member not in self.present:
            return "absent"
        return "voted_twice" if member in self.votes else False

    def _settle(self, is_over=False):
        found = tally(
            self.rule, self.members, self.votes.values(), self.recused, self.present,
            is_over,
        )  # fmt: skip
        if found.is_final:
            self.result = found
        return found
