# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from unittest.mock import patch

import psycopg2

from odoo import http
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tools import access_notes

from .access_common import AccessLogCase

KINDS = ("csv", "xlsx")
DOOR = "odoo.addons.bank_base.models.bank_access_door"


@tagged("post_install", "-at_install")
class TestAccessLogExport(AccessLogCase):
    """A file of records leaves with its row, which does not hold it up."""

    def setUp(self):
        super().setUp()
        # a cursor of a test that only reads sends nothing before its end
        self.set_registry_readonly_mode(False)

    def _export(self, kind, **values):
        data = {
            "model": "test.bank.letter",
            "fields": [{"name": "name", "label": "Name", "type": "char"}],
            "ids": self.letters.ids,
            "domain": [],
            "import_compat": False,
            **values,
        }
        token = http.Request.csrf_token(self)
        return self.url_open(
            f"/web/export/{kind}",
            data={"data": json.dumps(data), "csrf_token": token},
        )

    def test_export(self):
        for is_readonly in (True, False):
            self.set_registry_readonly_mode(is_readonly)
            for kind in KINDS:
                with self.subTest(kind=kind, is_readonly=is_readonly):
                    self.last_id = self._get_last_id()
                    content = self._export(kind).content
                    self.assertTrue(content)
                    self.assertEqual(content.startswith(b"PK"), kind == "xlsx")
                    self._assert_one_row("list", door="export", letters=self.letters)

    def test_what_a_search_finds(self):
        self._export("csv", ids=[], domain=[["id", "in", self.letters.ids]])
        self._assert_one_row("list", door="export", letters=self.letters)

    def test_in_groups(self):
        """Groups of what is in the log already are no second row."""
        self._export("xlsx", groupby=["name"])
        self._assert_one_row("list", door="export", letters=self.letters)

    def test_the_row_is_sent_before_the_file_is_made(self):
        target, sent = type(self.env["test.bank.letter"]), []
        export = target.export_data

        def export_and_look(records, names):
            found = export(records, names)
            sent.append([row["act"] for row in self._read_rows()])
            return found

        with patch.object(target, "export_data", export_and_look):
            for kind in KINDS:
                with self.subTest(kind=kind):
                    self.last_id = self._get_last_id()
                    self.assertEqual(self._export(kind).status_code, 200)
                    self.assertEqual(sent.pop(), ["list"])
                    self.assertEqual(len(self._read_rows()), 1)

    def test_nothing_is_asked_twice(self):
        door = type(self.env["bank.access.door"])
        with patch.object(door, "_prepare_insert_of_own", side_effect=AssertionError):
            for kind in KINDS:
                self.assertEqual(self._export(kind).status_code, 200)
        self.assertEqual(len(self._read_rows()), 2)

    @mute_logger("odoo.http", DOOR, "odoo.addons.web.controllers.export")
    def test_without_the_log_there_is_no_file(self):
        door = type(self.env["bank.access.door"])
        for is_readonly in (True, False):
            self.set_registry_readonly_mode(is_readonly)
            error = psycopg2.OperationalError
            with patch.object(door, "_insert_once", side_effect=error):
                for kind in KINDS:
                    with self.subTest(kind=kind, is_readonly=is_readonly):
                        response = self._export(kind)
                        self.assertGreaterEqual(response.status_code, 400)
                        self.assertNotIn(b"Ivanov", response.content)
        self.assertFalse(self._read_rows())
        # it was for want of the row, and of nothing else
        self.assertIn("To Ivanov", self._export("csv").text)

    def test_the_routes_are_those_that_the_log_takes_for_reading(self):
        found = {
            path
            for path, endpoint in self.env["ir.http"]._generate_routing_rules(
                self.env.registry._init_modules, converters={}
            )
            if path in access_notes.READING_PATHS
            and callable(endpoint.routing["readonly"])
        }
        self.assertEqual(found, set(access_notes.READING_PATHS))

    @mute_logger("odoo.http", "odoo.addons.web.controllers.export")
    def test_an_export_that_writes_after_all_is_made_where_it_can(self):
        """An addon may compute and keep a value of what is exported."""
        self.set_registry_readonly_mode(True)
        target, asked = type(self.env["test.bank.letter"]), []
        export = target.export_data

        def export_and_write(records, names):
            asked.append(records.env.cr.readonly)
            records.env.cr.execute("UPDATE res_partner SET color = color WHERE id = 1")
            return export(records, names)

        with patch.object(target, "export_data", export_and_write):
            response = self._export("csv")
        self.assertIn("To Ivanov", response.text)
        self.assertEqual(asked, [True, False])
        self._assert_one_row("list", door="export", letters=self.letters)
