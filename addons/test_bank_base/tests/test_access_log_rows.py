# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tools import access_notes, partitions

from .access_common import TABLE, AccessLogCase


@tagged("post_install", "-at_install")
class TestAccessLogRows(AccessLogCase):
    """The rows themselves: kept, dropped when their time is over, read by right."""

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_changes(self):
        self._call("test.bank.letter", "read", self.letter.ids, ["name"])
        month = partitions.get_name(TABLE, date.today())
        for query in (
            f"UPDATE {TABLE} SET user_id = 1",
            f"DELETE FROM {TABLE}",
            f"TRUNCATE {TABLE}",
            f"DELETE FROM {month}",
            f"TRUNCATE {month}",
            "UPDATE bank_access_log SET user_id = 1",
        ):
            with self.assertRaises(psycopg2.Error), self.cr.savepoint():
                self.cr.execute(query)

    def test_nobody_writes_rows_over_rpc(self):
        for method, args in (
            ("create", [[{"user_id": 1}]]),
            ("unlink", [[1]]),
            ("_insert", [[]]),
            ("_cron_keep_partitions", []),
        ):
            with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
                self._call("bank.access.log", method, *args)

    def test_a_missing_month_is_made_on_demand(self):
        notes = access_notes.AccessNotes("/web/", None)
        notes.models["test.bank.letter"].grouped = True
        with freeze_time("2041-05-06"), mute_logger("odoo.sql_db"):
            door = self.env["bank.access.door"].with_user(self.clerk)
            door._insert_apart(door._prepare_insert(notes))
        self.assertEqual(len(self._read_rows()), 1)
        months = [month for month, _name in partitions.list_months(self.cr, TABLE)]
        self.assertIn(date(2041, 7, 1), months)

    def test_months_are_dropped_when_their_time_is_over_and_logged(self):
        log = self.env["bank.access.log"]
        self.env["ir.config_parameter"].set_param("bank_base.access_log_months", "1")
        self.assertEqual(log._get_months_kept(), 12)
        today = date.today().replace(day=1)
        with freeze_time(partitions.add_months(today, 12)):
            log._cron_keep_partitions()
        months = [month for month, _name in partitions.list_months(self.cr, TABLE)]
        self.assertIn(today, months)
        with freeze_time(partitions.add_months(today, 13)):
            log._cron_keep_partitions()
        months = [month for month, _name in partitions.list_months(self.cr, TABLE)]
        self.assertNotIn(today, months)
        decision = self.env["bank.decision"].search([("kind", "=", "access_log_drop")])
        self.assertIn(str(today), decision[0].payload)

    def test_the_retention_setting_is_logged(self):
        domain = [("res_model", "=", "ir.config_parameter")]
        before = self.env["bank.decision"].search_count(domain)
        self.env["ir.config_parameter"].set_param("bank_base.access_log_months", "24")
        self.assertEqual(self.env["bank.decision"].search_count(domain), before + 1)

    # Reading it

    def test_the_auditor_finds_who_looked_at_a_client(self):
        self._call("test.bank.letter", "read", self.letter.ids, ["name"])
        log = self.env["bank.access.log"].with_user(self.auditor)
        client, other = self.clients
        rows = log.search([("client_id", "=", client.id)])
        self.assertEqual(rows.user_id, self.clerk)
        self.assertEqual(rows.clients, "Ivanov")
        self.assertEqual(rows.client_id, client)
        self.assertEqual(rows.res_id, self.letter.id)
        self.assertFalse(log.search([("client_id", "=", other.id)]))
        for record in (client, self.letter):
            action = log._get_action_for(record)
            self.assertEqual(log.search(action["domain"]), rows)

    def test_others_do_not_read_it(self):
        log = self.env["bank.access.log"].with_user(self.clerk)
        with self.assertRaises(AccessError):
            log.search([])
        with self.assertRaises(AccessError):
            log._get_action_for(self.letter)
