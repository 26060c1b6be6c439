# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a body has decided: from a rule, its members and their votes to an outcome.

Everything is counted from sets, so that the order of votes never matters. Reasons
are codes; who shows them has the words.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from .minimums import count_groups, is_attended

RULES = ("all", "any", "majority", "share", "count", "unanimity", "chairman")
DECISIONS = ("for", "against", "abstain")
# what the needed part is counted of: all who may vote, all who did, those not abstaining
BASES = ("entitled", "cast", "expressed")
PENDING, APPROVED, CONDITIONAL = "pending", "approved", "conditional"
REJECTED, NO_QUORUM = "rejected", "no_quorum"


class Refused(ValueError):
    """A vote that cannot be taken; ``reason`` says why, as a code."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Rule:
    """How a body decides.

    :param quorum: part of those entitled that must take part (percent)
    :param quorum_count: and the least number of them
    :param share: for the rule *share*: what part must be for (percent)
    :param count: for the rule *count*: how many members must be for, whatever they weigh
    :param minimums: what each group has to give, whatever the rule
    :param is_early: it ends as soon as the votes that are missing change nothing
    :param has_casting_vote: the chairman decides where exactly half is for; without
        his word nothing is decided then
    """

    kind: str = "majority"
    quorum: Fraction = Fraction(0)
    quorum_count: int = 1
    share: Fraction = Fraction(0)
    base: str = "cast"
    is_early: bool = False
    has_casting_vote: bool = False
    count: int = 0
    minimums: tuple = ()

    def __post_init__(self):
        if self.kind not in RULES or self.base not in BASES:
            raise ValueError(f"no such rule: {self.kind} of {self.base}")
        if not 0 <= self.quorum <= 100 or not 0 <= self.share <= 100:
            raise ValueError("parts lie between 0 and 100 percent")
        if self.kind == "share" and not self.share:
            raise ValueError("which part must be for?")
        if self.kind == "count" and self.count < 1:
            raise ValueError("how many must be for?")


@dataclass(frozen=True)
class Member:
    key: object
    weight: Fraction = Fraction(1)
    has_veto: bool = False
    is_chairman: bool = False
    group: object = None

    def __post_init__(self):
        if self.weight <= 0:
            raise ValueError("a member without weight does not vote")


def preside(order, members, recused=(), present=None):
    """Return the key of who presides, or None: the first in order who may vote.

    :param order: chairman, his deputy, whoever was elected; keys or None

    >>> preside(["c", None, "b"], [Member("a"), Member("b"), Member("c")], {"c"})
    'b'
    """
    sitting = {one.key for one in members} - set(recused)
    if present is not None:
        sitting &= set(present)
    return next((key for key in order if key in sitting), None)


def get_gist(condition):
    """Return what two conditions share that say the same in the same words."""
    if not isinstance(condition, str):
        return condition
    text = " ".join(condition.split()).rstrip(" .;").casefold()
    return text.replace("ё", "е")


def merge(conditions):
    """Return each condition once: case, spaces and the closing dot make no other.

    >>> merge(["a  pledge.", "A pledge", "Insurance"])
    ('A pledge', 'Insurance')
    """
    found = {}
    for condition in sorted(conditions, key=str):
        found.setdefault(get_gist(condition), condition)
    return tuple(found.values())


@dataclass(frozen=True)
class Vote:
    """One vote; conditions go with a vote for, dissent with any other."""

    member: object
    decision: str
    conditions: tuple = ()
    dissent: str = ""

    def __post_init__(self):
        if self.decision not in DECISIONS:
            raise Refused("unknown_decision")


@dataclass(frozen=True)
class Tally:
    """The outcome and the figures behind it; ``reasons`` are codes."""

    outcome: str
    reasons: tuple
    entitled: int
    taking_part: int
    quorum: int
    weight_for: Fraction
    weight_against: Fraction
    weight_abstain: Fraction
    waiting: frozenset
    conditions: tuple = ()
    dissent: tuple = ()
    groups: tuple = ()

    @property
    def is_final(self):
        return self.outcome != PENDING


def tally(rule, members, votes, recused=(), present=None, is_over=False):
    """Return the :class:`Tally` of these votes.

    :param recused: keys of members who take no part; their votes do not count
    :param present: keys of who attends a meeting; None: who votes takes part
    :param is_over: the vote is closed or its term has ended: nobody else votes

    >>> members = [Member("a"), Member("b"), Member("c", is_chairman=True)]
    >>> votes = [Vote("a", "for"), Vote("b", "against")]
    >>> rule = Rule("majority", quorum=Fraction(50))
    >>> tally(rule, members, votes).outcome
    'pending'
    >>> tally(rule, members, [*votes, Vote("c", "for")]).outcome
    'approved'
    >>> tally(rule, members, votes, is_over=True).outcome  # one of two is no majority
    'rejected'
    >>> tally(rule, members, votes[:1], is_over=True).outcome
    'no_quorum'
    """
    count = _Count(rule, members, votes, frozenset(recused), present)
    outcome, reasons = count.decide(is_over)
    approved = outcome == APPROVED
    conditions = count.find_conditions() if approved else ()
    return Tally(
        outcome=CONDITIONAL if conditions else outcome,
        reasons=reasons,
        entitled=len(count.entitled),
        taking_part=len(count.taking_part),
        quorum=count.quorum,
        weight_for=count.weigh("for"),
        weight_against=count.weigh("against"),
        weight_abstain=count.weigh("abstain"),
        waiting=frozenset() if outcome != PENDING else frozenset(count.waiting),
        conditions=conditions,
        dissent=count.find_dissent(),
        groups=count.count_groups(),
    )


class _Count:
    """Members and votes of one ballot, with the recused ones taken out."""

    def __init__(self, rule, members, votes, recused, present):
        self.rule = rule
        self.entitled = {one.key: one for one in members if one.key not in recused}
        self.votes = {}
        for vote in votes:
            if vote.member in self.votes:
                raise Refused("voted_twice")
            self.votes[vote.member] = vote
        self.votes = {k: v for k, v in self.votes.items() if k in self.entitled}
        attending = set(self.votes) if present is None else set(present)
        self.taking_part = (attending | set(self.votes)) & set(self.entitled)
        self.waiting = set(self.entitled) - set(self.votes)
        if present is not None:
            # who is not in the room does not vote there
            self.waiting &= self.taking_part
        part = Fraction(rule.quorum) * len(self.entitled) / 100
        needed = rule.count if rule.kind == "count" else 1
        self.quorum = max(rule.quorum_count, ceil(part), needed)
        self.chairman = next(
            (key for key, one in self.entitled.items() if one.is_chairman), None
        )

    def weigh(self, decision):
        return sum(
            (self.entitled[key].weight for key, vote in self.votes.items()
             if vote.decision == decision),
            Fraction(0),
        )  # fmt: skip

    def find_for(self):
        return {key for key, vote in self.votes.items() if vote.decision == "for"}

    def count_groups(self):
        groups = {key: one.group for key, one in self.entitled.items()}
        return count_groups(
            self.rule.minimums, groups, self.taking_part, self.find_for()
        )

    def find_conditions(self):
        return merge(
            condition
            for vote in self.votes.values()
            if vote.decision == "for"
            for condition in vote.conditions
        )

    def find_dissent(self):
        return tuple(
            (key, self.votes[key].dissent)
            for key in sorted(self.votes, key=str)
            if self.votes[key].dissent
        )

    # The outcome

    def decide(self, is_over):
        """Return the outcome and the codes of its reasons."""
        complete = is_over or not self.waiting
        if not complete and not self.rule.is_early:
            return PENDING, ("waiting",)
        if self.rule.kind == "chairman" and self.chairman is None:
            return NO_QUORUM, ("no_chairman",)
        if short := self._find_short(self.taking_part):
            return self._miss(short, complete)
        if complete:
            return self._judge()
        worst, best = self._complete("against"), self._complete("for")
        if worst._judge()[0] == best._judge()[0]:
            outcome, reasons = worst._judge()
            return outcome, (*reasons, "rest_changes_nothing")
        return PENDING, ("waiting",)

    def _find_short(self, keys):
        """Return of what there is too little among these members, or False."""
        if len(keys) < self.quorum:
            return "quorum"
        groups = (self.entitled[key].group for key in keys)
        return False if is_attended(self.rule.minimums, groups) else "group"

    def _miss(self, short, complete):
        unreachable = self._find_short(self.taking_part | self.waiting)
        if not complete and not unreachable:
            return PENDING, ("waiting",)
        code = f"{unreachable}_unreachable" if unreachable else f"{short}_missing"
        return NO_QUORUM, (code,)

    def _complete(self, decision):
        """Return this ballot as it ends when all who are missing vote like that."""
        rest = [Vote(key, decision) for key in self.waiting]
        return _Count(
            self.rule,
            self.entitled.values(),
            [*self.votes.values(), *rest],
            frozenset(),
            self.taking_part,
        )

    def _judge(self):
        vetoes = (
            vote.decision == "against" and self.entitled[key].has_veto
            for key, vote in self.votes.items()
        )
        if any(vetoes):
            return REJECTED, ("veto",)
        outcome, reasons = getattr(self, f"_judge_{self.rule.kind}")()
        if outcome == APPROVED and not all(row.is_for for row in self.count_groups()):
            return REJECTED, ("group_not_for",)
        return outcome, reasons

    def _judge_all(self):
        if self.weigh("for") == sum(one.weight for one in self.entitled.values()):
            return APPROVED, ("all_for",)
        return REJECTED, ("not_all_for",)

    def _judge_any(self):
        if self.weigh("for"):
            return APPROVED, ("one_for",)
        return REJECTED, ("nobody_for",)

    def _judge_unanimity(self):
        if self.weigh("against"):
            return REJECTED, ("somebody_against",)
        return (APPROVED, ("nobody_against",)) if self.weigh("for") else (
            REJECTED, ("nobody_for",)
        )  # fmt: skip

    def _judge_chairman(self):
        vote = self.votes.get(self.chairman)
        if vote is None:
            return NO_QUORUM, ("chairman_silent",)
        return (APPROVED if vote.decision == "for" else REJECTED), ("chairman",)

    def _judge_share(self):
        enough = self.weigh("for") * 100 >= Fraction(self.rule.share) * self._base()
        if enough and self.weigh("for"):
            return APPROVED, ("share_reached",)
        return REJECTED, ("share_missed",)

    def _judge_count(self):
        if len(self.find_for()) >= self.rule.count:
            return APPROVED, ("count_reached",)
        return REJECTED, ("count_missed",)

    def _judge_majority(self):
        doubled, base = 2 * self.weigh("for"), self._base()
        if doubled > base:
            return APPROVED, ("majority",)
        if self.rule.has_casting_vote and doubled == base:
            return self._break_tie()
        return REJECTED, ("no_majority",)

    def _break_tie(self):
        if self.chairman is None:
            return NO_QUORUM, ("no_chairman",)
        vote = self.votes.get(self.chairman)
        if vote is None:
            return NO_QUORUM, ("chairman_silent",)
        if vote.decision == "for":
            return APPROVED, ("casting_vote",)
        return REJECTED, ("no_majority",)

    def _base(self):
        if self.rule.base == "entitled":
            return sum(one.weight for one in self.entitled.values())
        expressed = self.weigh("for") + self.weigh("against")
        cast = expressed + self.weigh("abstain")
        return cast if self.rule.base == "cast" else expressed
