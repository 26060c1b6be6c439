# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.base.models.ir_cron import IrCron

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestGateMoving(GateCommon):
    """A document leaves a stage by itself once its gate is open, and only then."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.moving = cls.process.copy()
        cls.first, cls.second, cls.third = cls.moving.stage_ids
        cls.first.moves_on = True
        cls.moving.action_publish()

    def _create(self, count=1, **values):
        documents = self._create_documents(count, process_id=self.moving.id, **values)
        return documents.with_user(self.employee)

    def _finish(self):
        """What the end of a transaction does."""
        self.env.cr.flush()

    def _run_job(self):
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.env["bank.stage.run"]._cron_move_on()

    def _runs_of(self, documents):
        domain = [("kind", "=", "move"), ("res_id", "in", documents.ids)]
        return self.env["bank.stage.run"].search(domain, order="id")

    def test_it_moves_once_nothing_blocks_and_says_so(self):
        document = self._create()
        self._finish()
        self.assertEqual(document.stage_id, self.first, "the gate is closed")
        self.assertIn("Moves on to “Offer” by itself", document.gate_hint)
        document.amount = 5
        self._finish()
        self.assertEqual(document.stage_id, self.second)
        run = self._runs_of(document)
        self.assertEqual(
            (run.kind, run.outcome, run.name, run.user_id),
            ("move", "done", "New", self.employee),
        )
        message = document.sudo().message_ids.filtered("tracking_value_ids")[:1]
        self.assertEqual(message.author_id, self.env.ref("base.partner_root"))
        self.assertIn("on behalf of", message.body)
        self.assertFalse(document.gate_hint, "people move it from here on")

    def test_a_saved_form_shows_where_it_has_come_to(self):
        document = self._create()
        shown = document.web_save({"amount": 5}, {"stage_id": {"fields": {}}})
        self.assertEqual(shown[0]["stage_id"]["id"], self.second.id)

    def test_a_task_that_is_done_opens_the_gate(self):
        kind = self.env["mail.activity.type"].create({"name": "Look"})
        check = self._create_check(
            name="Looked at",
            kind="activities",
            activity_type_ids=[Command.set(kind.ids)],
        )
        process = self.moving.copy()
        process.stage_ids[0].check_exit_ids = check
        process.action_publish()
        document = self._create_documents(process_id=process.id)
        task = document.activity_schedule(activity_type_id=kind.id)
        self._finish()
        self.assertEqual(document.stage_id, process.stage_ids[0])
        task.action_feedback()
        self._finish()
        self.assertEqual(document.stage_id, process.stage_ids[1])

    def test_the_job_finds_what_no_event_has_told(self):
        documents = self._create(3)
        self._finish()
        self.env.cr.execute(
            "UPDATE test_bank_document SET amount = 5 WHERE id IN %s",
            [tuple(documents[:2].ids)],
        )
        self.env.invalidate_all()
        self._run_job()
        self.assertEqual(documents[:2].stage_id, self.second)
        self.assertEqual(documents[2].stage_id, self.first)

    def test_several_such_stages_follow_each_other(self):
        process = self.moving.copy()
        process.stage_ids[1].moves_on = True
        process.action_publish()
        document = self._create_documents(process_id=process.id, amount=5)
        self._finish()
        self.assertEqual(document.stage_id, process.stage_ids[2])

    def test_who_moves_it_back_has_the_last_word(self):
        document = self._create(amount=5)
        self._finish()
        document.stage_id = self.first
        document.amount = 6
        self._finish()
        self._run_job()
        self.assertEqual(document.stage_id, self.first)
        self.assertIn("by hand", document.gate_hint)
        self.assertEqual(self._runs_of(document).mapped("outcome"), ["done", "held"])

    def test_an_action_that_moves_it_back_makes_no_circle(self):
        process = self.moving.copy()
        process.stage_ids[1].server_action_ids = self.env["ir.actions.server"].create(
            {
                "name": "Back again",
                "model_id": self.env["ir.model"]._get_id("test.bank.document"),
                "state": "code",
                "code": "for document in records:\n"
                "    document.write({'stage_id': document.process_id.stage_ids[0].id})",
            }
        )
        process.action_publish()
        document = self._create_documents(process_id=process.id, amount=5)
        self._finish()
        self._run_job()
        self.assertEqual(document.stage_id, process.stage_ids[0])
        self.assertEqual(len(self._runs_of(document).filtered("place")), 1)

    def test_one_that_fails_does_not_hold_up_the_others(self):
        process = self.moving.copy()
        process.stage_ids[1].server_action_ids = self.env["ir.actions.server"].create(
            {
                "name": "Fails on one",
                "model_id": self.env["ir.model"]._get_id("test.bank.document"),
                "state": "code",
                "code": "for document in records:\n"
                "    if document.name == 'Document 1':\n        1 / 0",
            }
        )
        process.action_publish()
        documents = self._create_documents(3, process_id=process.id, amount=5)
        self._finish()
        broken = documents[1]
        self.assertEqual((documents - broken).stage_id, process.stage_ids[1])
        self.assertEqual(broken.stage_id, process.stage_ids[0])
        self.assertEqual(self._runs_of(broken).mapped("outcome"), ["failed"])
        self._run_job()
        self.assertEqual(len(self._runs_of(broken)), 1, "not with every run of the job")

    def test_a_stage_that_not_everybody_enters_takes_a_person(self):
        process = self.moving.copy()
        group = self.env.ref("bank_base.group_bank_administrator")
        process.stage_ids[1].enter_group_ids = group
        with self.assertRaisesRegex(UserError, "that takes one of them"):
            process.action_publish()
        self.env.cr.execute(
            "INSERT INTO res_groups_test_bank_stage_rel (test_bank_stage_id, "
            "res_groups_id) VALUES (%s, %s)",
            [self.second.id, group.id],
        )
        self.env.invalidate_all()
        document = self._create(amount=5)
        self._finish()
        self._run_job()
        self.assertEqual(document.stage_id, self.first)

    def test_nobody_ticks_a_stage_in_force(self):
        with self.assertRaises(UserError):
            self.new.with_user(self.administrator).moves_on = True

    def test_trying_moves_nothing(self):
        document = self._create()
        self._finish()
        document._what_if({"amount": 5})
        self._finish()
        with document._what_if_often() as judge:
            judge({"amount": 5})
            self._finish()
            self.assertEqual(document.stage_id, self.first)

    def test_nothing_moves_after_a_trial_within_a_trial_either(self):
        document = self._create()
        self._finish()
        with document._what_if_often() as judge:
            document._what_if({"amount": 5})
            judge({"amount": 5})
            self._finish()
            self.assertEqual(document.stage_id, self.first)

    def test_the_callers_words_neither_force_nor_hide_it(self):
        forged = self._create().with_context(
            bank_gate_by_itself=True, tracking_disable=True, bank_gate_passes={}
        )
        forged.name = "Nothing of weight"
        self._finish()
        self.assertEqual(forged.stage_id, self.first)
        forged.amount = 5
        self._finish()
        self.assertEqual(forged.stage_id, self.second)
        self.assertTrue(forged.sudo().message_ids.filtered("tracking_value_ids"))

    def test_many_cost_as_few(self):
        few, many = self._create(2), self._create(20)
        self._finish()
        kept = []
        runs = self.env.registry["bank.check"]

        def run(check, documents, origin=runs._find_failures):
            kept.append(len(documents))
            return origin(check, documents)

        with patch.object(runs, "_find_failures", run):
            (few | many).write({"amount": 5})
            self._finish()
        self.assertEqual((few | many).stage_id, self.second)
        self.assertEqual(kept, [22, 22], "judged in sets: before and at the move")
