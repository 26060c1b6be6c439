# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import csv
import io
import json
from unittest.mock import patch

import openpyxl

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestExport(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.analyst = new_test_user(
            cls.env, login="analyst_e", groups="bank_crm_core.group_crm_analyst"
        )
        cls.analyst.branch_ids = cls.branch
        cls.client.write({"email": "petr@example.com", "name": "=Щербаков Пётр"})

    def _create_export(self, user, clients=None, **values):
        clients = clients or self.client
        return (
            self.env["bank.client.export"]
            .with_user(user)
            .create(
                {
                    "partner_ids": [(6, 0, clients.ids)],
                    "purpose": "calls",
                    "format": "csv",
                    **values,
                }
            )
        )

    def _read_csv(self, export):
        return base64.b64decode(export.file).decode("utf-8-sig")

    def _get_decisions(self):
        return self.env["bank.decision"].search([("kind", "=", "export")])

    def test_the_analyst_gets_phones_masked_and_the_head_whole(self):
        export = self._create_export(self.analyst)
        self.assertIn("Phone", export.masked)
        export.action_export()
        text = self._read_csv(export)
        self.assertNotIn("123-45-67", text)
        self.assertNotIn("petr@", text)
        self.assertIn("p•••@example.com", text)
        export = self._create_export(self.head)
        export.action_export()
        self.assertIn("petr@example.com", self._read_csv(export))

    def test_the_dialog_tells_each_what_will_be_masked_for_him(self):
        for user, expected in ((self.analyst, True), (self.head, False)):
            form = Form(self.env["bank.client.export"].with_user(user))
            self.assertEqual("Phone" in (form.masked or ""), expected, user.login)

    def test_text_does_not_become_a_formula(self):
        """Whatever sign it begins with, in titles and cells, masked ones as well."""
        texts = ("=1+1", "+7", "-1+2", "@SUM(1)", "\t=1+1", " =1+1", "|calc", "\r=1")
        clients = self.client
        for text in texts:
            clients |= self._create_client("=Новак Ян", city=text, phone="+79161110000")
        columns = self.env["bank.export.column"]
        columns = columns.create({"name": "=City", "path": "city"}) | columns.search(
            [("path", "in", ("complete_name", "phone"))]
        )
        values = {"column_ids": [Command.set(columns.ids)]}
        export = self._create_export(self.analyst, clients, **values)
        export.action_export()
        table = io.StringIO(self._read_csv(export), newline="")
        rows = list(csv.reader(table, delimiter=";"))
        self.assertEqual(len(rows), len(clients) + 1)
        cells = {cell for row in rows for cell in row}
        self.assertFalse({cell for cell in cells if cell[:1] in set("=+-@|\t\r ")})
        self.assertLessEqual({"'=City", *(f"'{text}" for text in texts)}, cells)
        export = self._create_export(self.head, clients, format="xlsx", **values)
        export.action_export()
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(export.file)))
        cells = {cell.value: cell for row in book.active for cell in row}
        self.assertEqual({cells[text].data_type for text in texts[:5]}, {"s"})
        self.assertNotIn("f", {cell.data_type for cell in cells.values()})

    def test_what_left_is_a_decision(self):
        before = self._get_decisions()
        export = self._create_export(self.analyst)
        export.action_export()
        decision = self._get_decisions() - before
        self.assertEqual(len(decision), 1)
        payload = json.loads(decision.payload)
        self.assertEqual(payload["count"], 1)
        self.assertIn("phone", payload["masked"])
        self.assertNotIn("Щербаков", decision.payload)

    def test_whose_data_left_is_in_the_read_log(self):
        export = self._create_export(self.analyst)
        with patch.object(type(self.client), "_note_access", autospec=True) as noted:
            export.action_export()
        ids = [call.args[0].ids for call in noted.call_args_list]
        self.assertIn(self.client.ids, ids)

    def test_nobody_exports_past_the_wall(self):
        export = self._create_export(self.analyst, self.client | self.other_client)
        self.assertEqual(export.client_count, 1)
        export.action_export()
        self.assertNotIn("Чужой", self._read_csv(export))

    def test_who_may_not_export(self):
        for user in (self.manager, self.operator, self.administrator, self.employee):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._create_export(user)
        export = self._create_export(self.analyst)
        with self.assertRaises(AccessError):
            export.with_user(self.head).action_export()

    def test_a_purpose_and_columns_are_needed(self):
        export = self._create_export(self.analyst, purpose=False)
        with self.assertRaisesRegex(UserError, "what the list is for"):
            export.action_export()
        self.assertFalse(export.file)

    def test_columns_lead_to_facts(self):
        columns = self.env["bank.export.column"]
        for path in ("no_such", "agreement_ids", "branch_id.no_such", "image_1920"):
            with self.subTest(path), self.assertRaises(ValidationError):
                columns.create({"name": "X", "path": path})
        with self.assertRaises(AccessError):
            columns.with_user(self.analyst).search([], limit=1).masking = "none"

    def test_a_segment_leaves_whole(self):
        segment = (
            self.env["bank.segment"]
            .with_user(self.analyst)
            .create(
                {
                    "name": "S",
                    "line_ids": [
                        (
                            0,
                            0,
                            {
                                "source": "client",
                                "domain": f"[('id', '=', {self.client.id})]",
                            },
                        )
                    ],
                }
            )
        )
        action = segment.action_export()
        export = (
            self.env["bank.client.export"]
            .with_user(self.analyst)
            .with_context(**action["context"])
            .create({"purpose": "analysis", "format": "csv"})
        )
        export.action_export()
        self.assertEqual(export.client_count, 1)
        self.assertEqual(len(self._read_csv(export).splitlines()), 2)
