# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
from datetime import timedelta

import openpyxl

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import BankCoreCommon

NAMES = ("Разговорчивый", "Молчаливый")
OTHERS = ("Заёмщик", "Поздний")


@tagged("post_install", "-at_install")
class TestUi(BankCoreCommon, TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core"])]
        )._update_translations(["ru_RU"])
        cls.env["bank.attribute"].create(
            {
                "name": "Purpose",
                "code": "t_purpose",
                "kind": "text",
                "category_id": cls.category.id,
            }
        )
        (cls.manager | cls.administrator).write(
            {"lang": "ru_RU", "tz": "Europe/Moscow"}
        )

    def test_manager_finds_a_client_and_sees_what_he_has(self):
        account = self._create_account()
        agreement = self._create_agreement(number="КД-1", account_id=account.id)
        self.env["bank.agreement.payment"].create(
            [
                {
                    "agreement_id": agreement.id,
                    "date": f"2026-0{month}-15",
                    "kind": kind,
                    "state": state,
                    "amount": 1000,
                }
                for month, kind, state in (
                    (2, "schedule", "paid"),
                    (2, "fact", "paid"),
                    (3, "schedule", "overdue"),
                )
            ]
        )
        self.env["bank.operation"].create(
            {
                "account_id": account.id,
                "date": "2026-02-01 10:00:00",
                "amount": -500,
                "kind": "card",
                "memo": "Супермаркет",
            }
        )
        self.start_tour(
            "/odoo/bank-clients", "bank_client_card", login=self.manager.login
        )
        self.assertEqual(
            self.client.interaction_ids.mapped("subject"), ["Просил перезвонить"]
        )

    def test_administrator_sees_the_catalogue(self):
        self.start_tour(
            "/odoo/bank-products",
            "bank_product_catalogue",
            login=self.administrator.login,
        )

    def test_steward_merges_a_client_met_three_times(self):
        steward = self._create_user(
            "steward", "bank_crm_core.group_crm_data_steward", self.region
        )
        steward.write({"lang": "ru_RU", "tz": "Europe/Moscow"})
        born = "1970-02-03"
        for name, values in (
            ("Лаптева Вера", {"phone": "8 916 800-00-01"}),
            ("Лаптева Вера", {"inn": "500100732259", "email": "vera@example.com"}),
            ("Вера Лаптева", {"phone": "8 916 800-00-01"}),
        ):
            self._create_client(name, birth_date=born, **values)
        self.start_tour(
            "/odoo/bank-duplicates", "bank_duplicates_search", login=steward.login
        )
        run = self.env["bank.duplicate.run"].search([], limit=1)
        while run.state == "running":
            run._do_slice()
        self.start_tour(
            "/odoo/bank-duplicate-searches", "bank_client_merge", login=steward.login
        )
        merge = self.env["bank.client.merge"].search([], limit=1)
        self.assertEqual(merge.state, "undone")
        self.assertEqual(len(merge.partner_ids), 3)
        chosen = merge.values_journal["after"]
        self.assertEqual(chosen["name"], "Вера Лаптева")

    def test_analyst_builds_a_segment_and_exports_it(self):
        analyst = self._create_user(
            "analyst", "bank_crm_core.group_crm_analyst", self.region
        )
        analyst.write({"lang": "ru_RU", "tz": "Europe/Moscow"})
        ends = fields.Date.today() + timedelta(days=10)
        deposits = self.env["bank.product.category"].create(
            {"name": "Вклады физических лиц", "code": "t_deposits"}
        )
        deposit = self._create_product(trade="deposit", category_id=deposits.id)
        clients = [
            self._create_client(f"{name} Иван", phone=f"+7 916 555-11-0{number}")
            for number, name in enumerate(NAMES)
        ]
        terms = {"product_id": deposit.id, "date_end": ends}
        for number, client in enumerate(clients):
            self._create_agreement(client, number=f"В-{number}", **terms)
        # a loan that ends is no deposit, nor is one of two months from now meant
        debtor, later = [self._create_client(f"{name} Иван") for name in OTHERS]
        self._create_agreement(debtor, number="К-1", date_end=ends)
        terms_later = {**terms, "date_end": ends + timedelta(days=60)}
        self._create_agreement(later, number="В-8", **terms_later)
        clients[0]._log_interaction(channel="phone", subject="Звонок")
        unhappy = self._create_client("Недовольный Иван")
        self._create_agreement(unhappy, number="В-9", **terms)
        topic = self.env["bank.request.topic"].create(
            {"name": "Рекламация", "code": "t_complaint"}
        )
        self.env["bank.request"].with_user(self.manager).create(
            {
                "subject": "Списали дважды",
                "topic_id": topic.id,
                "queue_id": self.env["bank.queue"].create({"name": "Карты"}).id,
                "res_model": "res.partner",
                "res_id": unhappy.id,
            }
        )
        self.start_tour(
            "/odoo/bank-segments", "bank_client_segment", login=analyst.login
        )
        segment = self.env["bank.segment"].search([], limit=1)
        self.assertEqual(clients[1].segment_ids, segment)
        self.assertFalse(clients[0].segment_ids | unhappy.segment_ids)
        decision = self.env["bank.decision"].search([], order="id desc", limit=1)
        self.assertEqual((decision.kind, decision.res_id), ("export", segment.id))
        self._assert_masked(clients[1])
        # dynamic: whoever comes to fulfil the conditions is in it by the next night
        self._create_agreement(later, number="В-7", **terms)
        segment.with_user(analyst).action_refresh()
        self.env.invalidate_all()
        self.assertEqual(later.segment_ids, segment)
        self.assertFalse(debtor.segment_ids)

    def _assert_masked(self, client):
        """The file that the analyst got holds the client, and not his phone."""
        export = self.env["bank.client.export"].search([], order="id desc", limit=1)
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(export.file)))
        cells = [str(cell.value) for row in book.active.rows for cell in row]
        self.assertIn(client.name, cells)
        self.assertFalse([cell for cell in cells if "555-11-0" in cell])

    def test_manager_brings_clients_from_a_file(self):
        self.start_tour(
            "/odoo/bank-client-imports", "bank_client_import", login=self.manager.login
        )
        found = self.env["res.partner"].search([("name", "ilike", "Загруженн")])
        self.assertEqual(found.mapped("name"), ["Загруженный Олег"])

    def test_manager_registers_a_company_from_a_phone_call(self):
        self._create_client(
            "Ромашка с тем же ИНН", client_kind="company", inn="7707083893"
        )
        self.env["bank.watchlist"].load_file("csv", b"ent,name\n1,Somebody Wanted\n")
        self.start_tour(
            "/odoo/bank-clients", "bank_company_by_phone", login=self.manager.login
        )
        company = self.env["res.partner"].search([("inn", "=", "7736050003")])
        self.assertEqual(company.manager_id, self.manager)
        self.assertEqual(company.screening_state, "clear")
        people = company.child_ids.mapped("name")
        self.assertEqual(sorted(people), ["Звонков Пётр", "Счётова Анна"])
        self.assertEqual(company.activity_ids.user_id, self.manager)
        # a reminder for half past eleven by the client's clock
        start = company.activity_ids.calendar_event_id.start
        self.assertEqual(start.minute, 30)

    def test_administrator_launches_a_product_of_another_trade(self):
        self.env["bank.document.type"].create(
            {"name": "Акт осмотра автомобиля", "code": "t_inspection"}
        )
        self.start_tour(
            "/odoo/bank-product-categories",
            "bank_product_launch",
            login=self.administrator.login,
        )
        product = self.env["bank.product"].search([("code", "=", "t_vesta")])
        self.assertEqual(product.state, "active")
        agreement = self._create_agreement(product_id=product.id)
        definition = {row["string"]: row for row in product.attribute_definition}
        self.assertEqual(
            [label for _key, label in definition["Состояние"]["selection"]],
            ["Новый", "С пробегом"],
        )
        values = {
            definition["Пробег"]["name"]: 12000,
            definition["Цвет"]["name"]: "красный",
            definition["Состояние"]["name"]: "used",
        }
        agreement.attribute_values = values
        self.assertLessEqual(
            {12000, "красный", "С пробегом"},
            {*dict(agreement.attribute_values).values()},
        )
        self.assertEqual(
            agreement.computed_value_ids.number, round(agreement.amount / 12000, 2)
        )

    def test_pages_of_the_card_stand_as_the_administrator_wants(self):
        self.env["bank.client.form"].create({"client_kind": "company"})
        self.start_tour(
            "/odoo/bank-own-fields", "bank_card_pages", login=self.administrator.login
        )
        company = self._create_client("ООО Порядок", client_kind="company")
        self.start_tour(
            f"/odoo/bank-clients/{company.id}",
            "bank_card_pages_seen",
            login=self.manager.login,
        )

    def _create_register(self, facts):
        source = self.env["bank.enrichment.source"].create({"name": "Реестр"})
        source._load(facts)
        lines = [("КПП", "kpp"), ("Город", "city")]
        self.env["bank.enrichment.rule"].create(
            {
                "name": "Сведения о компаниях",
                "source_id": source.id,
                "line_ids": [
                    Command.create({"title": title, "field": field})
                    for title, field in lines
                ],
            }
        )

    def test_a_steward_enriches_and_takes_it_back(self):
        self._create_register({"7707083893": {"Город": "Архангельск"}})
        company = self._create_client(
            "ООО Ветер", client_kind="company", inn="7707083893"
        )
        steward = self._create_user(
            "ui_enricher", "bank_crm_core.group_crm_data_steward", self.branch
        )
        steward.lang = "ru_RU"
        self.start_tour(
            "/odoo/bank-enrichment-rules",
            "bank_enrichment_run",
            login=steward.login,
            timeout=300,
        )
        run = self.env["bank.enrichment.run"].search([])
        self.assertEqual(run.state, "undone")
        self.assertFalse(company.city)

    def test_a_new_card_is_filled_in_from_the_register(self):
        self._create_register({"5027089703": {"КПП": "502701001"}})
        self.start_tour(
            "/odoo/bank-clients",
            "bank_enrichment_card",
            login=self.manager.login,
            timeout=300,
        )
