# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import formatLang

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestSending(LoanCommon):
    """A stage of review sends applications for approval by itself (LOAN-07)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.process = cls.env["bank.application.process"].create(
            {
                "name": "Sent at once",
                "stage_ids": [
                    Command.create({"name": "Data", "sequence": 1}),
                    Command.create(
                        {
                            "name": "Review",
                            "sequence": 2,
                            "is_review": True,
                            "starts_approval": True,
                        }
                    ),
                    Command.create({"name": "Ready", "sequence": 3}),
                ],
            }
        )
        cls.process.action_publish()
        cls.application = cls._create_application(process_id=cls.process.id)

    def _get_notes(self, application):
        return "".join(application.message_ids.mapped("body"))

    def test_who_moves_it_there_has_sent_it(self):
        self.application.action_next_stage()
        approval_sudo = self.application.sudo().approval_id
        self.assertEqual(self.application.approval_state, "pending")
        self.assertEqual(approval_sudo.user_id, self.manager)
        self.assertIn(self.manager, approval_sudo.initiator_ids)
        self.assertEqual(approval_sudo.open_task_ids.user_id, self.underwriter)
        # what the button does besides: the product is decided on as it is today
        self.assertTrue(self.application.product_terms)
        self.assertNotIn("by itself", self._get_notes(self.application))

    def test_a_change_of_the_rate_is_seen_to_its_last_place(self):
        application = self.application
        application.rate = 12.501
        application.action_next_stage()
        self._decide(application, "return")
        application.write({"rate": 12.504, "payment_day": 5})
        approval = application.approval_id
        approval.with_user(self.manager).action_resubmit()
        rows = approval.sudo()._compare_terms()
        found = {row["name"]: (row["before"], row["after"]) for row in rows}
        rates = tuple(formatLang(self.env, rate, digits=3) for rate in (12.501, 12.504))
        self.assertEqual(found["Annual Rate, %"], rates)
        self.assertEqual(found["Day of Payment"], ("0", "5"))

    def test_what_is_missing_is_told_and_it_is_sent_by_hand(self):
        self.underwriter.active = False
        self.application.action_next_stage()
        self.assertTrue(self.application.is_review)
        self.assertEqual(self.application.approval_state, "none")
        self.assertIn("by itself", self._get_notes(self.application))
        self.underwriter.active = True
        self.application.action_request_approval()
        self.assertEqual(self.application.approval_state, "pending")

    def test_a_departure_from_the_policy_is_proposed_as_by_the_button(self):
        policy = self.env["bank.policy"].create(
            {"name": "Loans", "text": "Short ones."}
        )
        policy.severity_ids = [Command.create({"name": "Grave", "value": 7})]
        policy.requirement_ids = [
            Command.create(
                {
                    "name": "A year at most",
                    "model_id": self.env["ir.model"]._get("bank.application").id,
                    "condition": "[('term_months', '<=', 12)]",
                    "severity_id": policy.severity_ids.id,
                }
            )
        ]
        policy.action_publish()
        self.application.action_next_stage()
        self.assertEqual(self.application.approval_state, "none")
        self.assertIn("A year at most", self._get_notes(self.application))

    def test_what_is_being_decided_on_is_not_sent_again(self):
        self.application.action_next_stage()
        approval_sudo = self.application.sudo().approval_id
        review = self.application.stage_id.sudo()
        self.application.sudo()._start_stage(review)
        self.assertEqual(self.application.sudo().approval_id, approval_sudo)
        self.assertNotIn("by itself", self._get_notes(self.application))

    def test_the_first_stage_sends_nothing_by_itself(self):
        draft = self.process.copy()
        draft.stage_ids[:1].write({"is_review": True, "starts_approval": True})
        with self.assertRaisesRegex(UserError, "Mark a later stage"):
            draft.action_publish()

    def test_one_that_cannot_be_sent_stops_no_other(self):
        other = self._create_application(
            deal=self._create_deal(amount=200_000),
            process_id=self.process.id,
        )
        both, blocker = self.application | other, type(other)._get_approval_blocker

        def block(records):
            late = {other.id: "The pledge is missing."} if other in records else {}
            return {**blocker(records), **late}

        with patch.object(type(other), "_get_approval_blocker", block):
            both.write({"stage_id": self.application._get_next_stage().id})
        self.assertEqual(self.application.approval_state, "pending")
        self.assertEqual(other.approval_state, "none")
        self.assertIn("The pledge is missing.", self._get_notes(other))

    def test_a_stage_without_the_mark_sends_nothing(self):
        process = self.process.copy()
        process.stage_ids.starts_approval = False
        process.action_publish()
        other = self._create_application(
            deal=self._create_deal(amount=200_000), process_id=process.id
        )
        other.action_next_stage()
        self.assertTrue(other.is_review)
        self.assertEqual(other.approval_state, "none")
