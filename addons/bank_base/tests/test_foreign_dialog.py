# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon


@tagged("post_install", "-at_install")
class TestForeignDialog(BaseCommon):
    """What a colleague has typed into a dialog is out of reach."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "bank_base.group_bank_user"
        cls.author = new_test_user(cls.env, login="author", groups=group)
        cls.colleague = new_test_user(cls.env, login="colleague", groups=group)
        cls.dialogs = cls.env["bank.gate.move"]
        cls.dialog = cls.dialogs.with_user(cls.author).create(
            {"line_ids": [(0, 0, {"name": "Loan", "reason": "secret"})]}
        )

    def test_its_author_goes_on_with_it(self):
        self.assertEqual(self.dialog.line_ids.reason, "secret")
        self.dialog.moved_count = 3
        self.assertEqual(self.dialog.search([]), self.dialog)

    def test_a_colleague_neither_finds_nor_reads_it(self):
        theirs = self.dialogs.with_user(self.colleague)
        self.assertFalse(theirs.search([]))
        self.assertFalse(
            self.env["bank.gate.move.line"]
            .with_user(self.colleague)
            .search([("reason", "=", "secret")])
        )
        with self.assertRaises(AccessError):
            theirs.browse(self.dialog.id).read(["moved_count"])

    def test_a_colleague_neither_changes_nor_uses_it(self):
        theirs = self.dialog.with_user(self.colleague)
        with self.assertRaises(AccessError):
            theirs.moved_count = 9
        with self.assertRaises(AccessError):
            theirs.unlink()
        with self.assertRaises(AccessError):
            theirs.line_ids.action_open()
        lines = self.dialog.line_ids
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            lines.with_user(self.colleague).action_open()

    def test_a_file_names_no_file_that_is_hidden(self):
        files = self.env["ir.attachment"].with_user(self.author)
        mine = files.create({"name": "mine.png", "raw": b"1"})
        secret = files.create({"name": "Client Ivanov.png", "raw": b"2"})
        theirs = files.with_user(self.colleague)
        own = theirs.create({"name": "own.png", "raw": b"3"})
        with self.assertRaises(AccessError):
            own.original_id = secret.id
        with self.assertRaises(AccessError):
            theirs.create({"name": "copy.png", "original_id": secret.id})
        mine.original_id = secret
        self.assertEqual(mine.original_id.name, "Client Ivanov.png")
