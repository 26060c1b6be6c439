# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import ApprovalCommon, make_russian

INBOX = "/odoo/my-decisions"


@tagged("post_install", "-at_install")
class TestOpinionJourney(ApprovalCommon, TourCase):
    """Opinions in parallel; a paper that comes later restarts who judges papers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.underwriter = cls._user("underwriter", cls.office)
        cls.opinions = cls._draw_opinions()
        kind = cls.env["bank.document.type"].create(
            {"name": "Устав", "code": "t_charter"}
        )
        cls.env["bank.document.slot"].create(
            {"type_id": kind.id, "model_id": cls.model.id}
        )
        users = cls.manager | cls.lawyer | cls.guard | cls.underwriter | cls.expert
        make_russian(cls.env, users)

    @classmethod
    def _draw_opinions(cls):
        """Three opinions at once, then the board: of loans for a pledge alone."""
        get_field = cls.env["ir.model.fields"]._get
        together = {"kind": "opinion", "parallel_group": "expertise", "who": "users"}
        depends = {
            cls.lawyer: {"depends_on_papers": True},
            cls.guard: {
                "depend_field_ids": [
                    Command.set(get_field(cls.model.model, "rating").ids)
                ]
            },
            cls.underwriter: {
                "depend_field_ids": [
                    Command.set(get_field(cls.model.model, "amount").ids)
                ]
            },
        }
        steps = [
            {**together, **own, "name": user.name, "user_ids": [Command.set(user.ids)]}
            for user, own in depends.items()
        ]
        board = {
            "name": "Board",
            "sequence": 20,
            "who": "users",
            "user_ids": [Command.set(cls.boss1.ids)],
        }
        route = cls.env["bank.approval.route"].create(
            {
                "name": "With opinions",
                "model_id": cls.model.id,
                "condition": str([("purpose", "=", "a shop")]),
                "sequence": 1,
                "step_ids": [Command.create(step) for step in [*steps, board]],
            }
        )
        route.action_publish()
        return route.step_ids - route.step_ids[-1]

    def _get_rounds(self, loan):
        """Return ``{name: how often it was asked}`` of the steps that give opinions."""
        turns = loan.sudo().approval_id.turn_ids
        return {
            step.name: len(turns.filtered(lambda turn, step=step: turn.step_id == step))
            for step in self.opinions
        }

    def test_three_opinions_one_asks_a_colleague_one_returns_it_for_a_paper(self):
        loan = self._sent()
        self.start_tour(INBOX, "bank_opinion_ask", login="t_lawyer")
        self.start_tour(INBOX, "bank_opinion_of_a_colleague", login="t_expert")
        self.start_tour(INBOX, "bank_opinion_of_the_lawyer", login="t_lawyer")
        self.start_tour(INBOX, "bank_opinion_given", login="t_underwriter")
        self.start_tour(INBOX, "bank_opinion_returned", login="t_guard")
        self.env.invalidate_all()
        self.assertEqual(loan.approval_state, "returned")
        self.start_tour("/odoo/test-loans", "bank_opinion_paper", login="t_manager")
        self.env.invalidate_all()
        self.assertEqual(
            self._get_rounds(loan), {"lawyer": 2, "guard": 2, "underwriter": 1}
        )
        self.start_tour(INBOX, "bank_opinion_anew", login="t_lawyer")
        self.start_tour(INBOX, "bank_opinion_given", login="t_guard")
        self.env.invalidate_all()
        self.assertEqual(self._states(loan)["Board"], "pending")
        self._decide(loan, self.boss1)
        self.assertEqual(loan.approval_state, "approved")

    def _return_by_guard(self):
        """Return a loan of which lawyer and underwriter have given their opinions."""
        loan = self._sent()
        for user in (self.lawyer, self.underwriter):
            self._decide(loan, user)
        self._decide(loan, self.guard, "return", "Where is the charter?")
        return loan

    def test_a_paper_restarts_who_judges_papers_and_nobody_else(self):
        loan = self._return_by_guard()
        values = {"res_model": loan._name, "res_id": loan.id}
        self.env["ir.attachment"].create({"name": "charter", "raw": b"x", **values})
        loan.approval_id.action_resubmit()
        self.assertEqual(
            self._get_rounds(loan), {"lawyer": 2, "guard": 2, "underwriter": 1}
        )

    def test_a_changed_amount_restarts_nobody_who_judges_papers(self):
        loan = self._return_by_guard()
        loan.amount = 900
        loan.approval_id.action_resubmit()
        self.assertEqual(
            self._get_rounds(loan), {"lawyer": 1, "guard": 2, "underwriter": 2}
        )

    def test_nothing_changed_restarts_only_who_returned_it(self):
        loan = self._return_by_guard()
        loan.approval_id.action_resubmit()
        self.assertEqual(
            self._get_rounds(loan), {"lawyer": 1, "guard": 2, "underwriter": 1}
        )
