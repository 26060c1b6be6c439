# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What holds for every rule, body and order of votes."""

import itertools
import unittest
from dataclasses import replace
from fractions import Fraction

from odoo.tests import BaseCase, tagged

from ..tools import tally as core
from ..tools.ballot import Ballot
from ..tools.least import count_least
from ..tools.minimums import Minimum
from ..tools.tally import Member, Refused, Rule, Vote, tally

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError:  # a development dependency
    raise unittest.SkipTest("hypothesis is not installed") from None

_quick = settings(max_examples=200, deadline=None, derandomize=True, database=None)
_decision = st.sampled_from(core.DECISIONS)
_rule = st.builds(
    Rule,
    kind=st.sampled_from(core.RULES),
    quorum=st.integers(0, 100).map(Fraction),
    quorum_count=st.integers(0, 5),
    share=st.integers(1, 100).map(Fraction),
    base=st.sampled_from(core.BASES),
    is_early=st.booleans(),
    has_casting_vote=st.booleans(),
    count=st.integers(1, 4),
    minimums=st.lists(
        st.builds(
            Minimum,
            st.sampled_from(("risk", "business")),
            present=st.integers(0, 2),
            votes_for=st.integers(0, 2),
        ),
        max_size=2,
    ).map(tuple),
)


@st.composite
def _ballots(draw, most=5):
    """Return a rule, members, votes of some of them, and recused members."""
    size = draw(st.integers(1, most))
    chairman = draw(st.integers(0, size))  # one past the end: there is none
    members = [
        Member(
            key,
            weight=Fraction(draw(st.integers(1, 3))),
            has_veto=draw(st.integers(0, 4)) == 4,
            is_chairman=key == chairman,
            group=draw(st.sampled_from(("risk", "business", None))),
        )
        for key in range(size)
    ]
    votes = [Vote(key, draw(_decision)) for key in range(size) if draw(st.booleans())]
    recused = {key for key in range(size) if draw(st.integers(0, 4)) == 4}
    return draw(_rule), members, votes, recused


@tagged("post_install", "-at_install")
class TestTallyProperties(BaseCase):
    @_quick
    @given(_ballots(), st.booleans(), st.randoms(use_true_random=False))
    def test_order_of_votes_and_members_is_nothing(self, ballot, is_over, random):
        rule, members, votes, recused = ballot
        expected = tally(rule, members, votes, recused, is_over=is_over)
        random.shuffle(members)
        random.shuffle(votes)
        found = tally(rule, members, votes, recused, is_over=is_over)
        self.assertEqual(found, expected)

    @_quick
    @given(_ballots(), st.booleans())
    def test_no_outcome_without_quorum(self, ballot, is_over):
        rule, members, votes, recused = ballot
        found = tally(rule, members, votes, recused, is_over=is_over)
        voted = {vote.member for vote in votes} - recused
        entitled = len(members) - len(recused)
        self.assertEqual(found.taking_part, len(voted))
        self.assertGreaterEqual(found.quorum * 100, rule.quorum * entitled)
        self.assertGreaterEqual(found.quorum, rule.quorum_count)
        if len(voted) < found.quorum:
            self.assertIn(found.outcome, ("pending", "no_quorum"))

    @_quick
    @given(_ballots(), st.booleans())
    def test_nothing_is_decided_without_the_least_of_each_group(self, ballot, is_over):
        rule, members, votes, recused = ballot
        found = tally(rule, members, votes, recused, is_over=is_over)
        groups = {one.key: one.group for one in members if one.key not in recused}
        counted = [vote for vote in votes if vote.member in groups]
        for row in rule.minimums:
            part = [vote for vote in counted if groups[vote.member] == row.group]
            given_for = [vote for vote in part if vote.decision == "for"]
            if len(part) < max(row.present, row.votes_for):
                self.assertIn(found.outcome, ("pending", "no_quorum"))
            if len(given_for) < row.votes_for:
                self.assertNotIn(found.outcome, ("approved", "conditional"))
        if is_over and found.outcome == "no_quorum" and not rule.minimums:
            self.assertNotIn("group", "".join(found.reasons))

    @_quick
    @given(_ballots())
    def test_minimums_only_ever_stop_an_approval(self, ballot):
        rule, members, votes, recused = ballot
        found = tally(rule, members, votes, recused, is_over=True)
        free = replace(rule, minimums=())
        without = tally(free, members, votes, recused, is_over=True)
        if found.outcome != without.outcome:
            self.assertIn(found.outcome, ("rejected", "no_quorum"))
            self.assertIn(
                found.reasons[0],
                ("group_not_for", "group_missing", "group_unreachable"),
            )

    @_quick
    @given(_ballots())
    def test_recused_member_is_as_if_he_did_not_sit(self, ballot):
        rule, members, votes, recused = ballot
        others = [one for one in members if one.key not in recused]
        kept = [vote for vote in votes if vote.member not in recused]
        found = tally(rule, members, votes, recused, is_over=True)
        self.assertEqual(found, tally(rule, others, kept, is_over=True))
        self.assertEqual(found.entitled, len(others))

    @_quick
    @given(_ballots(most=4))
    def test_early_outcome_is_that_of_every_completion(self, ballot):
        rule, members, votes, recused = ballot
        found = tally(rule, members, votes, recused)
        if not found.is_final:
            return
        missing = {one.key for one in members} - {vote.member for vote in votes}
        if missing - recused:
            self.assertTrue(rule.is_early, "only where the rule permits")
        for rest in itertools.product((None, *core.DECISIONS), repeat=len(missing)):
            late = [Vote(key, said) for key, said in zip(missing, rest) if said]
            ended = tally(rule, members, [*votes, *late], recused, is_over=True)
            self.assertEqual(ended.outcome, found.outcome)

    @_quick
    @given(_ballots(most=4))
    def test_early_rule_ends_as_soon_as_it_can(self, ballot):
        rule, members, votes, recused = ballot
        rule = replace(rule, is_early=True)
        found = tally(rule, members, votes, recused)
        if found.is_final:
            return
        missing = {one.key for one in members} - {vote.member for vote in votes}
        ends = {
            tally(rule, members, [*votes, *(Vote(key, said) for key in missing)],
                  recused, is_over=True).outcome
            for said in ("for", "against")
        }  # fmt: skip
        without = tally(rule, members, votes, recused, is_over=True).outcome
        self.assertGreater(len(ends | {without}), 1)

    @_quick
    @given(_ballots(), st.integers(0, 4), _decision)
    def test_vote_for_never_harms(self, ballot, key, said):
        rule, members, votes, recused = ballot
        others = [vote for vote in votes if vote.member != key]
        less = tally(rule, members, [*others, Vote(key, said)], recused, is_over=True)
        more = tally(rule, members, [*others, Vote(key, "for")], recused, is_over=True)
        if less.outcome == "approved":
            self.assertEqual(more.outcome, "approved")

    @_quick
    @given(_ballots(), st.lists(st.tuples(st.integers(0, 6), _decision), max_size=12))
    def test_closed_ballot_never_changes(self, ballot, calls):
        rule, members, _votes, recused = ballot
        live = Ballot(rule, members)
        for key in recused:
            if not live.result:
                live.recuse(key)
        for key, said in calls:
            before, blocker = live.result, live.get_blocker(key)
            if blocker:
                with self.assertRaises(Refused) as refusal:
                    live.cast(Vote(key, said))
                self.assertEqual(refusal.exception.reason, blocker)
                self.assertEqual(live.result, before)
            else:
                live.cast(Vote(key, said))
        ended = live.close()
        counted = list(live.votes.values())
        self.assertEqual(
            ended.outcome,
            tally(rule, members, counted, live.recused, is_over=True).outcome,
        )
        self.assertEqual(live.close(), ended)
        for key in range(7):
            with self.assertRaises(Refused):
                live.cast(Vote(key, "for"))
        with self.assertRaises(Refused):
            live.recuse(members[0].key)

    @_quick
    @given(_ballots(), st.integers(0, 4))
    def test_who_is_not_in_the_room_makes_no_quorum(self, ballot, size):
        rule, members, votes, recused = ballot
        present = {one.key for one in members[:size]}
        votes = [vote for vote in votes if vote.member in present]
        found = tally(rule, members, votes, recused, present, is_over=True)
        self.assertEqual(found.taking_part, len(present - recused))
        if found.taking_part < found.quorum:
            self.assertEqual(found.outcome, "no_quorum")

    @_quick
    @given(_ballots(most=4))
    def test_no_way_to_pass_with_fewer_is_overlooked(self, ballot):
        rule, members, _votes, _recused = ballot
        ways = []
        for said in itertools.product((None, "for", "abstain"), repeat=len(members)):
            votes = [
                Vote(one.key, word)
                for one, word in zip(members, said, strict=True)
                if word
            ]
            if tally(rule, members, votes, is_over=True).outcome == "approved":
                ways.append(said.count("for"))
        found, true = count_least(rule, members), min(ways, default=None)
        if true is not None:
            self.assertLessEqual(found, true)
        if not rule.minimums:
            self.assertEqual(found, true)
