# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a body decides: examples that a committee's secretary can check by hand."""

import doctest
from fractions import Fraction

from odoo.tests import BaseCase, tagged

from ..tools import authority, ballot, duties, least, minimums, route
from ..tools import tally as core
from ..tools.ballot import Ballot
from ..tools.minimums import Minimum
from ..tools.tally import Member, Refused, Rule, Vote, tally

BOARD = [Member("chair", is_chairman=True), *map(Member, ("ann", "bob", "cid", "dan"))]


def said(**votes):
    return [Vote(member, decision) for member, decision in votes.items()]


@tagged("post_install", "-at_install")
class TestTally(BaseCase):
    def check(self, rule, votes, outcome, reason, **options):
        found = tally(
            rule, options.pop("members", BOARD), votes, is_over=True, **options
        )
        self.assertEqual((found.outcome, found.reasons), (outcome, (reason,)))
        return found

    def test_examples_in_the_code_hold(self):
        for module in (authority, ballot, core, duties, least, minimums, route):
            self.assertEqual(doctest.testmod(module).failed, 0)

    def test_majority_of_those_voting(self):
        votes = said(chair="for", ann="for", bob="against")
        self.check(Rule(), votes, "approved", "majority")
        self.check(Rule(base="entitled"), votes, "rejected", "no_majority")

    def test_abstention_counts_unless_only_opinions_do(self):
        votes = said(chair="for", ann="for", bob="against", cid="abstain")
        self.check(Rule(), votes, "rejected", "no_majority")
        self.check(Rule(base="expressed"), votes, "approved", "majority")

    def test_chairman_decides_a_tie(self):
        votes = said(chair="for", ann="for", bob="against", cid="against")
        self.check(Rule(), votes, "rejected", "no_majority")
        casting = Rule(has_casting_vote=True)
        self.check(casting, votes, "approved", "casting_vote")
        turned = said(chair="against", ann="for", bob="for", cid="against")
        self.check(casting, turned, "rejected", "no_majority")
        silent = said(ann="for", bob="against")
        self.check(casting, silent, "no_quorum", "chairman_silent")
        self.check(casting, votes, "rejected", "no_majority", recused=["chair"])
        self.check(casting, silent, "no_quorum", "no_chairman", recused=["chair"])

    def test_share_of_weights(self):
        members = [Member("chair", Fraction(3), is_chairman=True), *BOARD[1:]]
        votes = said(chair="for", ann="for", bob="against", cid="against")
        rule = Rule("share", share=Fraction(200, 3))
        self.check(rule, votes, "approved", "share_reached", members=members)
        self.check(rule, votes, "rejected", "share_missed")

    def test_rules_of_unanimity(self):
        votes = said(chair="for", ann="for", bob="abstain")
        self.check(Rule("unanimity"), votes, "approved", "nobody_against")
        self.check(Rule("all"), votes, "rejected", "not_all_for")
        against = [*votes, Vote("cid", "against")]
        self.check(Rule("unanimity"), against, "rejected", "somebody_against")
        self.check(Rule("any"), against, "approved", "one_for")

    def test_chairman_alone_decides_where_the_rule_says_so(self):
        votes = said(chair="against", ann="for", bob="for")
        self.check(Rule("chairman"), votes, "rejected", "chairman")
        self.check(Rule("chairman"), votes[1:], "no_quorum", "chairman_silent")
        found = self.check(
            Rule("chairman"), votes, "no_quorum", "no_chairman", recused=["chair"]
        )
        self.assertEqual(found.entitled, 4)

    def test_a_stated_number_of_members(self):
        rule = Rule("count", count=3)
        votes = said(chair="for", ann="for", bob="against", cid="against")
        self.check(rule, votes, "rejected", "count_missed")
        self.check(rule, [*votes, Vote("dan", "for")], "approved", "count_reached")
        # weights are no members
        heavy = [Member("chair", Fraction(9)), *BOARD[1:]]
        self.check(rule, votes, "rejected", "count_missed", members=heavy)
        # two cannot say what three have to say: nothing is decided
        self.check(rule, votes[:2], "no_quorum", "quorum_missing")
        with self.assertRaises(ValueError):
            Rule("count")

    def test_one_of_the_risk_group_has_to_be_for(self):
        members = [*BOARD[:3], Member("cid", group="risk"), Member("dan", group="risk")]
        rule = Rule(minimums=(Minimum("risk", votes_for=1),))
        votes = said(chair="for", ann="for", bob="for")
        options = {"members": members}
        self.check(rule, votes, "no_quorum", "group_missing", **options)
        against = [*votes, Vote("cid", "against")]
        self.check(rule, against, "rejected", "group_not_for", **options)
        both = [*against, Vote("dan", "for")]
        found = self.check(rule, both, "approved", "majority", **options)
        (risk,) = found.groups
        self.assertEqual((risk.entitled, risk.taking_part, risk.votes_for), (2, 2, 1))

    def test_a_recused_member_is_none_of_his_group(self):
        members = [*BOARD[:3], Member("cid", group="risk"), Member("dan", group="risk")]
        rule = Rule(minimums=(Minimum("risk", votes_for=1),))
        votes = said(chair="for", ann="for", cid="for")
        options = {"members": members}
        self.check(rule, votes, "approved", "majority", **options)
        self.check(
            rule, votes, "no_quorum", "group_missing", recused=["cid"], **options
        )
        self.check(
            rule, votes, "no_quorum", "group_unreachable",
            recused=["cid", "dan"], **options,
        )  # fmt: skip

    def test_a_group_that_takes_part_need_not_be_for(self):
        members = [*BOARD[:4], Member("dan", group="law")]
        rule = Rule(minimums=(Minimum("law", present=1),))
        votes = said(chair="for", ann="for")
        options = {"members": members}
        self.check(rule, votes, "no_quorum", "group_missing", **options)
        against = [*votes, Vote("dan", "against")]
        self.check(rule, against, "approved", "majority", **options)
        # in a meeting whoever is in the room takes part, whether he votes or not
        present = {"chair", "ann", "dan"}
        self.check(rule, votes, "approved", "majority", present=present, **options)

    def test_voting_waits_for_the_group_and_not_longer(self):
        members = [*BOARD[:4], Member("dan", group="risk")]
        rule = Rule(is_early=True, minimums=(Minimum("risk", votes_for=1),))
        votes = said(chair="for", ann="for", bob="for", cid="for")
        self.assertEqual(tally(rule, members, votes).outcome, "pending")
        refused = tally(rule, members, said(dan="against"))
        self.assertEqual(refused.outcome, "rejected")
        self.assertIn("rest_changes_nothing", refused.reasons)

    def test_veto(self):
        members = [*BOARD[:4], Member("dan", has_veto=True)]
        votes = said(chair="for", ann="for", bob="for", dan="against")
        self.check(Rule(), votes, "rejected", "veto", members=members)
        self.check(
            Rule(), votes, "approved", "majority", members=members, recused=["dan"]
        )

    def test_recusal_changes_quorum_and_voters(self):
        rule = Rule(quorum=Fraction(60))
        votes = said(chair="for", ann="for")
        self.check(rule, votes, "no_quorum", "quorum_missing")
        found = self.check(rule, votes, "approved", "majority", recused=["bob", "cid"])
        self.assertEqual((found.entitled, found.quorum), (3, 2))
        # a least number does not shrink with the body
        fixed = Rule(quorum_count=3)
        self.check(
            fixed, votes, "no_quorum", "quorum_unreachable",
            recused=["bob", "cid", "dan"],
        )  # fmt: skip

    def test_conditions_and_dissent_are_kept(self):
        votes = [
            Vote("chair", "for", ("pledge", "insurance")),
            Vote("ann", "for", ("pledge",)),
            Vote("bob", "against", ("ignored",), dissent="cash flow is overstated"),
        ]
        found = tally(Rule(), BOARD, votes, is_over=True)
        self.assertEqual(found.outcome, "conditional")
        self.assertEqual(found.conditions, ("insurance", "pledge"))
        self.assertEqual(found.dissent, (("bob", "cash flow is overstated"),))

    def test_the_same_condition_in_other_letters_is_one(self):
        votes = [
            Vote("chair", "for", ("Залог оформлён.", "Insurance")),
            Vote("ann", "for", ("залог  оформлен",)),
            Vote("bob", "for", ("insurance;", "Pledge of shares")),
        ]
        found = tally(Rule(), BOARD, votes, is_over=True)
        self.assertEqual(
            found.conditions, ("Insurance", "Pledge of shares", "Залог оформлён.")
        )

    def test_early_end_only_where_the_rule_permits(self):
        votes = said(chair="for", ann="for", bob="for")
        self.assertEqual(tally(Rule(), BOARD, votes).outcome, "pending")
        found = tally(Rule(is_early=True), BOARD, votes)
        self.assertEqual(found.outcome, "approved")
        self.assertIn("rest_changes_nothing", found.reasons)
        self.assertEqual(
            tally(Rule(is_early=True), BOARD, votes[:2]).outcome, "pending"
        )

    def test_reasons_of_refused_votes(self):
        ballot = Ballot(Rule(), BOARD, present={"chair", "ann", "bob"})
        ballot.cast(Vote("chair", "for"))
        ballot.recuse("bob")
        for member, reason in (
            ("chair", "voted_twice"), ("bob", "recused"), ("cid", "absent"),
            ("eve", "not_a_member"),
        ):  # fmt: skip
            with self.assertRaises(Refused) as refusal:
                ballot.cast(Vote(member, "for"))
            self.assertEqual(refusal.exception.reason, reason)
        self.assertEqual(ballot.cast(Vote("ann", "for")).outcome, "approved")
        self.assertEqual(ballot.get_blocker("cid"), "closed")
