# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import TransactionCase, new_test_user, tagged

MODELS = ("bank.demo.import", "bank.demo.import.line", "bank.demo.import.skip")


@tagged("post_install", "-at_install")
class TestSecurity(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = new_test_user(
            cls.env, login="demo_admin", groups="bank_base.group_bank_administrator"
        )
        cls.manager = new_test_user(
            cls.env, login="demo_manager", groups="bank_crm_core.group_crm_manager"
        )
        cls.auditor = new_test_user(
            cls.env, login="demo_auditor", groups="bank_base.group_bank_auditor"
        )

    def test_nobody_starts_an_import_from_outside(self):
        for user in (self.administrator, self.manager):
            model = self.env["bank.demo.import"].with_user(user)
            for method in ("_run", "_import_folder"):
                with self.assertRaises(AccessError):
                    call_kw(model, method, [], {})

    def test_import_as_a_person_is_refused_before_anything_is_written(self):
        model = self.env["bank.demo.import"].with_user(self.administrator)
        with self.assertRaises(AccessError):
            model._import_folder()

    def test_report_is_read_by_administrator_and_auditor_only(self):
        for name in MODELS:
            for user in (self.administrator, self.auditor):
                self.assertTrue(self.env[name].with_user(user).has_access("read"))
            self.assertFalse(self.env[name].with_user(self.manager).has_access("read"))

    def test_nobody_writes_a_report(self):
        for name in MODELS:
            for user in (self.administrator, self.auditor, self.manager):
                for operation in ("create", "write", "unlink"):
                    model = self.env[name].with_user(user)
                    self.assertFalse(model.has_access(operation), (name, operation))
