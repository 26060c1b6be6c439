# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whole requests at random: routes, votes, recusals, delegations."""

import unittest
from dataclasses import replace
from fractions import Fraction

from odoo.tests import BaseCase, tagged

from ..tools import tally as core
from ..tools.ballot import Ballot
from ..tools.duties import Delegation, Duties, Limit, Route
from ..tools.minimums import Minimum
from ..tools.route import Step, stand
from ..tools.tally import Member, Refused, Rule, Vote, preside, tally

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError:  # a development dependency
    raise unittest.SkipTest("hypothesis is not installed") from None

_quick = settings(max_examples=200, deadline=None, derandomize=True, database=None)
_user = st.integers(0, 5)
_decision = st.sampled_from(core.DECISIONS)
_condition = st.sampled_from(("Залог.", "залог", "Страхование", " страхование;"))
_rule = st.builds(
    Rule,
    kind=st.sampled_from(core.RULES),
    quorum=st.integers(0, 100).map(Fraction),
    quorum_count=st.integers(0, 3),
    share=st.integers(1, 100).map(Fraction),
    base=st.sampled_from(core.BASES),
    is_early=st.booleans(),
    has_casting_vote=st.booleans(),
    count=st.integers(1, 3),
)
_group = st.sampled_from(("risk", "business", None))
_minimum = st.builds(
    Minimum,
    st.sampled_from(("risk", "business")),
    present=st.integers(0, 2),
    votes_for=st.integers(0, 2),
)
_call = st.tuples(
    st.sampled_from(("vote", "vote", "vote", "recuse", "close")),
    st.integers(0, 3),
    _user,
    _decision,
    st.lists(_condition, max_size=2).map(tuple),
)


@st.composite
def _routes(draw):
    """Return steps, and for each its rule and members."""
    steps, bodies = [], {}
    for key in range(draw(st.integers(1, 4))):
        steps.append(
            Step(
                key,
                sequence=draw(st.integers(1, 3)) * 10,
                group=draw(st.sampled_from(("", "", "a"))),
                is_advice=draw(st.integers(0, 4)) == 4,
            )
        )
        people = draw(st.sets(_user, min_size=1, max_size=5))
        chairman = draw(_user)
        members = [
            Member(
                user,
                Fraction(draw(st.integers(1, 3))),
                False,
                user == chairman,
                draw(_group),
            )
            for user in sorted(people)
        ]
        minimums = tuple(draw(st.lists(_minimum, max_size=2)))
        bodies[key] = replace(draw(_rule), minimums=minimums), members
    return steps, bodies


class _Request:
    """A request that is walked by the core alone; all that was taken is in its log."""

    def __init__(self, steps, bodies):
        self.steps = steps
        self.ballots = {key: Ballot(*body) for key, body in bodies.items()}
        self.log = []

    @property
    def results(self):
        # what no quorum has decided is not decided: it stays asked
        return {
            key: ballot.result.outcome
            for key, ballot in self.ballots.items()
            if ballot.result and ballot.result.outcome != core.NO_QUORUM
        }

    @property
    def standing(self):
        return stand(self.steps, self.results)

    def act(self, kind, key, user, decision, conditions):
        """Do it where the request asks for it; return whether it was taken."""
        if key not in self.standing.open or self.standing.outcome != "pending":
            return False
        ballot = self.ballots[key]
        try:
            if kind == "vote":
                ballot.cast(Vote(user, decision, conditions))
            elif kind == "recuse":
                ballot.recuse(user)
            elif not ballot.result:
                ballot.close()
            else:
                return False
        except Refused:
            return False
        self.log.append((kind, key, user, decision, conditions))
        return True


@tagged("post_install", "-at_install")
class TestApprovalProperties(BaseCase):
    @_quick
    @given(_routes(), st.lists(_call, max_size=30))
    def test_a_request_ends_once_with_a_quorum_and_as_its_log_says(self, route, calls):
        request, ended = _Request(*route), None
        for call in calls:
            before = request.standing
            taken = request.act(*call)
            if ended:
                self.assertFalse(taken, "nothing is taken after the end")
                self.assertEqual(request.standing, ended)
            if taken:
                self.assertIn(call[1], before.open)
            if request.standing.outcome != "pending":
                ended = request.standing
        for key, outcome in request.results.items():
            result = request.ballots[key].result
            self.assertGreaterEqual(result.taking_part, result.quorum, outcome)
            for group in result.groups:
                self.assertGreaterEqual(group.taking_part, group.attendance, outcome)
                if outcome in (core.APPROVED, core.CONDITIONAL):
                    self.assertGreaterEqual(group.votes_for, group.needed_for)
        again = _Request(*route)
        for call in request.log:
            self.assertTrue(again.act(*call))
        self.assertEqual(again.standing, request.standing)
        self.assertEqual(
            {key: ballot.result for key, ballot in again.ballots.items()},
            {key: ballot.result for key, ballot in request.ballots.items()},
        )

    @_quick
    @given(_routes(), st.lists(_call, max_size=30))
    def test_a_condition_stands_once_and_none_is_lost(self, route, calls):
        request = _Request(*route)
        for call in calls:
            request.act(*call)
        for ballot in request.ballots.values():
            if not ballot.result or ballot.result.outcome != core.CONDITIONAL:
                continue
            gists = [core.get_gist(text) for text in ballot.result.conditions]
            self.assertEqual(len(gists), len(set(gists)))
            given_for = {
                core.get_gist(text)
                for vote in ballot.votes.values()
                if vote.decision == "for" and vote.member not in ballot.recused
                for text in vote.conditions
            }
            self.assertEqual(set(gists), given_for)

    @_quick
    @given(
        st.lists(st.one_of(st.none(), _user), max_size=4),
        st.sets(_user, min_size=1),
        st.sets(_user),
        st.one_of(st.none(), st.sets(_user)),
    )
    def test_who_presides_may_vote_and_is_missing_only_with_nobody(
        self, order, sitting, recused, present
    ):
        members = [Member(key) for key in sorted(sitting)]
        found = preside(order, members, recused, present)
        may = {
            key
            for key in order
            if key in sitting - recused and (present is None or key in present)
        }
        self.assertEqual(found is None, not may)
        if may:
            self.assertIn(found, may)
            self.assertFalse(may & set(order[: order.index(found)]))

    @_quick
    @given(_rule, st.sets(_user, min_size=1), st.sets(_user), _user, st.data())
    def test_without_a_chair_a_tie_decides_nothing(
        self, rule, sitting, recused, deputy, data
    ):
        members = [Member(key) for key in sorted(sitting)]
        votes = [Vote(key, data.draw(_decision)) for key in sorted(sitting)]
        found = tally(rule, members, votes, recused, is_over=True)
        doubled = 2 * found.weight_for
        base = {
            "entitled": found.entitled,
            "cast": found.weight_for + found.weight_against + found.weight_abstain,
            "expressed": found.weight_for + found.weight_against,
        }[rule.base]
        is_tie = rule.kind == "majority" and rule.has_casting_vote and doubled == base
        if rule.kind == "chairman" or is_tie:
            self.assertEqual(found.outcome, core.NO_QUORUM)
        chaired = [Member(key, is_chairman=key == deputy) for key in sorted(sitting)]
        again = tally(rule, chaired, votes, recused, is_over=True)
        if is_tie and deputy in sitting - recused and again.taking_part >= again.quorum:
            self.assertIn(again.outcome, (core.APPROVED, core.REJECTED))


_role = st.sampled_from("abcd")
_acts = st.sampled_from((frozenset(), frozenset({"approve"}), frozenset({"initiate"})))
_delegation = st.builds(
    Delegation, _user, _user, _acts, st.booleans(), st.sampled_from((None, 10, 100))
)
_limit = st.builds(
    Limit,
    st.sampled_from((10, 100)),
    st.frozensets(_user, max_size=2),
    st.frozensets(_role, max_size=2),
)
_route = st.builds(
    Route,
    st.just("r"),
    st.frozensets(_user, max_size=1),
    st.frozensets(_role, max_size=2),
    st.frozensets(_user, max_size=1),
    st.frozensets(_role, max_size=2),
    st.integers(1, 2),
    st.sampled_from((0, 50)),
    st.booleans(),
)


def _find_roles(given_roles, links):
    """Return the roles that follow from these, the slow way."""
    found = set(given_roles)
    while more := {other for role in found for other in links.get(role, ())} - found:
        found |= more
    return found


def _walk_chains(user, act, delegations, most, limit=None, length=0):
    """Yield for whom he acts and up to which amount, along every single chain."""
    yield user, limit
    if length == most:
        return
    for row in delegations:
        if row.deputy != user or (length and not row.can_pass_on):
            continue
        if row.acts and act not in row.acts:
            continue
        limits = [one for one in (limit, row.limit) if one is not None]
        lent = min(limits, default=None)
        yield from _walk_chains(row.principal, act, delegations, most, lent, length + 1)


@tagged("post_install", "-at_install")
class TestChainProperties(BaseCase):
    @_quick
    @given(
        st.dictionaries(_user, st.lists(_role, max_size=2), min_size=1),
        st.dictionaries(_role, st.lists(_role, max_size=1)),
        st.lists(_delegation, max_size=7),
        st.lists(_limit, max_size=2),
        _route,
        st.integers(0, 3),
    )
    def test_no_chain_by_which_one_approves_his_own_is_missed(
        self, users, implied, delegations, limits, route, most
    ):
        duties = Duties(users, implied, delegations, limits, longest_chain=most)
        found = {breach.user for breach in duties.find_breaches(route)}
        roles = {user: _find_roles(own, implied) for user, own in users.items()}
        known = [row for row in delegations if row.principal in users]

        def holders(named, by_role):
            return {u for u in users if u in named or roles[u] & by_role}

        starts = holders(route.initiator_users, route.initiator_roles)
        ends = holders(route.final_users, route.final_roles)
        if route.has_limits:
            high = [row for row in limits if row.amount >= route.smallest]
            ends = {
                user
                for user in ends
                if any(user in row.users or row.roles & roles[user] for row in high)
            }
        meant = set()
        for user in users:
            begun = {
                one for one, _limit in _walk_chains(user, "initiate", known, most)
                if one in starts
            }  # fmt: skip
            seats = {
                one for one, limit in _walk_chains(user, "approve", known, most)
                if one in ends and (limit is None or limit >= route.smallest)
            }  # fmt: skip
            if begun and len(seats) >= route.final_needed:
                meant.add(user)
        self.assertEqual(found, meant)
