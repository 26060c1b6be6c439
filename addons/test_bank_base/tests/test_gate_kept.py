# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestGateKept(GateCommon):
    """What a server keeps of stages and checks between moves follows the settings."""

    def setUp(self):
        super().setUp()
        self.document = self._create_documents().with_user(self.employee)
        # from here on all of it is kept
        self._assert_blocked()

    def _assert_blocked(self, document=None):
        document = document or self.document
        with self.assertRaises(UserError), self.env.cr.savepoint():
            document.action_next_stage()

    def test_an_archived_check_is_none_and_holds_again_when_it_is_back(self):
        self.check_amount.active = False
        self.document.action_next_stage()
        self.assertEqual(self.document.stage_id, self.offer)
        self.document.stage_id = self.new
        self.check_amount.active = True
        self._assert_blocked()

    def test_a_check_that_is_gone_holds_nobody_up(self):
        self.check_amount.unlink()
        self.document.action_next_stage()
        self.assertEqual(self.document.stage_id, self.offer)

    def test_a_check_asks_for_the_fields_that_it_names_now(self):
        fields = self.env["ir.model.fields"]
        model = "test.bank.document"
        self.check_amount.write(
            {
                "kind": "fields",
                "field_ids": [Command.set(fields._get(model, "date").ids)],
            }
        )
        self.document.sudo().date = "2026-03-01"
        self.assertFalse(self.document.get_blocking_checks())
        self.check_amount.field_ids = fields._get(model, "amount")
        [failure] = self.document.get_blocking_checks()
        self.assertIn("Amount", failure["reason"])

    def test_a_check_asks_for_the_tasks_that_it_names_now(self):
        kinds = self.env["mail.activity.type"].create(
            [{"name": "Ring up"}, {"name": "Visit"}]
        )
        self.check_amount.write(
            {"kind": "activities", "activity_type_ids": [Command.set(kinds[:1].ids)]}
        )
        self.assertIn("Ring up", self.document.get_blocking_checks()[0]["reason"])
        self.check_amount.activity_type_ids = kinds[1:]
        self.assertIn("Visit", self.document.get_blocking_checks()[0]["reason"])
        kinds[1:].active = False
        self.assertFalse(self.document.get_blocking_checks())
        kinds[1:].active = True
        self.assertTrue(self.document.get_blocking_checks())
        kinds[1:].unlink()
        self.assertFalse(self.document.get_blocking_checks())

    def test_a_draft_is_walked_as_it_is_drawn_now(self):
        draft = self.process.copy()
        names = self._read_names(draft)
        self.assertEqual(names, ["New", "Offer", "Done"])
        first, second, last = draft._get_stages()
        second.sequence = 9
        self.assertEqual(self._read_names(draft), ["New", "Done", "Offer"])
        last.unlink()
        self.assertEqual(self._read_names(draft), ["New", "Offer"])
        draft.stage_ids = [Command.create({"name": "Signed", "sequence": 10})]
        self.assertEqual(self._read_names(draft), ["New", "Offer", "Signed"])
        path = self.document.sudo()._get_gate_path
        self.assertEqual(first._get_gate_link("check_exit_ids"), self.check_amount)
        first.check_exit_ids = False
        self.assertFalse(first._get_gate_link("check_exit_ids"))
        self.assertFalse(path(first, first))

    def _read_names(self, process):
        return self.document._get_process_stages(process).mapped("name")

    def test_who_may_enter_follows_the_groups(self):
        group = self.env["res.groups"].create({"name": "Signers"})
        process = self.process.copy()
        process.stage_ids[1].enter_group_ids = group
        process.action_publish()
        document = self._create_documents(amount=1, process_id=process.id)
        document = document.with_user(self.employee)
        self._assert_blocked(document)
        signer = new_test_user(
            self.env, login="signer", groups="bank_base.group_bank_user"
        )
        signer.group_ids += group
        document.with_user(signer).action_next_stage()
        document.with_user(signer).stage_id = process.stage_ids[0]
        group.unlink()
        document.action_next_stage()
        self.assertEqual(document.stage_id, process.stage_ids[1])

    def test_a_move_asks_for_no_settings_that_are_kept(self):
        """Stages of the process, checks and groups of a stage, fields of a check."""
        check = self._create_check(
            name="Filled in",
            kind="fields",
            field_ids=[
                Command.set(
                    self.env["ir.model.fields"]._get("test.bank.document", "amount").ids
                )
            ],
        )
        process = self.process.copy()
        process.stage_ids[0].check_exit_ids += check
        process.action_publish()
        document = self._create_documents(amount=1, process_id=process.id)
        moved = document.with_user(self.employee).with_context(tracking_disable=True)
        # the document, its stage, two of the savepoint, the change, two checks' words,
        # what the condition says, who is told
        self.assertLessEqual(count_queries(self.env, moved.action_next_stage), 9)
        self.assertEqual(document.stage_id, process.stage_ids[1])
