# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from odoo.addons.bank_base.models.bank_gate_pass import GatePass

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestGateForgery(GateCommon):
    def setUp(self):
        super().setUp()
        self.documents = self.env["test.bank.document"].with_user(self.employee)
        self.document = self._create_documents().with_user(self.employee)

    def _call(self, method, *args, **context):
        return call_kw(self.documents, method, list(args), {"context": context})

    def test_rpc_write_is_judged(self):
        for context in (
            {},
            {"install_mode": True},
            {"bank_gate_passes": {("test.bank.document", self.document.id): 1}},
            {"tracking_disable": True, "import_file": True},
            {"active_test": False},
        ):
            with self.assertRaises(UserError):
                self._call(
                    "write", self.document.ids, {"stage_id": self.done.id}, **context
                )
        self.assertEqual(self.document.stage_id, self.new)

    def test_create_further_on_is_judged(self):
        values = {"name": "x", "process_id": self.process.id, "stage_id": self.done.id}
        with self.assertRaises(UserError):
            self._call("create", values)
        created = self._call("create", {**values, "amount": 1})
        self.assertEqual(self.documents.browse(created).stage_id, self.done)

    def test_defaults_do_not_choose_the_stage(self):
        self.env["ir.default"].with_user(self.employee).set(
            "test.bank.document", "stage_id", self.done.id, user_id=True
        )
        values = {"name": "x", "process_id": self.process.id}
        created = self._call("create", values, default_stage_id=self.done.id)
        self.assertEqual(self.documents.browse(created).stage_id, self.new)

    def test_import_is_judged(self):
        result = self._call(
            "load",
            ["name", "process_id/.id", "stage_id/.id"],
            [["x", str(self.process.id), str(self.done.id)]],
        )
        self.assertFalse(result["ids"])
        self.assertIn("No amount", str(result["messages"]))

    def test_a_stored_compute_does_not_get_through(self):
        with self.assertRaisesRegex(AccessError, "only by a step"):
            self.document.is_smuggling = True
            self.env.flush_all()

    def test_a_running_document_keeps_its_process(self):
        self.document.amount = 1
        self.document.action_next_stage()
        other = self.process.copy()
        for process_id in (False, other.id):
            with self.assertRaises(UserError):
                self._call("write", self.document.ids, {"process_id": process_id})

    def test_changing_the_process_leads_to_its_first_stage(self):
        other = self.process.copy()
        self._call(
            "write",
            self.document.ids,
            {"process_id": other.id, "stage_id": self.done.id},
        )
        self.assertEqual(self.document.stage_id, other.stage_ids[0])

    def test_a_document_without_process_enters_at_the_start(self):
        stray = self._create_documents(process_id=False)
        self._call("write", stray.ids, {"stage_id": self.done.id})
        self._call("write", stray.ids, {"process_id": self.process.id})
        self.assertEqual(stray.stage_id, self.new)

    def test_a_stage_of_another_process_is_refused(self):
        self.document.amount = 1
        foreign = self.process.copy().stage_ids[-1]
        with self.assertRaises(UserError):
            self._call("write", self.document.ids, {"stage_id": foreign.id})

    def test_private_steps_are_not_remote(self):
        for method in ("_write_multi", "_judge", "_gate_pass", "_start_stage"):
            with self.assertRaises(AccessError):
                self._call(method, self.document.ids)

    def test_a_pass_lasts_one_write(self):
        self.document.amount = 1
        self.document.action_next_stage()
        self.assertFalse(GatePass.read(self.env.cr))
