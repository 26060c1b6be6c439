# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The proof of separated duties against a search by brute force."""

import itertools
import unittest

from odoo.tests import BaseCase, tagged

from ..tools.duties import Delegation, Duties, Limit, Route

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError:  # a development dependency
    raise unittest.SkipTest("hypothesis is not installed") from None

_quick = settings(max_examples=200, deadline=None, derandomize=True, database=None)
_ROLES = ("manager", "head", "admin")
_role = st.sampled_from(_ROLES)


def make_route(needed=1, **options):
    return Route(
        "loans",
        initiator_roles=frozenset({"manager"}),
        final_roles=frozenset({"head"}),
        final_needed=needed,
        **options,
    )


def lend(principal, deputy, **options):
    acts = frozenset(options.pop("acts", ()))
    return Delegation(principal, deputy, acts, **options)


class BruteForce:
    """The same question answered by trying every chain of delegations."""

    def __init__(self, users, implied, delegations, grants):
        self.users, self.implied = users, implied
        self.delegations, self.grants = delegations, grants

    def roles(self, user):
        found = set(self.users[user])
        for _turn in _ROLES:
            for role in list(found):
                found |= {*self.implied.get(role, ()), *self.grants.get(role, ())}
        return found

    def acts_for(self, user, act, amount):
        found = {user}
        for length in (1, 2):
            for chain in itertools.permutations(self.delegations, length):
                if self.carries(chain, user, act, amount):
                    found.add(chain[-1].principal)
        return found

    def carries(self, chain, user, act, amount):
        deputy = user
        for position, row in enumerate(chain):
            if row.deputy != deputy or (row.acts and act not in row.acts):
                return False
            if row.limit is not None and row.limit < amount:
                return False
            if position and not row.can_pass_on:
                return False
            deputy = row.principal
        return True

    def is_breach(self, user, route):
        starts = self.acts_for(user, "initiate", 0)
        ends = self.acts_for(user, "approve", route.smallest)
        seats = [one for one in ends if "head" in self.roles(one)]
        first = any("manager" in self.roles(one) for one in starts)
        return first and len(seats) >= route.final_needed


@st.composite
def _banks(draw):
    users = {name: draw(st.lists(_role, max_size=2, unique=True)) for name in "abcd"}
    pairs = st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")).filter(
        lambda pair: pair[0] != pair[1]
    )
    delegations = [
        Delegation(
            *pair,
            acts=frozenset(draw(st.sets(st.sampled_from(["initiate", "approve"])))),
            can_pass_on=draw(st.booleans()),
            limit=draw(st.sampled_from([None, 10, 100])),
        )
        for pair in draw(st.lists(pairs, max_size=5))
    ]
    edges = st.dictionaries(_role, st.lists(_role, max_size=1), max_size=2)
    return users, draw(edges), delegations, draw(edges)


@tagged("post_install", "-at_install")
class TestDutiesTools(BaseCase):
    def find(self, users, route=None, **options):
        return Duties(users, **options).find_breaches(route or make_route())

    def test_separated_roles_hold(self):
        duties = Duties({"ann": ["manager"], "bob": ["head"]})
        proof = duties.prove([make_route()])
        self.assertTrue(proof.holds)
        self.assertEqual((proof.users, proof.routes), (2, 1))

    def test_two_roles_of_one_employee(self):
        (breach,) = self.find({"ann": ["manager", "head"]})
        self.assertEqual(breach.initiate, (("user", "ann"), ("role", "manager")))

    def test_role_that_brings_another_or_can_give_it(self):
        users = {"ann": ["manager", "admin"]}
        self.assertFalse(self.find(users))
        (breach,) = self.find(users, implied={"admin": ["head"]})
        self.assertEqual(breach.approve[0][-1], ("implied", "head"))
        (breach,) = self.find(users, grants={"admin": ["head"]})
        self.assertEqual(breach.approve[0][-1], ("granted", "head"))

    def test_chain_of_two_delegations(self):
        users = {"ann": ["manager"], "bob": [], "cid": ["head"]}
        first = lend("cid", "bob", can_pass_on=True)
        self.assertTrue(self.find(users, delegations=[first, lend("bob", "ann")]))
        first = lend("cid", "bob")
        self.assertFalse(self.find(users, delegations=[first, lend("bob", "ann")]))

    def test_delegation_of_another_act_or_below_the_amount(self):
        users = {"ann": ["manager"], "bob": ["head"]}
        other = [lend("bob", "ann", acts=["initiate"])]
        self.assertFalse(self.find(users, delegations=other))
        small = [lend("bob", "ann", limit=100)]
        self.assertFalse(self.find(users, make_route(smallest=101), delegations=small))
        self.assertTrue(self.find(users, make_route(smallest=100), delegations=small))

    def test_committee_needs_as_many_seats_as_its_quorum(self):
        users = {"ann": ["manager", "head"], "bob": ["head"]}
        self.assertFalse(self.find(users, make_route(2)))
        (breach,) = self.find(users, make_route(2), delegations=[lend("bob", "ann")])
        self.assertEqual(len(breach.approve), 2)

    def test_limit_of_authority(self):
        users = {"ann": ["manager", "head"]}
        route = make_route(smallest=50, has_limits=True)
        for limit, is_breach in (
            (Limit(50, roles=frozenset({"head"})), True),
            (Limit(49, roles=frozenset({"head"})), False),
            (Limit(90, users=frozenset({"bob"})), False),
            (Limit(90, users=frozenset({"ann"}), routes=frozenset({"cards"})), False),
        ):
            self.assertEqual(bool(self.find(users, route, limits=[limit])), is_breach)

    @_quick
    @given(_banks(), st.integers(1, 3), st.sampled_from([0, 10, 50, 200]))
    def test_same_answer_as_by_brute_force(self, bank, needed, smallest):
        users, implied, delegations, grants = bank
        route = make_route(needed, smallest=smallest)
        duties = Duties(users, implied, delegations, grants=grants)
        slow = BruteForce(users, implied, delegations, grants)
        found = {breach.user for breach in duties.find_breaches(route)}
        self.assertEqual(found, {user for user in users if slow.is_breach(user, route)})
