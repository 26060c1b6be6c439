# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import contextlib

from odoo.exceptions import UserError
from odoo.tests import tagged, users, warmup

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestGate(GateCommon):
    def test_a_document_begins_on_the_first_stage(self):
        self.assertEqual(self._create_documents().stage_id, self.new)

    def test_blocked_says_why_and_what_to_do(self):
        document = self._create_documents().with_user(self.employee)
        self.assertFalse(document.can_move_next)
        blocker = document.get_blocking_checks()[0]
        self.assertEqual(blocker["reason"], "No amount")
        self.assertEqual(document.gate_blockers, [blocker])
        with self.assertRaisesRegex(UserError, "No amount.*Ask the client"):
            document.action_next_stage()
        self.assertEqual(document.stage_id, self.new)

    def test_cleared_moves_on(self):
        document = self._create_documents().with_user(self.employee)
        document.amount = 10
        self.assertFalse(document.get_blocking_checks())
        document.action_next_stage()
        self.assertEqual(document.stage_id, self.offer)

    def test_values_of_the_same_write_count(self):
        document = self._create_documents().with_user(self.employee)
        document.write({"stage_id": self.offer.id, "amount": 10})
        self.assertEqual(document.stage_id, self.offer)

    def test_whoever_jumps_passes_every_gate(self):
        document = self._create_documents()
        with self.assertRaises(UserError):
            document.stage_id = self.done
        document.amount = 1
        document.stage_id = self.done
        self.assertEqual(document.stage_id, self.done)

    def test_going_back_is_free(self):
        document = self._create_documents(amount=1)
        document.stage_id = self.done
        document.amount = 0
        document.stage_id = self.new
        self.assertEqual(document.stage_id, self.new)

    def test_a_swallowed_error_leaves_nothing(self):
        document = self._create_documents()
        with contextlib.suppress(UserError):
            document.write({"stage_id": self.offer.id, "name": "Changed"})
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertRecordValues(
            document, [{"stage_id": self.new.id, "name": "Document 0"}]
        )

    def test_a_batch_moves_whole_or_not_at_all(self):
        documents = self._create_documents(2, amount=1)
        documents[1].amount = 0
        with self.assertRaises(UserError):
            documents.write({"stage_id": self.offer.id})
        self.assertEqual(documents.stage_id, self.new)

    def test_only_some_may_enter(self):
        process = self._copy_process()
        stage = process.stage_ids[1]
        stage.enter_group_ids = self.env.ref("bank_base.group_bank_auditor")
        process.action_publish()
        document = self._create_documents(amount=1, process_id=process.id)
        with self.assertRaisesRegex(UserError, "Auditor"):
            document.with_user(self.employee).action_next_stage()
        self.assertEqual(document.stage_id, process.stage_ids[0])

    def test_stage_plans_its_tasks(self):
        call = self.env.ref("mail.mail_activity_data_call")
        plan = self.env["mail.activity.plan"].create(
            {
                "name": "Offer",
                "res_model": "test.bank.document",
                "template_ids": [
                    (
                        0,
                        0,
                        {"activity_type_id": call.id, "responsible_type": "on_demand"},
                    )
                ],
            }
        )
        process = self._copy_process()
        process.stage_ids[1].activity_plan_id = plan
        process.action_publish()
        document = self._create_documents(amount=1, process_id=process.id)
        document.with_user(self.employee).action_next_stage()
        self.assertRecordValues(
            document.activity_ids,
            [
                {
                    "activity_type_id": call.id,
                    "summary": call.name,
                    "user_id": self.employee.id,
                }
            ],
        )

    def test_a_published_process_is_frozen(self):
        with self.assertRaisesRegex(UserError, "in force"):
            self.offer.sequence = 9
        with self.assertRaisesRegex(UserError, "in force"):
            self.new.check_exit_ids = False
        with self.assertRaisesRegex(UserError, "in force"):
            self.done.unlink()
        with self.assertRaisesRegex(UserError, "in force"):
            self.new.copy()
        self.offer.hint = "Words may change."

    def _copy_process(self):
        process = self.process.copy()
        self.assertEqual(process.state, "draft")
        return process

    @users("employee")
    @warmup
    def test_moving_ten_costs_as_much_as_one(self):
        counts = []
        for number in (1, 1, 10):  # the first fills the caches of settings
            documents = self._create_documents(number, amount=1)
            documents = documents.with_user(self.env.user).with_context(
                tracking_disable=True
            )
            self.env.flush_all()
            documents.invalidate_recordset()
            before = self.cr.sql_log_count
            documents.write({"stage_id": self.offer.id})
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertLessEqual(counts[1], 8)
