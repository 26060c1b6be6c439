# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import Mock

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.bank_base.tools.formula_memory import FormulaMemory

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestGateTrial(GateCommon):
    def test_what_if_changes_nothing(self):
        document = self._create_documents()
        messages = document.message_ids
        decisions = self.env["bank.decision"].search_count([])
        self.assertIn(document.id, document._what_if({}))
        self.assertFalse(document._what_if({"amount": 5}))
        self.env.flush_all()
        self.assertFalse(document.amount)
        self.assertEqual(document.stage_id, self.new)
        self.assertEqual(document.message_ids, messages)
        self.assertEqual(self.env["bank.decision"].search_count([]), decisions)
        self.assertTrue(document.gate_blockers, "it is blocked as before")

    def test_a_trial_within_leaves_the_memory_of_the_one_around(self):
        """Otherwise the rest of a run over many documents reads by the row."""
        document = self._create_documents()
        compile_formulas = Mock()
        with document._what_if_often():
            FormulaMemory.ask(self.env.cr, "formula", compile_formulas)
            document._what_if({"amount": 5})
            with document._what_if_often() as judge:
                judge({"amount": 5})
            FormulaMemory.ask(self.env.cr, "formula", compile_formulas)
        compile_formulas.assert_called_once()
        FormulaMemory.ask(self.env.cr, "formula", compile_formulas)
        self.assertEqual(compile_formulas.call_count, 2, "the memory ends with the run")

    def test_a_draft_check_is_tried_on_open_documents(self):
        draft = self._create_check(name="Draft", domain="[('amount', '>', 1)]")
        total_before, ids_before = draft._try_out()
        blocked = self._create_documents(3, process_id=self.process.id)
        self._create_documents(2, amount=5)
        total, ids = draft._try_out()
        self.assertEqual(total - total_before, 5)
        self.assertEqual(set(ids) - set(ids_before), set(blocked.ids))
        self.assertEqual(blocked.stage_id, self.new, "trying moves nothing")
        action = draft.with_user(self.administrator).action_try_out()
        self.assertEqual(action["name"], f"Would block {len(ids)} of {total}")
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(set(found.ids), set(ids))

    def test_who_does_not_set_up_checks_learns_no_figures_of_the_bank(self):
        with self.assertRaises(AccessError):
            self.check_amount.with_user(self.employee).action_try_out()

    def test_a_blocked_document_does_not_hold_up_the_others(self):
        documents = self._create_documents(4, amount=5)
        documents[2].amount = 0
        action = documents.with_user(self.employee).action_move_free()
        report = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(report.moved_count, 3)
        self.assertEqual(report.line_ids.res_id, documents[2].id)
        self.assertIn("Ask the client", report.line_ids.reason)
        self.assertEqual((documents - documents[2]).stage_id, self.offer)
        self.assertEqual(documents[2].stage_id, self.new)

    def test_an_action_that_fails_after_the_gate_is_reported(self):
        process = self.process.copy()
        action = self.env["ir.actions.server"].create(
            {
                "name": "Fails on one",
                "model_id": self.env["ir.model"]._get_id("test.bank.document"),
                "state": "code",
                "code": "if 'Document 1' in records.mapped('name'):\n"
                "    raise UserError('No printer')",
            }
        )
        process.stage_ids[1].server_action_ids = action
        process.action_publish()
        documents = self._create_documents(3, amount=5, process_id=process.id)
        failures = documents._move_free()
        self.assertEqual(list(failures), documents[1].ids)
        self.assertIn("No printer", failures[documents[1].id][0]["reason"])
        self.assertEqual((documents - documents[1]).stage_id, process.stage_ids[1])
