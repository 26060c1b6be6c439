# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .test_import_complete import ImportCommon


@tagged("post_install", "-at_install")
class TestImportTies(ImportCommon):
    """To which row of the file a contact belongs."""

    TITLES = "ФИО;ИНН;Вид клиента;Контакт клиента;Должность"

    def test_of_two_rows_of_one_inn_the_contacts_are_those_of_one_client(self):
        row = self._create_import(
            self.TITLES,
            "Ветров Илья;;;7707 083893;Директор",
            "ООО Ромашка;7707083893;ООО;;",
            "ООО Ромашка;7707083893;ООО;;",
            "Ветров Олег;;;7707083893;Бухгалтер",
            "Ветров Пётр;;;ООО Ромашка;",
        )
        row.action_try()
        lines = row.line_ids.sorted("number")
        tried = ["good", "good", "duplicate", "good", "refused"]
        self.assertEqual(lines.mapped("state"), tried, lines.mapped("reason"))
        self.assertIn("give the INN", lines[4].reason)
        row.action_import()
        firm = lines[1].partner_id
        self.assertEqual(
            firm.child_ids.sorted("name").mapped("function"), ["Директор", "Бухгалтер"]
        )
