# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


from odoo.tests import HttpCase, new_test_user

TABLE = "bank_access_log_row"


class AccessLogCase(HttpCase):
    """A clerk in a browser, two clients with a letter each, and what is logged."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = new_test_user(
            cls.env,
            login="clerk",
            password="clerk-clerk",
            groups="bank_base.group_bank_user,base.group_allow_export",
        )
        cls.auditor = new_test_user(
            cls.env, login="auditor", groups="bank_base.group_bank_auditor"
        )
        cls.clients = cls.env["res.partner"].create(
            [{"name": "Ivanov"}, {"name": "Petrov"}]
        )
        cls.folder = cls.env["test.bank.folder"].create({"name": "Folder"})
        cls.letters = cls.env["test.bank.letter"].create(
            [
                {"name": f"To {client.name}", "partner_id": client.id, "amount": 5}
                for client in cls.clients
            ]
        )
        cls.letters.folder_id = cls.folder
        cls.letter = cls.letters[0]

    def setUp(self):
        super().setUp()
        self.authenticate("clerk", "clerk-clerk")
        self.last_id = self._get_last_id()

    def _get_last_id(self):
        self.cr.execute(f"SELECT COALESCE(max(id), 0) FROM {TABLE}")
        return self.cr.fetchone()[0]

    def _read_rows(self, model="test.bank.letter"):
        """Return what was logged about a model since the test began."""
        self.cr.execute(
            f"SELECT * FROM {TABLE} WHERE id > %s AND res_model = %s ORDER BY id",
            [self.last_id, model],
        )
        return self.cr.dictfetchall()

    def _call(self, model, method, *args, **kwargs):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def _assert_one_row(self, act, door="screen", letters=None):
        rows = self._read_rows()
        self.assertEqual(len(rows), 1, rows)
        row, letters = rows[0], self.letter if letters is None else letters
        self.assertEqual((row["act"], row["door"]), (act, door))
        self.assertEqual(row["user_id"], self.clerk.id)
        self.assertEqual(row["company_id"], self.env.company.id)
        self.assertCountEqual(row["res_ids"], letters.ids)
        self.assertEqual(row["client_ids"], sorted(letters.partner_id.ids))
        self.assertEqual(row["record_count"], len(letters))
        return row

    # Doors
