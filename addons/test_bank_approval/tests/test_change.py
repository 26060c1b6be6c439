# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from .authority_common import AuthorityCommon


@tagged("post_install", "-at_install")
class TestChange(AuthorityCommon):
    """What was decided on changes after the decision."""

    def _change_route(self, user, **values):
        route = self.env["bank.approval.route"].create(
            {
                "name": f"Change to {user.name}",
                "model_id": self.model.id,
                "purpose": "change",
                "step_ids": [
                    Command.create(
                        {
                            "name": user.name,
                            "who": "users",
                            "user_ids": [Command.set(user.ids)],
                        }
                    )
                ],
                **values,
            }
        )
        route.action_publish()
        return route

    def _approved(self, amount=900):
        loan = self._sent(partner_id=self.client.id, amount=amount)
        self._decide(loan, self.head)
        self.assertEqual(loan.approval_state, "approved")
        return loan

    def test_a_raise_goes_to_the_authority_that_the_raise_needs(self):
        self._change_route(self.lawyer, change_kind="raised", raise_to=10, sequence=1)
        self._change_route(self.boss2, change_kind="raised", raise_from=10, sequence=2)
        small, big = self._approved(400), self._approved(400)
        small.amount, big.amount = 440, 500
        for loan, asked in ((small, self.lawyer), (big, self.boss2)):
            self.assertEqual(loan.approval_state, "lapsed")
            loan.action_request_approval()
            self.assertEqual(self._asked(loan), asked)
        approval = small.sudo().approval_id
        self.assertEqual(approval.change_of_id.state, "lapsed")
        self.assertAlmostEqual(approval.raise_percent, 10)

    def test_many_small_raises_are_one_big_one(self):
        self._change_route(self.lawyer, change_kind="raised", raise_to=10, sequence=1)
        self._change_route(self.boss2, change_kind="raised", raise_from=10, sequence=2)
        loan = self._approved(400)
        for amount, asked in ((430, self.lawyer), (460, self.boss2)):
            loan.amount = amount
            loan.action_request_approval()
            self.assertEqual(self._asked(loan), asked)
            self._decide(loan, asked)
            self.assertEqual(loan.approval_state, "approved")

    def _kinds_route(self):
        self._change_route(self.lawyer, change_kind="same", sequence=1)
        self._change_route(self.boss2, change_kind="raised", sequence=2)

    def _changed(self, loan, asked, **values):
        loan.write(values)
        loan.action_request_approval()
        self.assertEqual(self._asked(loan), asked)
        self._decide(loan, asked)
        self.assertEqual(loan.approval_state, "approved")

    def test_what_was_cut_is_not_raised_back_as_other_terms(self):
        self._kinds_route()
        loan = self._approved(400)
        self._changed(loan, self.lawyer, amount=200)
        self._changed(loan, self.boss2, amount=400)
        approval = loan.sudo().approval_id
        self.assertAlmostEqual(approval.raise_percent, 100)

    def test_after_a_raise_other_terms_are_no_raise(self):
        self._kinds_route()
        loan = self._approved(400)
        self._changed(loan, self.boss2, amount=600)
        self._changed(loan, self.lawyer, purpose="another shop")
        self._changed(loan, self.lawyer, amount=500)
        # and many small raises are one big one all the same
        self._changed(loan, self.boss2, amount=520)
        approval = loan.sudo().approval_id
        self.assertAlmostEqual(approval.raise_percent, 30)

    def test_a_raise_is_judged_by_the_new_total(self):
        route = self._change_route(self.lawyer, change_kind="raised")
        draft = route.browse(route.action_new_version()["res_id"])
        draft.step_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "name": user.name,
                        "sequence": number,
                        "who": "users",
                        "user_ids": [Command.set(user.ids)],
                        "by_limit": True,
                    }
                )
                for number, user in enumerate((self.head, self.boss1))
            ),
        ]
        draft.action_publish()
        loan = self._approved(900)
        loan.amount = 1001
        loan.action_request_approval()
        self._decide(loan, self.head)
        self.assertEqual(self._asked(loan), self.boss1)

    def test_without_a_route_for_changes_it_is_decided_anew(self):
        loan = self._approved()
        loan.amount = 901
        loan.action_request_approval()
        self.assertEqual(loan.sudo().approval_id.route_id, self.ladder)

    def test_a_first_decision_takes_no_route_for_changes(self):
        self._change_route(self.lawyer, sequence=1)
        loan = self._sent(partner_id=self.client.id, amount=900)
        self.assertEqual(loan.sudo().approval_id.route_id, self.ladder)

    def test_a_decision_whose_term_is_over_is_decided_anew(self):
        self._change_route(self.lawyer, sequence=1)
        loan = self._approved()
        loan.sudo().approval_id._lapse("term")
        loan.action_request_approval()
        self.assertEqual(loan.sudo().approval_id.route_id, self.ladder)

    def test_other_terms_take_their_own_route(self):
        self._change_route(self.lawyer, change_kind="same")
        loan = self._approved()
        loan.purpose = "another shop"
        loan.action_request_approval()
        self.assertEqual(self._asked(loan), self.lawyer)

    def test_a_lowered_amount_stays_approved_where_the_bank_says_so(self):
        self.ladder.action_retire()
        draft = self._ladder(self.head, self.boss1)
        draft = draft.browse(draft.action_new_version()["res_id"])
        draft.on_lower = "keep"
        draft.action_publish()
        loan = self._approved(900)
        loan.amount = 800
        approval = loan.sudo().approval_id
        self.assertEqual((loan.approval_state, approval.amount), ("approved", 800))
        self.assertEqual(approval.round_ids.mapped("number"), [1, 2])
        self.assertFalse(approval._find_changes())
        # neither back to where it was, nor lower with something else beside it
        other = self._approved(90)
        other.write({"amount": 80, "purpose": "a yacht"})
        self.assertEqual(other.approval_state, "lapsed")
        loan.amount = 900
        self.assertEqual(loan.approval_state, "lapsed")

    def test_a_lowered_amount_is_decided_anew_otherwise(self):
        loan = self._approved(900)
        loan.amount = 800
        self.assertEqual(loan.approval_state, "lapsed")

    def test_the_terms_stand_side_by_side(self):
        self._change_route(self.lawyer)
        loan = self._approved(900)
        loan.write({"amount": 950, "purpose": "a yacht"})
        loan.action_request_approval()
        rows = loan.sudo().approval_id._compare_terms()
        found = {row["name"]: (row["before"], row["after"]) for row in rows}
        self.assertEqual(found["Purpose"], ("a shop", "a yacht"))
        self.assertEqual(len(found), 2)
        self.assertIn("a yacht", loan.approval_id.with_user(self.lawyer).terms)
        task = self._task(loan, self.lawyer)
        self.assertIn("Purpose", task.changed_names)
