# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .test_policy import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyForgery(PolicyCommon):
    """What a dishonest employee tries."""

    def test_nobody_writes_an_exception_by_hand(self):
        loan = self._loan()
        row = self._propose(loan)
        loan.action_request_approval()
        for user in (self.manager, self.lawyer, self.drafter, self.credit):
            for values in ({"state": "cured"}, {"severity_value": 1}):
                with self.assertRaises(AccessError):
                    row.with_user(user).write(values)
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()
            with self.assertRaises(AccessError):
                row.with_user(user).create(row.copy_data()[0])
        with self.assertRaises(AccessError):
            row.sudo().unlink()
        with self.assertRaises(AccessError):
            row.sudo().state = "accepted"

    def test_nothing_changes_while_it_is_decided(self):
        loan = self._loan()
        row = self._propose(loan, mitigation_note="Surety.")
        opened = row.with_user(self.manager).action_open_explain()
        loan.action_request_approval()
        dialog = self.env["bank.policy.propose"].with_user(self.manager)
        with self.assertRaises(AccessError):
            dialog.browse(opened["res_id"]).action_confirm()
        with self.assertRaises(AccessError):
            row.with_user(self.manager).action_cure("Gone.")
        with self.assertRaisesRegex(UserError, "being approved"):
            self._propose(loan)

    def test_whoever_is_asked_proposes_nothing(self):
        loan = self._sent()
        for user in (self.lawyer, self.boss1):
            with self.assertRaises(AccessError):
                self._propose(loan, user=user)

    def test_a_hidden_document_is_not_reached_by_its_number(self):
        far = self.env["bank.branch"].create({"name": "Far", "code": "T-F"})
        stranger = self._user("far", far, "bank_crm_core.group_crm_manager")
        loan = self._loan()
        row = self._propose(loan)
        with self.assertRaises(UserError):
            self._propose(loan, user=stranger)
        with self.assertRaises(AccessError):
            row.with_user(stranger).read(["name"])
        with self.assertRaises(AccessError):
            row.with_user(stranger).action_open_explain()
        self.assertFalse(
            self.env["bank.policy.exception"].with_user(stranger).search([])
        )

    def test_a_degree_of_another_policy_is_refused(self):
        other = self._policy(name="Other")
        loan = self._loan()
        with self.assertRaisesRegex(UserError, "degree of this policy"):
            self._propose(loan, severity_id=other.severity_ids[0].id)
        draft = self.env["bank.policy"].create({"name": "Draft", "text": "x"})
        draft.severity_ids = [Command.create({"name": "Any", "value": 1})]
        with self.assertRaisesRegex(UserError, "in force"):
            self._propose(loan, draft.severity_ids)

    def test_three_reasons_at_most_and_links_of_the_client_only(self):
        loan = self._loan(partner_id=self.client.id)
        reasons = self.env["bank.policy.mitigation"].create(
            [{"name": f"Reason {number}"} for number in range(4)]
        )
        with self.assertRaisesRegex(UserError, "three"):
            self._propose(loan, mitigation_ids=[Command.set(reasons.ids)])
        group = self.env["bank.client.group"].create(
            {
                "name": "Strangers",
                "kind": "holding",
                "member_ids": [Command.create({"partner_id": self.stranger.id})],
            }
        )
        with self.assertRaisesRegex(UserError, "not in this group"):
            self._propose(loan, group_id=group.id)

    def test_what_was_measured_is_not_reworded(self):
        self.policy.action_retire()
        draft = self.policy.browse(self.policy.action_new_version()["res_id"])
        draft.requirement_ids = [
            Command.create(
                {
                    "name": "A short term",
                    "model_id": self.model.id,
                    "condition": "[('term_months', '<=', 36)]",
                    "severity_id": draft.severity_ids[0].id,
                }
            )
        ]
        draft.action_publish()
        loan = self._loan(term_months=60)
        loan._sync_exceptions()
        row = self._rows(loan)
        opened = row.with_user(self.manager).action_open_explain()
        dialog = self.env["bank.policy.propose"].with_user(self.manager)
        dialog = dialog.browse(opened["res_id"])
        dialog.write({"value_wanted": "any", "mitigation_note": "Surety."})
        dialog.action_confirm()
        self.assertEqual(row.value_wanted, "A short term")
        self.assertEqual(row.mitigation_note, "Surety.")
