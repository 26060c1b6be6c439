# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon


@tagged("post_install", "-at_install")
class TestRegistry(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = new_test_user(
            cls.env, login="clerk", groups="bank_base.group_bank_user"
        )
        cls.auditor = new_test_user(
            cls.env, login="auditor", groups="bank_base.group_bank_auditor"
        )
        cls.widgets = cls.env["bank.registry.widget"]
        cls.env["test.bank.letter"].create({"name": "Late", "amount": 5})

    def _codes(self, user):
        codes = self.widgets.with_user(user)._read_entries()
        return [code for code in codes if code.startswith("test_")]

    def test_what_every_addon_registered_is_right(self):
        """Of all addons that are installed: a mistake shows here, not on a screen."""
        base = self.env.registry["bank.registry.mixin"]
        names = [name for name, cls in self.env.items() if isinstance(cls, base)]
        mistakes = [text for name in names for text in self.env[name]._find_mistakes()]
        self.assertIn("bank.registry.widget", names)
        self.assertFalse(mistakes)

    def test_entries_come_in_order_and_by_right(self):
        self.assertEqual(self._codes(self.auditor), ["test_audit", "test_late"])
        self.assertEqual(self._codes(self.clerk), ["test_late"])

    def test_an_entry_works_with_the_rights_of_the_user(self):
        widgets = self.widgets.with_user(self.clerk)
        self.assertEqual(widgets._run_entry("test_late", 4), 1)
        with self.assertRaises(ValueError):
            widgets._run_entry("test_audit", 4)
        with self.assertRaises(ValueError):
            widgets._run_entry("unknown")

    def test_mistakes_are_found(self):
        wrong = {
            "bad": {
                "name": 5,
                "colour": "red",
                "model": "test.bank.letter",
                "method": "unlink",
                "groups": "bank_base.no_such_group",
            },
            "worse": {"name": "x", "model": "no.model", "component": "x"},
        }
        with patch.object(type(self.widgets), "_get_entries", lambda _self: wrong):
            text = "\n".join(self.widgets._find_mistakes())
        for part in (
            "unknown key colour",
            "name is not str",
            "component is missing",
            "make it private",
            "no group bank_base.no_such_group",
            "no model no.model",
            "method is missing",
        ):
            self.assertIn(part, text)
