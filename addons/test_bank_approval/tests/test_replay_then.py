# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .authority_common import AuthorityCommon


@tagged("post_install", "-at_install")
class TestReplayThen(AuthorityCommon):
    """Past requests are tried on what documents and debts were on their day.

    The ladder asks the head first and boss1 where the head's limit ends, so that who
    would be asked tells by which figures it was judged.
    """

    def _replay(self, version=None):
        version = version or self.matrix
        action = version.with_user(self.drafter).action_new_version()
        draft = version.browse(action["res_id"])
        action = draft.with_user(self.drafter).action_replay()
        return self.env["bank.approval.replay"].browse(action["res_id"])

    def _load(self, replay):
        return {line.user_id: line.count_before for line in replay.line_ids}

    def _withdrawn(self, **values):
        loan = self._sent(**{"partner_id": self.client.id, "amount": 900, **values})
        loan.sudo().approval_id.with_user(self.manager).action_withdraw()
        return loan

    def test_a_document_changed_since_is_judged_as_it_was(self):
        loan = self._withdrawn()
        loan.amount = 3000
        self.assertEqual(self._load(self._replay()), {self.head: 1})
        self.assertEqual(loan.amount, 3000)
        self.env.invalidate_all()
        self.assertEqual(loan.amount, 3000)

    def test_debts_made_since_do_not_count(self):
        self._withdrawn()
        self._agreement(self.sister, 4000)
        self.assertEqual(self._load(self._replay()), {self.head: 1})

    def test_the_rating_is_that_of_then(self):
        self.matrix.action_retire()
        self.matrix = self._matrix(
            {"user_id": self.head.id, "exposure_limit": 1000, "ratings": "A"}
        )
        loan = self._withdrawn(rating="A")
        loan.rating = "C"
        self.assertEqual(self._load(self._replay()), {self.head: 1})

    def test_conditions_ask_what_the_document_was(self):
        """Whether it was issued is not decided on: it is kept all the same."""
        self.ladder.action_retire()
        self.ladder = self._ladder(
            self.head, self.boss1, condition="[('is_issued', '=', False)]"
        )
        loan = self._withdrawn()
        loan.sudo().is_issued = True
        replay = self._replay()
        self.assertEqual(
            (self._load(replay), replay.blocked_count), ({self.head: 1}, 0)
        )

    def test_exceptions_are_those_of_then(self):
        loan = self._withdrawn()
        row = loan.sudo().approval_id.round_ids
        self.assertEqual(row.figures["matter"]["severity"], 0)
        matter = {**row.figures["matter"], "severity": 3}
        row.figures = {**row.figures, "matter": matter}
        self.ladder.action_retire()
        self.ladder = self._ladder(
            self.head, self.boss1, condition="[('exception_severity', '>', 2)]"
        )
        replay = self._replay()
        self.assertEqual(
            (self._load(replay), replay.blocked_count), ({self.head: 1}, 0)
        )

    def test_the_branch_is_that_of_then(self):
        self.ladder.action_retire()
        self.ladder = self._ladder(self.head, who="head", by_limit=False)
        loan = self._withdrawn()
        loan.sudo().branch_id = self.env["bank.branch"].create(
            {"name": "Other", "code": "T-X", "head_id": self.boss2.id}
        )
        self.assertEqual(self._load(self._replay()), {self.head: 1})

    def test_each_request_of_a_document_has_its_own_day(self):
        loan = self._withdrawn(amount=3000)
        loan.amount = 900
        loan.action_request_approval()
        self.assertEqual(self._load(self._replay()), {self.head: 2, self.boss1: 1})

    def test_a_change_is_one_of_the_decision_of_then(self):
        change = self.ladder.browse(self.ladder.action_new_version()["res_id"])
        change.write({"name": "Changes", "purpose": "change", "origin_id": False})
        change.step_ids[1:].unlink()
        change.step_ids.write({"by_limit": False, "user_ids": self.boss2.ids})
        change.sudo().action_publish()
        loan = self._sent(partner_id=self.client.id, amount=500)
        self._decide(loan, self.head)
        loan.amount = 600
        loan.action_request_approval()
        self._decide(loan, self.boss2)
        self.assertEqual(self._load(self._replay()), {self.head: 1, self.boss2: 1})

    def test_those_of_earlier_versions_are_named(self):
        loan, other = self._withdrawn(), self._withdrawn()
        approval = loan.sudo().approval_id
        approval.round_ids.figures = False
        loan.amount = 800
        replay = self._replay()
        self.assertEqual((replay.today_count, replay.today_names), (1, approval.name))
        self.assertNotEqual(other.sudo().approval_id.name, replay.today_names)
        # what was decided on stands in the round, what is owed is known of today only
        self.assertEqual(self._load(replay), {self.head: 2})
        loan.amount = 3000
        self.assertEqual(self._load(self._replay()), {self.head: 2})
        self._agreement(self.sister, 4000)
        self.assertEqual(self._load(self._replay()), {self.head: 2, self.boss1: 1})

    def test_what_is_gone_since_stays_as_it_is(self):
        product = self._product("credit")
        loan = self._withdrawn(product_id=product.id)
        loan.product_id = False
        product.unlink()
        self.assertEqual(self._load(self._replay()), {self.head: 1})

    def test_nobody_sends_by_the_figures_of_another_day(self):
        """The context is the caller's: plain data in it changes nothing."""
        loan = self._loan(partner_id=self.client.id, amount=3000)
        for forged in (
            {"matters": {loan.id: {"amount": 1, "exposure": 1, "unsecured": 1}}},
            {"initiators": {loan.id: []}},
            True,
        ):
            seen = loan.with_context(bank_approval_then=forged)
            self.assertEqual(
                seen.sudo()._get_authority_matters()[loan.id].exposure, 3000
            )
        seen.action_request_approval()
        self._decide(loan, self.head)
        asked = loan.sudo().approval_id.open_task_ids.user_id
        self.assertEqual(asked, self.boss1)

    def test_figures_are_read_by_the_auditor_alone(self):
        loan = self._sent(partner_id=self.client.id, amount=900)
        row = loan.sudo().approval_id.round_ids
        self.assertEqual(row.figures["matter"]["exposure"], 900)
        self.assertTrue(row.with_user(self.auditor).read(["figures"]))
        with self.assertRaises(AccessError):
            row.with_user(self.manager).read(["figures"])

    def test_figures_of_many_are_kept_in_the_same_number_of_queries(self):
        def count(number):
            loans = self._loan(number, partner_id=self.client.id, amount=10)
            loans.action_request_approval()
            rounds = loans.sudo().approval_id.round_ids
            rounds = rounds.browse(rounds.ids)
            return count_queries(self.env, rounds._keep_figures)

        self.assertEqual(count(30), count(3))
