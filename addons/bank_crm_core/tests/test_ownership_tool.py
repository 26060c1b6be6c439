# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import random

from odoo.tests import BaseCase, tagged

from ..tools import ownership


def _make_edges(rng, companies, people, is_acyclic):
    """Give each company owners whose shares are at most the whole."""
    edges = []
    for company in range(companies):
        candidates = [f"p{number}" for number in range(people)]
        candidates += [
            other
            for other in range(company if is_acyclic else companies)
            if other != company
        ]
        left = 1.0
        for owner in rng.sample(candidates, min(len(candidates), rng.randint(0, 4))):
            share = round(left * rng.uniform(0.1, 0.9), 4)
            left -= share
            edges.append((owner, company, share))
    return edges


def _walk(edges, company, weight=1.0):
    """Give every chain up to somebody without owners, one by one."""
    owners = [(owner, share) for owner, owned, share in edges if owned == company]
    if not owners:
        yield company, weight
    for owner, share in owners:
        yield from _walk(edges, owner, weight * share)


@tagged("post_install", "-at_install")
class TestOwnershipTool(BaseCase):
    def test_without_circles_it_is_the_sum_over_all_chains(self):
        for seed in range(60):
            edges = _make_edges(random.Random(seed), 12, 4, is_acyclic=True)
            found = ownership.compute_shares(edges)
            self.assertFalse(found.circles)
            for company, shares in found.shares.items():
                slow = {}
                for owner, weight in _walk(edges, company):
                    slow[owner] = slow.get(owner, 0) + weight
                with self.subTest(seed=seed, company=company):
                    self.assertEqual(shares.keys(), slow.keys())
                    for owner, share in slow.items():
                        self.assertAlmostEqual(shares[owner], share, 9)

    def test_with_circles_every_company_is_owned_as_its_owners_are(self):
        """``x = A x + b`` holds, nothing is negative and nothing exceeds the whole."""
        circles = 0
        for seed in range(60):
            edges = _make_edges(random.Random(seed), 15, 4, is_acyclic=False)
            found = ownership.compute_shares(edges)
            components = ownership._Components(ownership._collect_owners(edges, found))
            circles += any(len(component) > 1 for component in components)
            for company, shares in found.shares.items():
                if company in found.circles:
                    continue
                again = {}
                for owner, owned, share in edges:
                    if owned == company:
                        for name, part in found.shares.get(owner, {owner: 1}).items():
                            again[name] = again.get(name, 0) + share * part
                with self.subTest(seed=seed, company=company):
                    for name in again.keys() | shares.keys():
                        self.assertAlmostEqual(
                            again.get(name, 0), shares.get(name, 0), 9
                        )
                        self.assertGreaterEqual(shares.get(name, 0), -1e-9)
                    self.assertLessEqual(sum(shares.values()), 1 + 1e-9)
        self.assertGreater(circles, 40)

    def test_a_circle_with_one_way_out_belongs_to_who_stands_there(self):
        """Three companies own one another, Anna holds a hundredth of one of them."""
        edges = [
            ("A", "B", 1),
            ("B", "C", 1),
            ("C", "A", 0.99),
            ("Anna", "A", 0.01),
        ]
        found = ownership.compute_shares(edges)
        for company in "ABC":
            self.assertAlmostEqual(found.shares[company]["Anna"], 1.0, 6)

    def test_a_closed_circle_above_owns_nothing(self):
        edges = [("A", "B", 1), ("B", "A", 1), ("B", "C", 0.6), ("Anna", "C", 0.4)]
        found = ownership.compute_shares(edges)
        self.assertEqual(found.circles, {"A", "B"})
        self.assertEqual(found.shares["C"], {"Anna": 0.4})

    def test_more_than_the_whole_is_scaled_and_named(self):
        found = ownership.compute_shares([("Anna", "A", 0.9), ("Boris", "A", 0.9)])
        self.assertEqual(found.overfull, {"A"})
        self.assertAlmostEqual(found.shares["A"]["Anna"], 0.5)

    def test_a_long_chain_is_walked_without_recursion(self):
        edges = [(number, number + 1, 1) for number in range(20_000)]
        found = ownership.compute_shares(edges)
        self.assertEqual(found.shares[20_000], {0: 1.0})

    def test_chains_stop_in_a_dense_circle(self):
        names = range(40)
        edges = [
            (first, second, 1 / 40)
            for first in names
            for second in names
            if first != second
        ] + [("Anna", 0, 0.02)]
        chains = ownership.find_chains(edges, "Anna", 1)
        self.assertLessEqual(len(chains), 3)
