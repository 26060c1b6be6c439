# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged

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
        self.assertNotIn("by itself", self._get_notes(self.application))

    def test_what_is_missing_is_told_and_it_is_sent_by_hand(self):
        self.underwriter.active = False
        self.application.action_next_stage()
        self.assertTrue(self.application.is_review)
        self.assertEqual(self.application.approval_state, "none")
        self.assertIn("by itself", self._get_notes(self.application))
        self.underwriter.active = True
        self.application.action_request_approval()
        self.assertEqual(self.application.approval_state, "pending")

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
