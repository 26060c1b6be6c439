# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tests.common import count_queries

from ..models.enrichment import bank_enrichment_run
from ..models.enrichment.bank_enrichment_source import HOSTS
from .common import BankCoreCommon

REGISTER = """ИНН;КПП;Наименование;Город;Основана;Почта
7707083893;770701001;АО Северный Ветер;Архангельск;17.05.1999;нет
7736050003;773601001;ООО Тихая Гавань;Мурманск;вчера;info@gavan.example
"""


@tagged("post_install", "-at_install")
class TestEnrichment(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steward = cls._create_user(
            "enrich_steward", "bank_crm_core.group_crm_data_steward", cls.branch
        )
        cls.register = cls.env["bank.enrichment.source"].create(
            {
                "name": "Register of companies",
                "file": base64.b64encode(REGISTER.encode()),
                "file_name": "register.csv",
            }
        )
        cls.register.action_load()
        cls.rule = cls._create_rule(cls.register)
        cls.company = cls._create_client(
            "ООО Ветер", client_kind="company", inn="7707083893"
        )
        cls.second = cls._create_client(
            "ООО Гавань", client_kind="company", inn="7736050003"
        )

    @classmethod
    def _create_rule(cls, source, **policies):
        facts = {
            "kpp": ("КПП", "empty", ""),
            "city": ("Город", "keep", ""),
            "date_founded": ("Основана", "empty", ""),
            "email": ("Почта", "always", "нет; test*"),
        }
        return cls.env["bank.enrichment.rule"].create(
            {
                "name": "Facts of companies",
                "source_id": source.id,
                "line_ids": [
                    Command.create(
                        {
                            "title": title,
                            "field": field,
                            "policy": policies.get(field, policy),
                            "skip": skip,
                        }
                    )
                    for field, (title, policy, skip) in facts.items()
                ],
            }
        )

    def _create_run(self, rule=None, user=None):
        user = user or self.steward
        runs = self.env["bank.enrichment.run"].with_user(user)
        return runs.create({"rule_id": (rule or self.rule).id})

    def _run(self, rule=None):
        run = self._create_run(rule)
        run.action_start()
        self.env.invalidate_all()
        return run

    def _get_line(self, run, partner=None):
        partner = partner or self.company
        return run.log_ids.filtered(lambda log: log.partner_id == partner)

    # What is written

    def test_facts_of_the_register_reach_the_card(self):
        run = self._run()
        self.assertEqual((run.state, run.changed_count), ("done", 2))
        self.assertEqual(self.company.kpp, "770701001")
        self.assertEqual(self.company.city, "Архангельск")
        self.assertEqual(str(self.company.date_founded), "1999-05-17")
        self.assertIn("770701001", self._get_line(run).text)

    def test_each_line_says_why_a_fact_was_left_out(self):
        run = self._run()
        self.assertFalse(self.company.email)
        self.assertIn("нет", self._get_line(run).reason)
        self.assertFalse(self.second.date_founded)
        self.assertIn("вчера", self._get_line(run, self.second).reason)
        self.assertEqual(self.second.email, "info@gavan.example")

    def test_what_people_have_entered_stays(self):
        self.company.write({"kpp": "770702002", "city": "Вологда"})
        self._run()
        self.assertEqual(self.company.kpp, "770702002")
        self.assertEqual(self.company.city, "Вологда")

    def test_keep_replaces_what_the_register_said_before(self):
        self._run()
        self.register._load({"7707083893": {"Город": "Онега", "КПП": "770703003"}})
        run = self._run()
        self.assertEqual(self.company.city, "Онега")
        # only where nothing stands
        self.assertEqual(self.company.kpp, "770701001")
        self.assertEqual(self._get_line(run, self.second).outcome, "absent")
        self.company.city = "Вологда"
        self.register._load({"7707083893": {"Город": "Каргополь"}})
        self._run()
        self.assertEqual(self.company.city, "Вологда")

    def test_always_replaces_everything(self):
        self.company.city = "Вологда"
        self._run(self._create_rule(self.register, city="always"))
        self.assertEqual(self.company.city, "Архангельск")

    def test_a_trial_writes_nothing(self):
        run = self._create_run()
        run.action_try()
        self.assertEqual(run.changed_count, 2)
        self.assertFalse(self.company.kpp)
        with self.assertRaises(UserError):
            run.action_undo()
        run.action_start()
        self.env.invalidate_all()
        self.assertEqual(self.company.kpp, "770701001")

    def test_a_client_that_cannot_be_written_stops_no_other(self):
        facts = {"7707083893": {"КПП": "123"}, "7736050003": {"КПП": "773601001"}}
        self.register._load(facts)
        run = self._run()
        line = self._get_line(run)
        self.assertEqual(line.outcome, "failed")
        self.assertTrue(line.reason)
        self.assertEqual(self.second.kpp, "773601001")

    # Runs

    def test_a_run_that_is_killed_goes_on_where_it_was(self):
        run = self._create_run()
        with (
            patch.object(bank_enrichment_run, "SLICE", 1),
            patch.object(bank_enrichment_run, "AT_ONCE", 1),
        ):
            run.action_start()
            self.assertEqual((run.state, len(run.log_ids)), ("running", 1))
            self.patch(
                self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 1
            )
            self.env["bank.enrichment.run"]._cron_work()
        self.assertEqual(run.state, "done")
        partners = run.log_ids.partner_id
        self.assertEqual(len(run.log_ids), len(partners))
        self.assertIn(self.second, partners)

    def test_a_run_is_taken_back_but_for_what_was_changed_since(self):
        self.second.city = False
        run = self._run()
        self.second.write({"city": "Кола", "kpp": "773602002", "email": "a@b.example"})
        run.action_undo()
        self.env.invalidate_all()
        self.assertEqual(run.state, "undone")
        self.assertFalse(self.company.kpp or self.company.city)
        self.assertEqual(self.second.city, "Кола")
        self.assertEqual(self._get_line(run, self.second).outcome, "kept")

    def test_many_clients_cost_no_query_each_to_look_up(self):
        partners = self.company | self.second

        def count(some):
            return count_queries(
                self.env, lambda: self.register._find_facts(some.mapped("inn"))
            )

        self.assertEqual(count(self.company), count(partners))

    # Who may

    def test_only_clients_in_sight_of_who_runs_it(self):
        hidden = self._create_client(
            "ООО Чужая",
            client_kind="company",
            branch_id=self.other_branch.id,
            manager_id=self.stranger.id,
            inn="5027089703",
        )
        self.register._load({"5027089703": {"Город": "Онега"}})
        run = self._run()
        self.assertFalse(hidden.city)
        self.assertNotIn(hidden, run.sudo().log_ids.partner_id)

    def test_managers_and_forgers_run_nothing(self):
        with self.assertRaises(AccessError):
            self._create_run(user=self.manager)
        forged = (
            self.env["bank.enrichment.run"]
            .with_user(self.steward)
            .create(
                {
                    "rule_id": self.rule.id,
                    "user_id": self.env.ref("base.user_admin").id,
                    "state": "running",
                    "last_partner": 9,
                }
            )
        )
        self.assertEqual(forged.user_id, self.steward)
        self.assertEqual((forged.state, forged.last_partner), ("draft", 0))
        with self.assertRaises(AccessError):
            forged.state = "done"
        with self.assertRaises(AccessError):
            self.rule.with_user(self.steward).domain = "[]"
        with self.assertRaises(AccessError):
            self.register.with_user(self.steward).action_load()
        run = self._run()
        with self.assertRaises(AccessError):
            run.log_ids.with_user(self.steward).outcome = "same"
        other = self._create_user(
            "enrich_other", "bank_crm_core.group_crm_data_steward", self.branch
        )
        with self.assertRaises(AccessError):
            run.with_user(other).action_undo()

    def test_the_number_a_client_is_found_by_is_not_replaced(self):
        values = {"rule_id": self.rule.id, "title": "ИНН", "field": "inn"}
        with self.assertRaises(ValidationError):
            self.env["bank.enrichment.rule.line"].create(values)

    def test_a_file_without_the_key_is_refused(self):
        content = base64.b64encode("Город;КПП\nОнега;1\n".encode())
        self.register.write({"file": content, "file_name": "a.csv"})
        with self.assertRaisesRegex(UserError, "ИНН"):
            self.register.action_load()
        self.assertEqual(self.register.row_count, 2)

    # The card

    def test_a_new_card_is_filled_in_before_it_is_saved(self):
        self.register._load({"5027089703": {"Город": "Онега", "КПП": "502701001"}})
        view = "bank_crm_core.res_partner_view_form_client"
        partners = self.env["res.partner"].with_user(self.manager)
        with Form(partners.with_context(default_client_kind="company"), view) as card:
            card.name = "ООО Новая"
            card.inn = "5027089703"
            self.assertEqual(card.kpp, "502701001")
            self.assertEqual(card.city, "Онега")
        with Form(self.second.with_user(self.manager), view) as card:
            card.inn = "7707083893"
            self.assertFalse(card.kpp)
            card.inn = "7736050003"

    # An address that answers

    def _serve(self, answers):
        asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                status, body = answers.get(self.path, (404, ""))
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", body)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_args):
                """Nothing to the console."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"127.0.0.1:{server.server_port}", asked

    def _create_http_rule(self, host):
        source = self.env["bank.enrichment.source"].create(
            {"name": "API", "kind": "http", "url": f"http://{host}/of/{{key}}"}
        )
        return self._create_rule(source)

    def test_an_address_is_asked_only_where_its_host_is_allowed(self):
        host, asked = self._serve(
            {
                "/of/7707083893": (200, json.dumps({"КПП": "770701001", "x": [1]})),
                "/of/7736050003": (302, "/of/7707083893"),
            }
        )
        rule = self._create_http_rule(host)
        run = self._run(rule)
        self.assertFalse(asked)
        self.assertIn("may not be asked", self._get_line(run).reason)
        self.env["ir.config_parameter"].set_param(HOSTS, f"other.example, {host}")
        run = self._run(rule)
        self.assertEqual(self.company.kpp, "770701001")
        line = self._get_line(run, self.second)
        # it sends elsewhere: not followed
        self.assertEqual((line.outcome, line.reason), ("failed", "answer 302"))
        self.assertFalse(self.second.kpp)

    @mute_logger("odoo.addons.bank_crm_core.models.enrichment.bank_enrichment_log")
    def test_an_answer_that_is_none_is_told(self):
        host, _asked = self._serve(
            {
                "/of/7707083893": (200, "<html>"),
                "/of/7736050003": (200, "[1]"),
            }
        )
        self.env["ir.config_parameter"].set_param(HOSTS, host)
        run = self._run(self._create_http_rule(host))
        self.assertIn("no JSON", self._get_line(run).reason)
        self.assertIn("no object", self._get_line(run, self.second).reason)
