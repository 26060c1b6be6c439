# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .authority_common import AuthorityCommon

CREDIT = "bank_approval.group_approval_credit_administrator"


class PolicyCommon(AuthorityCommon):
    """A policy with two degrees; the client and its group; who accepts a proof."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ladder.action_retire()
        cls.route.action_publish()
        cls.credit = cls._user("credit", cls.office, CREDIT)
        cls.policy = cls._policy()
        cls.slight, cls.grave = cls.policy.severity_ids
        cls.guarantor = cls.env["bank.policy.mitigation"].create(
            {"name": "Owner's surety"}
        )

    @classmethod
    def _policy(cls, **values):
        policy = cls.env["bank.policy"].create(
            {
                "name": "Small business",
                "text": "Own participation of 20 % at least.",
                "severity_ids": [
                    Command.create(
                        {"name": "Slight", "value": 2, "needs_mitigation": False}
                    ),
                    Command.create({"name": "Grave", "value": 7}),
                ],
                **values,
            }
        )
        policy.action_publish()
        return policy

    def _propose(self, loan, severity=None, user=None, **values):
        user = user or self.manager
        dialog = self.env["bank.policy.propose"].with_user(user)
        severity = severity or self.slight
        dialog = dialog.create(
            {
                "res_model": loan._name,
                "res_id": loan.id,
                "policy_id": severity.policy_id.id,
                "severity_id": severity.id,
                "name": "Own participation",
                "value_wanted": "20 %",
                "value_had": "12 %",
                **values,
            }
        )
        dialog.action_confirm()
        return self._rows(loan)[-1:]

    def _rows(self, loan):
        rows = self.env["bank.policy.exception"].search([("res_id", "=", loan.id)])
        return rows.sorted("id")

    def _acts(self, loan):
        rows = self.env["bank.decision"].sudo().search(
            [("kind", "=", "policy_exception"), ("res_id", "=", loan.id)], order="id"
        )  # fmt: skip
        return [json.loads(row.payload)["act"] for row in rows]


@tagged("post_install", "-at_install")
class TestPolicy(PolicyCommon):
    """A departure from a policy is decided on with its document."""

    def test_it_is_accepted_with_the_decision_and_counted(self):
        loan = self._loan(partner_id=self.client.id)
        row = self._propose(loan, mitigation_ids=[Command.set(self.guarantor.ids)])
        self.assertEqual(row.state, "proposed")
        self.assertEqual(row.user_id, self.manager)
        self.assertEqual((row.severity_name, row.severity_value), ("Slight", 2))
        self.assertEqual((row.branch_id, row.partner_id), (self.branch, self.client))
        loan.action_request_approval()
        approval = loan.sudo().approval_id
        self.assertEqual(approval.exception_ids, row)
        self._approve_all(loan)
        self.assertEqual(row.state, "accepted")
        self.assertEqual((approval.exception_count, approval.exception_share), (1, 100))
        self.assertEqual(self._acts(loan), ["proposed", "accepted"])
        plain = self._sent(name="plain")
        self._approve_all(plain)
        groups = self.env["bank.approval"]._read_group(
            [("is_counted", "=", True), ("id", "in", (approval | plain.sudo().approval_id).ids)],
            aggregates=["exception_share:avg"],
        )  # fmt: skip
        self.assertEqual(groups, [(50.0,)])

    def test_it_is_refused_with_the_decision(self):
        loan = self._loan()
        row = self._propose(loan)
        loan.action_request_approval()
        self._decide(loan, self.guard, "reject", "No.")
        self.assertEqual(row.state, "refused")
        self.assertEqual(self._acts(loan)[-1], "refused")

    def test_a_grave_one_needs_a_reason_before_it_is_sent(self):
        loan = self._loan()
        row = self._propose(loan, self.grave)
        with self.assertRaisesRegex(UserError, "mitigates the departure"):
            loan.action_request_approval()
        self.assertIn("mitigates", loan.with_user(self.manager).approval_blocker)
        action = row.with_user(self.manager).action_open_explain()
        dialog = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(dialog.value_had, "12 %")
        dialog = dialog.with_user(self.manager)
        dialog.mitigation_note = "Pledge of the shop."
        dialog.action_confirm()
        self.assertEqual(row.mitigation_text, "Pledge of the shop.")
        loan.action_request_approval()
        self.assertEqual(loan.approval_state, "pending")

    def test_it_stands_in_what_is_decided_on(self):
        loan = self._loan()
        self._propose(loan)
        loan.action_request_approval()
        current = loan.sudo().approval_id._get_round()
        self.assertIn("exceptions", current.part_hashes)
        self.assertIn("Own participation", current.snapshot)
        # changed behind the server's back: nobody approves it any more
        self._rows(loan).sudo().write({"value_had": "19 %"})
        with self.assertRaisesRegex(UserError, "not what was sent"):
            self._decide(loan, self.guard)

    def test_a_changed_one_restarts_only_who_judges_it(self):
        self.route.action_retire()
        route = self.env["bank.approval.route"].browse(
            self.route.action_new_version()["res_id"]
        )
        law, safe, _board = route.step_ids
        safe.depends_on_exceptions = True
        law.depends_on_papers = True
        route.with_user(self.drafter2).sudo().action_publish()
        loan = self._loan()
        self._propose(loan)
        loan.action_request_approval()
        self._decide(loan, self.guard)
        self._decide(loan, self.lawyer, "return", "Too little.")
        row = self._rows(loan)
        dialog = self.env["bank.policy.propose"].with_user(self.manager)
        opened = row.with_user(self.manager).action_open_explain()
        dialog = dialog.browse(opened["res_id"])
        dialog.value_had = "18 %"
        dialog.action_confirm()
        loan.sudo().approval_id.with_user(self.manager).action_resubmit()
        states = self._states(loan)
        self.assertEqual(states["Security"], "pending")
        rounds = loan.sudo().approval_id.round_ids.sorted("number")
        self.assertEqual(rounds[-1].changed_names, "policy exceptions")

    def test_what_nobody_has_judged_by_it_stays_decided(self):
        loan = self._loan()
        self._propose(loan)
        loan.action_request_approval()
        self._decide(loan, self.guard)
        self._decide(loan, self.lawyer, "return", "Too little.")
        self._propose(loan)
        loan.sudo().approval_id.with_user(self.manager).action_resubmit()
        # the security officer judges the purpose alone
        self.assertEqual(self._states(loan)["Security"], "approved")

    def test_an_approval_does_not_cover_a_later_one(self):
        loan = self._loan()
        self._propose(loan)
        loan.action_request_approval()
        self._approve_all(loan)
        self._propose(loan)
        self.assertEqual(loan.approval_state, "lapsed")
        states = self._rows(loan).mapped("state")
        # what was accepted stands still and has to be decided anew
        self.assertEqual(sorted(states), ["lapsed", "proposed", "proposed"])
        loan.action_request_approval()
        self.assertEqual(len(loan.sudo().approval_id.exception_ids), 2)
        self._approve_all(loan)
        self.assertEqual(loan.exception_count, 2)

    def test_curing_it_leaves_the_approval_in_force(self):
        loan = self._loan()
        row = self._propose(loan)
        loan.action_request_approval()
        self._approve_all(loan)
        for user in (self.manager, self.boss1):
            with self.assertRaises(AccessError):
                row.with_user(user).action_cure("Paid in.")
        with self.assertRaises(UserError):
            row.with_user(self.credit).action_cure(" ")
        row.with_user(self.credit).action_cure("Order 5 of 1 June.")
        self.assertEqual((row.state, row.closed_by_id), ("cured", self.credit))
        self.assertFalse(loan.sudo()._find_unlike_approved())
        self.assertEqual(loan.approval_state, "approved")
        self.assertEqual(loan.exception_severity, 0)


@tagged("post_install", "-at_install")
class TestPolicyRules(PolicyCommon):
    """What the server finds, and how grave a departure somebody may accept."""

    def _with_requirement(self, condition="[('term_months', '<=', 36)]"):
        names = self.env["ir.model.fields"]
        self.policy.action_retire()
        draft = self.policy.browse(self.policy.action_new_version()["res_id"])
        draft.requirement_ids = [
            Command.create(
                {
                    "name": "36 months at most",
                    "model_id": self.model.id,
                    "condition": condition,
                    "field_id": names._get(self.model.model, "term_months").id,
                    "severity_id": draft.severity_ids[0].id,
                }
            )
        ]
        draft.action_publish()
        return draft

    def test_a_missed_requirement_proposes_one(self):
        policy = self._with_requirement()
        loan, short = self._loan(term_months=60), self._loan(term_months=12)
        loan.action_request_approval()
        short.action_request_approval()
        row = self._rows(loan)
        self.assertEqual((row.value_wanted, row.value_had), ("36 months at most", "60"))
        self.assertEqual((row.source, row.policy_id), ("requirement", policy))
        self.assertEqual(loan.sudo().approval_id.exception_ids, row)
        self.assertFalse(self._rows(short))

    def test_a_requirement_kept_again_closes_it(self):
        self._with_requirement()
        loan = self._loan(term_months=60)
        loan.action_request_approval()
        self._decide(loan, self.lawyer, "return", "Too long.")
        loan.term_months = 24
        loan.sudo().approval_id.with_user(self.manager).action_resubmit()
        self.assertEqual(self._rows(loan).state, "cured")
        self.assertFalse(loan.exception_ids)

    def test_a_new_version_repairs_its_requirements(self):
        policy = self._with_requirement()
        draft = policy.browse(policy.action_new_version()["res_id"])
        self.assertEqual(draft.requirement_ids.severity_id, draft.severity_ids[0])
        draft.requirement_ids.severity_id = policy.severity_ids[0]
        with self.assertRaisesRegex(UserError, "another policy"):
            draft.action_publish()

    def test_a_grave_one_needs_a_wider_authority(self):
        self.route.action_retire()
        self.ladder.action_publish()
        matrix = self.matrix
        matrix.action_retire()
        draft = matrix.browse(matrix.action_new_version()["res_id"])
        draft.limit_ids.filtered(lambda row: row.user_id == self.head).write(
            {"severity_limit": 5}
        )
        draft.action_publish()
        slight, grave = self._loan(amount=100), self._loan(amount=100)
        self._propose(slight)
        self._propose(grave, self.grave, mitigation_note="Surety.")
        for loan in (slight, grave):
            loan.action_request_approval()
            self._decide(loan, self.head)
        self.assertEqual(slight.approval_state, "approved")
        self.assertEqual(grave.approval_state, "pending")
        self.assertEqual(self._asked(grave), self.boss1)

    def test_a_step_may_ask_how_grave_it_is(self):
        loans = self._loan(4)
        self._propose(loans[1])
        self._propose(loans[2], self.grave)
        self._propose(loans[3])
        self._propose(loans[3], self.grave)
        ids = [("id", "in", loans.ids)]

        def find(*leaf):
            return loans.search([*ids, ("exception_severity", *leaf)])

        self.assertEqual(find(">", 2), loans[2] | loans[3])
        self.assertEqual(find("=", 0), loans[0])
        self.assertEqual(find("<", 7), loans[0] | loans[1])
        self.assertEqual(find("in", [0, 2]), loans[0] | loans[1])
        self.assertEqual(find("!=", 7), loans[0] | loans[1])
        self.assertEqual(loans.mapped("exception_severity"), [0, 2, 7, 7])

    def test_a_version_is_put_into_force_by_another(self):
        drawn = self.env["bank.policy"].with_user(self.drafter)
        policy = drawn.create({"name": "Price", "text": "Not below 12 %."})
        policy.severity_ids = [Command.create({"name": "Any", "value": 1})]
        with self.assertRaisesRegex(UserError, "somebody else"):
            policy.action_publish()
        policy.with_user(self.drafter2).action_publish()
        with self.assertRaises(ValidationError):
            policy.severity_ids.value = 9
        with self.assertRaises(ValidationError):
            policy.text = "Whatever."

    def test_it_is_valid_for_its_dates_only(self):
        yesterday = fields.Date.add(fields.Date.today(), days=-1)
        old = self._policy(name="Old", date_end=yesterday)
        with self.assertRaisesRegex(UserError, "in force"):
            self._propose(self._loan(), old.severity_ids[0])
