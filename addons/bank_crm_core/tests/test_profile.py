# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

import psycopg2.errors
from lxml import etree

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestProfile(BankCoreCommon):
    """Work, budget, events and the bank's own fields."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.birth_date = date(1990, 5, 1)
        cls.company = cls._create_client("ООО «Ромашка»", client_kind="company")

    def _add(self, model, user=None, **values):
        values = {"partner_id": self.client.id, **values}
        return self.env[model].with_user(user or self.manager).create(values)

    def _assert_refused(self, message, model, **values):
        with self.assertRaises(UserError) as caught:
            self._add(model, **values)
        self.assertIn(message, str(caught.exception))

    # Work and budget

    def test_places_of_work(self):
        place = self._add(
            "bank.client.workplace", employer_id=self.company.id, income=90000
        )
        self.assertEqual(place.employer_name, "ООО «Ромашка»")
        past = self._add(
            "bank.client.workplace",
            employer_name="Школа № 5",
            date_start="2010-01-01",
            date_end="2015-01-01",
        )
        self.assertEqual(self.client.card_workplace_ids.ids, [place.id, past.id])
        found = self.env["res.partner"].search(
            [("workplace_ids.employer_name", "ilike", "школа")]
        )
        self.assertEqual(found, self.client)
        self._assert_refused(
            "before the client was 14",
            "bank.client.workplace",
            employer_name="X",
            date_start="1999-01-01",
        )

    def test_an_employer_does_not_tell_who_is_served_elsewhere(self):
        for vals in ({"employer_id": self.other_client.id}, {"employer_name": "X"}):
            if "employer_id" in vals:
                with self.assertRaises(AccessError):
                    self._add("bank.client.workplace", **vals)
                continue
            place = self._add("bank.client.workplace", **vals)
            with self.assertRaises(AccessError):
                place.employer_id = self.other_client.id
        forged = {"default_employer_id": self.other_client.id}
        vals = {"partner_id": self.client.id, "employer_name": "X"}
        with self.assertRaises(AccessError):
            call_kw(
                self.env["bank.client.workplace"].with_user(self.manager),
                "create",
                [vals],
                {"context": forged},
            )

    @freeze_time("2026-03-01")
    def test_a_months_budget(self):
        for values in (
            {"amount": 90000, "basis": "paper"},
            {"amount": 20000, "source": "rent"},
            {"amount": 30000, "direction": "expense", "source": "housing"},
            {"amount": 5000, "date": "2025-01-01", "date_end": "2025-12-31"},
        ):
            self._add("bank.client.income", **values)
        client = self.client.with_user(self.operator)
        self.assertEqual(client.income_month, 110000)
        self.assertEqual(client.expense_month, 30000)
        self.assertEqual(len(client.card_income_ids), 4)
        self._assert_refused(
            "contradict", "bank.client.income", amount=1, direction="expense"
        )
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.CheckViolation),
        ):
            self._add("bank.client.income", amount=-5)

    def test_family_season_and_citizenship_are_found(self):
        client = self.client.with_user(self.manager)
        june = self.env.ref("bank_crm_core.bank_month_6")
        client.write(
            {
                "family_status": "married",
                "child_count": 2,
                "citizenship_ids": [Command.set(self.env.ref("base.ru").ids)],
            }
        )
        company = self.company.with_user(self.manager)
        company.season_month_ids = june
        partners = self.env["res.partner"].with_user(self.operator)
        for domain, found in (
            ([("family_status", "=", "married")], self.client),
            ([("citizenship_ids.code", "=", "RU")], self.client),
            ([("season_month_ids.number", "=", 6)], self.company),
        ):
            domain += [("id", "in", (self.client | self.company).ids)]
            self.assertEqual(partners.search(domain), found)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.CheckViolation),
        ):
            client.child_count = -1
            self.env.flush_all()

    def test_letters_address_a_person_by_what_he_is(self):
        client = self.client.with_context(lang="en_US")
        for sex, words in (
            ("male", "Dear Mr. Пётр Ильич"),
            ("female", "Dear Ms. Пётр Ильич"),
            (False, "Good day, Пётр Ильич"),
        ):
            client.sex = sex
            self.assertEqual(client.salutation, words)
        client.name = "Щербаков Пётр"
        self.assertIn("Щербаков Пётр", client.salutation)
        self.assertEqual(
            self.company.with_context(lang="en_US").salutation, "Dear Sir or Madam"
        )

    def test_notes_on_a_client_are_found(self):
        """What is particular about clients serves sales: by a word of it they are found."""
        self.client.with_user(self.manager).comment = "Собирает марки, ждёт ипотеку"
        view = self.env.ref("bank_crm_core.res_partner_view_search_client")
        partners = self.env["res.partner"].with_user(self.operator)
        arch = etree.fromstring(partners.get_view(view.id, "search")["arch"])
        (node,) = arch.xpath("//field[@name='comment']")
        self.assertFalse(node.get("invisible"))
        ours = [("id", "in", (self.client | self.colleague_client).ids)]
        found = partners.search([("comment", "ilike", "ипотеку"), *ours])
        self.assertEqual(found, self.client)
        segment = (
            self.env["bank.segment"]
            .with_user(self.manager)
            .create(
                {
                    "name": "Stamps",
                    "line_ids": [
                        Command.create(
                            {
                                "source": "client",
                                "domain": "[('comment', 'ilike', 'марки')]",
                            }
                        )
                    ],
                }
            )
        )
        segment.action_refresh()
        self.assertEqual(self.client.segment_ids, segment)

    # Events

    def test_an_event_is_entered_and_its_task_planned(self):
        child = self.env.ref("bank_crm_core.bank_life_event_type_child")
        for day in ("2020-01-01", "2022-01-01"):
            self._add("bank.life.event", type_id=child.id, date=day)
        self.assertEqual(
            self.client.card_event_ids.mapped("date"),
            [date(2022, 1, 1), date(2020, 1, 1)],
        )
        tasks = self.client.activity_ids
        self.assertEqual(tasks.mapped("summary"), [child.task] * 2)
        self.assertEqual(tasks.user_id, self.manager)

    def test_what_happens_once_is_entered_once(self):
        once = self.env.ref("bank_crm_core.bank_life_event_type_retirement")
        self._add("bank.life.event", type_id=once.id)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
        ):
            self._add("bank.life.event", type_id=once.id, date="2020-01-01")

    def test_events_that_cannot_be(self):
        owners = self.env.ref("bank_crm_core.bank_life_event_type_owners")
        child = self.env.ref("bank_crm_core.bank_life_event_type_child")
        self._assert_refused("does not happen", "bank.life.event", type_id=owners.id)
        self._assert_refused(
            "before the client was there",
            "bank.life.event",
            type_id=child.id,
            date="1980-01-01",
        )

    def test_a_merge_moves_what_is_known_and_lists_what_clashes(self):
        steward = self._create_user(
            "steward", "bank_crm_core.group_crm_data_steward", self.region
        )
        twin = self._create_client("Щербаков П.", birth_date=date(1990, 5, 1))
        once = self.env.ref("bank_crm_core.bank_life_event_type_retirement")
        for client in (self.client, twin):
            self._add("bank.life.event", partner_id=client.id, type_id=once.id)
            self._add("bank.client.income", partner_id=client.id, amount=100)
            self._add(
                "bank.client.workplace", partner_id=client.id, employer_name="Школа"
            )
        sport = self.env.ref("bank_crm_core.bank_interest_sport")
        twin.interest_ids = sport
        merges = self.env["bank.client.merge"].with_user(steward)
        cards = (self.client | twin).with_user(steward)
        merge = merges._create_draft(cards, self.client)
        merge.action_merge()
        self.assertEqual(len(self.client.workplace_ids), 2)
        self.assertEqual(self.client.income_month, 200)
        self.assertEqual(self.client.interest_ids, sport)
        self.assertEqual(twin.event_ids.type_id, once)
        self.assertIn("bank_life_event", merge.kept_ids.mapped("table_name"))

    # The company's birthday

    def test_the_manager_is_reminded_of_the_birthday_once(self):
        self.company.date_founded = date(2010, 3, 6)
        partners = self.env["res.partner"]
        for today, count in (
            ("2026-02-20", 0),
            ("2026-03-01", 1),
            ("2026-03-02", 1),
            ("2027-03-01", 2),
        ):
            with freeze_time(today):
                partners._cron_remind_anniversaries()
                tasks = self.company.with_context(active_test=False).activity_ids
                self.assertEqual(len(tasks), count, today)
                self.company.activity_ids.action_done()
        self.assertEqual(tasks.user_id, self.manager)
        with self.assertRaises(ValidationError):
            self.company.date_founded = date(2090, 1, 1)

    # The pages of the card

    def _create_layout(self, **pages):
        form = (
            self.env["bank.client.form"]
            .with_user(self.administrator)
            .create({"client_kind": "company"})
        )
        return form, {page.page: page for page in form.page_ids}

    def test_an_administrator_orders_and_hides_pages_of_a_kind_of_client(self):
        form, pages = self._create_layout()
        self.assertIn("agreements", pages)
        pages["relations"].sequence = 1
        pages["payments"].is_shown = False
        company = self.company.with_user(self.manager)
        company.invalidate_recordset()
        self.assertEqual(company.card_layout["order"][0], "relations")
        self.assertEqual(company.card_layout["hidden"], ["payments"])
        self.assertFalse(self.client.with_user(self.manager).card_layout)
        pages["relations"].unlink()
        form.action_list_pages()
        self.assertEqual(form.page_ids.sorted("sequence")[-1].page, "relations")

    def test_one_page_stays_and_managers_change_nothing(self):
        _form, pages = self._create_layout()
        with self.assertRaises(ValidationError):
            for page in pages.values():
                page.is_shown = False
        with self.assertRaises(AccessError):
            pages["payments"].with_user(self.manager).is_shown = False

    # The bank's own fields

    def test_an_administrator_adds_and_removes_fields(self):
        form = (
            self.env["bank.client.form"]
            .with_user(self.administrator)
            .create(
                {
                    "client_kind": "person",
                    "field_ids": [
                        Command.create({"name": "Любимый матч"}),
                        Command.create(
                            {"name": "Размер", "kind": "choice", "options": "S; M"}
                        ),
                    ],
                }
            )
        )
        text, choice = form.field_ids
        client = self.client.with_user(self.manager)
        client.client_properties = {f"own_{text.id}": "финал", f"own_{choice.id}": "2"}
        self.env.invalidate_all()
        values = {
            row["string"]: row["value"]
            for row in client.read(["client_properties"])[0]["client_properties"]
        }
        self.assertEqual(values, {"Любимый матч": "финал", "Размер": "2"})
        self.assertFalse(self.company.client_properties)
        text.active = False
        self.env.invalidate_all()
        self.assertEqual(list(client.client_properties), [f"own_{choice.id}"])
        text.active = True
        self.env.invalidate_all()
        self.assertEqual(client.client_properties[f"own_{text.id}"], "финал")
        self.assertFalse(self.client.with_user(self.administrator).has_access("read"))
        with self.assertRaises(UserError):
            choice.kind = "text"
        with self.assertRaises(ValidationError):
            choice.options = "S"

    def test_a_manager_does_not_change_the_fields(self):
        form = self.env["bank.client.form"].create({"client_kind": "person"})
        vals = {"form_id": form.id, "name": "X"}
        for model, method, args in (
            ("bank.client.form", "write", [form.ids, {"definition": []}]),
            ("bank.client.form.field", "create", [vals]),
            (
                "res.partner",
                "write",
                [
                    self.client.ids,
                    {
                        "client_properties": [
                            {
                                "name": "x",
                                "type": "char",
                                "string": "X",
                                "definition_changed": True,
                            }
                        ]
                    },
                ],
            ),
        ):
            with self.subTest(model=model), self.assertRaises(AccessError):
                call_kw(self.env[model].with_user(self.manager), method, args, {})

    # Rights

    def test_rights_follow_the_client(self):
        child = self.env.ref("bank_crm_core.bank_life_event_type_child")
        rows = (
            self._add("bank.client.workplace", employer_name="Школа"),
            self._add("bank.client.income", amount=1),
            self._add("bank.life.event", type_id=child.id),
        )
        matrix = {
            "manager": "rwd",
            "colleague": "r--",
            "head": "rwd",
            "operator": "r--",
            "stranger": "---",
            "auditor": "r--",
            "administrator": "---",
            "employee": "---",
        }
        for row in rows:
            for role, expected in matrix.items():
                seen = row.with_user(getattr(self, role))
                got = "".join(
                    letter if seen.has_access(operation) else "-"
                    for letter, operation in zip("rwd", ("read", "write", "unlink"))
                )
                with self.subTest(model=row._name, role=role):
                    self.assertEqual(got, expected)
            with self.assertRaises(AccessError):
                vals = {"partner_id": self.colleague_client.id}
                call_kw(row.with_user(self.manager), "write", [row.ids, vals], {})

    # Account numbers

    def test_an_account_number_fits_its_bank(self):
        bank = self.env["res.bank"].create({"name": "Банк", "bic": "049805746"})
        vals = {"partner_id": self.client.id, "bank_id": bank.id}
        accounts = self.env["res.partner.bank"]
        accounts.create({**vals, "acc_number": "4060 2810 7000 0000 0025"})
        with self.assertRaises(ValidationError):
            accounts.create({**vals, "acc_number": "40602810800000000025"})
        bank.bic = "SABRRUMM"
        accounts.create({**vals, "acc_number": "40602810800000000025"})
