# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import suppress
from unittest.mock import Mock, patch

import psycopg2

from odoo.exceptions import UserError
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tests.common import Json2Mixin

from .access_common import AccessLogCase


@tagged("post_install", "-at_install")
class TestAccessLog(Json2Mixin, AccessLogCase):
    """Whatever way clients' data are read, it stands in the log."""

    def test_opening_a_card_is_logged(self):
        specification = {"name": {}, "partner_id": {"fields": {"display_name": {}}}}
        self._call(
            "test.bank.letter", "web_read", self.letter.ids, specification=specification
        )
        row = self._assert_one_row("open")
        self.assertEqual(row["method"], "test.bank.letter.web_read")

    def test_a_list_is_logged_with_its_search_but_not_with_its_words(self):
        self._call(
            "test.bank.letter",
            "web_search_read",
            [["name", "ilike", "Ivanov"]],
            {"name": {}},
        )
        row = self._assert_one_row("list")
        self.assertEqual(row["search_fields"], "name")
        self.assertTrue(row["search_hash"])
        self.assertNotIn("Ivanov", str(row))

    def test_equal_searches_have_equal_hashes(self):
        for name in ("Ivanov", "Ivanov", "Petrov"):
            self._call("test.bank.letter", "search", [["name", "=", name]])
        hashes = [row["search_hash"] for row in self._read_rows()]
        self.assertEqual(hashes[0], hashes[1])
        self.assertNotEqual(hashes[0], hashes[2])

    def test_a_search_that_only_tells_that_somebody_is_there(self):
        self._call("test.bank.letter", "search_count", [["amount", ">", 4]])
        self._assert_one_row("search", letters=self.letter.browse())

    def test_a_search_by_way_of_another_model(self):
        self._call(
            "test.bank.folder", "search_count", [["letter_ids.name", "like", "Ivanov"]]
        )
        self._assert_one_row("search", letters=self.letter.browse())

    def test_grouping(self):
        calls = (
            ("formatted_read_group", [[]], {"groupby": ["name"], "aggregates": []}),
            ("web_read_group", [[]], {"groupby": ["name"], "aggregates": []}),
            ("read_group", [[], ["amount"], ["name"]], {}),
        )
        for method, args, kwargs in calls:
            with self.subTest(method=method):
                self.last_id = self._get_last_id()
                with mute_logger("py.warnings"):
                    self._call("test.bank.letter", method, *args, **kwargs)
                self._assert_one_row("group", letters=self.letter.browse())

    def test_name_search_and_search_read(self):
        for method, args in (
            ("name_search", ["Ivanov"]),
            ("web_name_search", ["Ivanov", {"display_name": {}}]),
            ("search_read", [[["name", "ilike", "Ivanov"]], ["name"]]),
        ):
            with self.subTest(method=method):
                self.last_id = self._get_last_id()
                self._call("test.bank.letter", method, *args)
                self._assert_one_row("list")

    def test_reading_by_way_of_a_model_without_clients(self):
        self._call(
            "test.bank.folder",
            "web_read",
            self.folder.ids,
            specification={"letter_ids": {"fields": {"name": {}}}},
        )
        self._assert_one_row("list", letters=self.letters)

    def _call_letters(self, method, **params):
        return self._call_json_2(self.clerk, "test.bank.letter", method, **params)

    def test_json_2(self):
        response = self._call_letters("read", ids=self.letter.ids, fields=["name"])
        self.assertEqual(response.json()[0]["name"], "To Ivanov")
        row = self._assert_one_row("open", door="api")
        self.assertEqual(row["method"], "test.bank.letter.read")

    def test_a_page_over_json_2_does_not_ask_twice_whose_it_is(self):
        """It is known to change nothing: its row is sent before the answer is text."""
        self.set_registry_readonly_mode(False)
        door = type(self.env["bank.access.door"])
        with patch.object(door, "_prepare_insert_of_own", side_effect=AssertionError):
            domain = [["id", "in", self.letters.ids]]
            response = self._call_letters("search_read", domain=domain, fields=["name"])
        # what fails is logged as well: the answer has to be there
        self.assertEqual(len(response.json()), len(self.letters))
        self._assert_one_row("list", door="api", letters=self.letters)

    @mute_logger("odoo.addons.rpc.controllers.xmlrpc")
    def test_xml_rpc(self):
        result = self.xmlrpc_object.execute_kw(
            self.cr.dbname,
            self.clerk.id,
            "clerk-clerk",
            "test.bank.letter",
            "read",
            [self.letter.ids, ["name"]],
        )
        self.assertEqual(result[0]["name"], "To Ivanov")
        self._assert_one_row("open", door="api")

    def test_files_of_a_document(self):
        file = self.env["ir.attachment"].create(
            {
                "name": "scan.txt",
                "raw": b"passport",
                "res_model": self.letter._name,
                "res_id": self.letter.id,
            }
        )
        self.assertEqual(self.url_open(f"/web/content/{file.id}").text, "passport")
        self._assert_one_row("open", door="file")
        self.last_id = self._get_last_id()
        token = file.generate_access_token()[0]
        self.opener.cookies.clear()
        self.url_open(f"/web/content/{file.id}?access_token={token}")
        self.assertEqual(self._read_rows()[0]["res_ids"], self.letter.ids)

    def test_file_read_by_rpc(self):
        file = self.env["ir.attachment"].create(
            {
                "name": "scan.txt",
                "raw": b"passport",
                "res_model": self.letter._name,
                "res_id": self.letter.id,
            }
        )
        self._call("ir.attachment", "read", file.ids, ["datas"])
        self._assert_one_row("open")

    def test_messages_of_a_document(self):
        message = self.letter.message_post(body="He asks for a loan")
        self._call("mail.message", "read", message.ids, ["body"])
        self._assert_one_row("open")

    def test_report(self):
        self.env["ir.ui.view"].create(
            {
                "name": "letter",
                "key": "test_bank_base.letter",
                "type": "qweb",
                "arch": "<t t-name='x'><p t-foreach='docs.sudo()' t-as='doc' t-out='doc.name'/></t>",
            }
        )
        self.env["ir.actions.report"].create(
            {
                "name": "Letter",
                "model": "test.bank.letter",
                "report_type": "qweb-html",
                "report_name": "test_bank_base.letter",
            }
        )
        response = self.url_open(f"/report/html/test_bank_base.letter/{self.letter.id}")
        self.assertIn("To Ivanov", response.text)
        self._assert_one_row("open", door="report")

    # Nobody reads unlogged

    def test_a_read_that_is_rolled_back_was_read(self):
        def read_and_fail(records, *_args, **_kwargs):
            raise UserError(records.name)

        target = type(self.env["test.bank.letter"])
        with (
            patch.object(target, "message_subscribe", read_and_fail),
            # assertRaises of Odoo rolls back what the server has written
            suppress(JsonRpcException),
            mute_logger("odoo.http"),
        ):
            self._call("test.bank.letter", "message_subscribe", self.letter.ids)
        self._assert_one_row("open")

    def test_a_savepoint_that_is_rolled_back_was_read(self):
        letter = self.letter.with_user(self.clerk)
        self.env.invalidate_all()
        door = type(self.env["bank.access.door"])
        with (
            patch("odoo.addons.bank_base.models.base.is_door_open", lambda: True),
            patch.object(door, "_is_foreign", lambda _self: False),
        ):
            with suppress(UserError), self.cr.savepoint():
                raise UserError(letter.name)
        self.assertFalse(self._read_rows())
        # a cursor of a test never runs what waits for the commit
        self.cr.postcommit.run()
        self.assertEqual(self._read_rows()[0]["res_ids"], letter.ids)

    def test_no_context_switches_it_off(self):
        context = {
            "tracking_disable": True,
            "install_mode": True,
            "bank_access_logged": False,
            "_access_logged": False,
            "no_log": True,
            "active_test": False,
        }
        self._call(
            "test.bank.letter", "read", self.letter.ids, ["name"], context=context
        )
        self._assert_one_row("open")

    @mute_logger("odoo.http", "odoo.addons.bank_base.models.bank_access_door")
    def test_without_the_log_there_is_no_answer(self):
        target = type(self.env["bank.access.door"])
        for error in (psycopg2.OperationalError, psycopg2.InternalError):
            with (
                patch.object(target, "_insert_once", side_effect=error),
                self.assertRaisesRegex(JsonRpcException, "UserError"),
            ):
                self._call("test.bank.letter", "read", self.letter.ids, ["name"])
        self.assertFalse(self._read_rows())

    def test_a_request_costs_one_statement(self):
        target = type(self.env["bank.access.door"])
        with patch.object(target, "_insert_once", autospec=True) as insert:
            self._call(
                "test.bank.folder",
                "web_read",
                self.folder.ids,
                specification={"letter_ids": {"fields": {"name": {}, "amount": {}}}},
            )
        self.assertEqual(insert.call_count, 1)

    def test_a_page_with_its_count_is_one_row_however_it_is_sent(self):
        """Counting asks once more what was on its way to the log already."""
        rows = []
        for is_readonly in (True, False):
            # a cursor of a test that only reads sends nothing before its end
            self.set_registry_readonly_mode(is_readonly)
            self.last_id = self._get_last_id()
            found = self._call(
                "test.bank.letter",
                "web_search_read",
                [["amount", "=", 5]],
                {"name": {}, "folder_id": {"fields": {"display_name": {}}}},
                limit=1,
            )
            self.assertEqual(found["length"], 2)
            row = self._assert_one_row("list")
            rows.append({**row, "id": None, "date": None})
        self.assertEqual(*rows)

    def test_a_page_is_sent_before_more_is_read_about_it(self):
        self.set_registry_readonly_mode(False)
        sent = []
        read = type(self.env["test.bank.letter"]).web_read

        def read_later(records, specification):
            sent.extend(self._read_rows())
            return read(records, specification)

        with patch.object(type(self.env["test.bank.letter"]), "web_read", read_later):
            self._call("test.bank.letter", "web_search_read", [], {"name": {}})
        self.assertEqual([row["act"] for row in sent], ["list"])
        self.assertEqual(len(self._read_rows()), 1)

    def test_an_override_of_a_read_is_sent_like_what_it_extends(self):
        """An addon that extends a read does not make every card wait for its row."""
        door = self.env["bank.access.door"]
        with patch.object(
            type(self.env["test.bank.letter"]), "web_read", Mock()
        ) as read:
            del read._readonly
            self.env.registry.clear_cache()
            self.assertTrue(door._is_declared_reading("test.bank.letter", "web_read"))
        self.assertFalse(door._is_declared_reading("test.bank.letter", "write"))

    def test_what_a_change_makes_is_known_though_nobody_else_sees_it_yet(self):
        """Only the transaction itself knows whose the new letter is."""
        client = self.clients[1]
        for is_readonly in (True, False):
            self.set_registry_readonly_mode(is_readonly)
            self.last_id = self._get_last_id()
            self._call(
                "test.bank.letter",
                "web_save",
                self.letter.ids,
                {"partner_id": client.id},
                {"name": {}},
            )
            rows = self._read_rows()
            self.assertEqual({tuple(row["client_ids"]) for row in rows}, {(client.id,)})

    def test_requests_without_clients_cost_nothing(self):
        target = type(self.env["bank.access.door"])
        with patch.object(target, "_insert_apart") as insert:
            self._call("test.bank.folder", "read", self.folder.ids, ["name"])
        self.assertFalse(insert.called)

    # The table
