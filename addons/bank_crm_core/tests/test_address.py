# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

import psycopg2.errors

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestAddress(BankCoreCommon):
    """Addresses by kind, one current of each; the stock address follows."""

    def _add(self, client=None, user=None, **values):
        return (
            self.env["bank.client.address"]
            .with_user(user or self.manager)
            .create(
                {
                    "partner_id": (client or self.client).id,
                    "kind": "registration",
                    "line": "Москва, Тверская, 1",
                    **values,
                }
            )
        )

    def test_parts_make_the_line(self):
        form = Form(
            self.env["bank.client.address"]
            .with_user(self.manager)
            .with_context(default_partner_id=self.client.id),
            view="bank_crm_core.bank_client_address_view_form",
        )
        form.zip, form.city, form.street, form.flat = (
            "125009",
            "Москва",
            "Тверская, 1",
            "5",
        )
        address = form.save()
        self.assertEqual(address.line, "125009, Москва, Тверская, 1, 5")

    @freeze_time("2026-03-01")
    def test_a_new_address_ends_the_one_before_of_its_kind(self):
        old = self._add(date_start="2020-01-01")
        work = self._add(kind="work")
        new = self._add(line="Казань, Кремлёвская, 2", date_start="2026-02-01")
        self.assertEqual(old.date_end, date(2026, 1, 31))
        self.assertFalse(new.date_end or work.date_end)
        listed = self.client.card_address_ids
        self.assertEqual(listed[-1:], old)
        self.assertEqual(len(listed), 3)

    def test_the_stock_address_follows_the_address_for_letters(self):
        self._add(city="Москва", street="Тверская, 1", zip="125009")
        self.assertEqual(self.client.street, "Тверская, 1")
        self._add(kind="work", line="Тула, Ленина, 3")
        self.assertEqual(self.client.city, "Москва")
        postal = self._add(kind="postal", line="а/я 17, Рязань")
        self.assertEqual(
            (self.client.street, self.client.city), ("а/я 17, Рязань", False)
        )
        postal.date_end = "2026-02-01"
        self.assertEqual(self.client.city, "Москва")
        client = self.client.with_user(self.manager)
        with self.assertRaises(UserError):
            client.street = "Другая, 7"
        client.street = self.client.street
        other = self.colleague_client.with_user(self.colleague)
        other.street = "Без списка, 1"

    def test_his_time_is_that_of_where_he_is(self):
        self.env.company.country_id = self.env.ref("base.ru")
        self._add(kind="postal", region="Омская область", city="Омск")
        self.assertEqual(self.client.tz, "Asia/Omsk")
        # letters go elsewhere than he lives
        home = self._add(kind="residence", region="Приморский край", city="Находка")
        self.assertEqual(self.client.tz, "Asia/Vladivostok")
        # another country's places, or none that tells, change nothing
        home.write({"region": "Самара", "country_id": self.env.ref("base.kz").id})
        self.assertEqual(self.client.tz, "Asia/Omsk")
        self._add(kind="residence", line="деревня Гадюкино, 1", date_start="2026-02-01")
        self.assertEqual(self.client.tz, "Asia/Omsk")
        # one line tells as well as parts do
        self._add(kind="residence", line="690000, Владивосток, Светланская, 1")
        self.assertEqual(self.client.tz, "Asia/Vladivostok")
        with freeze_time("2026-03-03 13:00:00"):  # 23:00 there, 16:00 in Moscow
            self.assertIn("22:00", self._ask_gate())
            self.client.tz = "Europe/Moscow"
            self.assertFalse(self._ask_gate())

    def _ask_gate(self):
        return self.client._get_contact_blocker("phone", "service") or ""

    def test_bad_addresses(self):
        with self.assertRaises(ValidationError):
            self._add(line="")
        self._add(kind="work", line="Одна")
        backwards = {"date_start": "2026-02-01", "date_end": "2026-01-01"}
        for values, error in (
            (backwards, psycopg2.errors.CheckViolation),
            ({}, psycopg2.errors.UniqueViolation),
        ):
            with mute_logger("odoo.sql_db"), self.assertRaises(error):
                self._add(**{"kind": "work", "line": "Одна", **values})

    def test_rights_follow_the_client(self):
        address = self._add()
        matrix = {
            "manager": "rwd",
            "colleague": "r--",
            "head": "rwd",
            "operator": "r--",
            "stranger": "---",
            "auditor": "r--",
            "administrator": "---",
        }
        for role, expected in matrix.items():
            seen = address.with_user(getattr(self, role))
            got = "".join(
                letter if seen.has_access(operation) else "-"
                for letter, operation in zip("rwd", ("read", "write", "unlink"))
            )
            with self.subTest(role=role):
                self.assertEqual(got, expected)
        with self.assertRaises(AccessError):
            vals = {"partner_id": self.colleague_client.id}
            call_kw(address.with_user(self.manager), "write", [address.ids, vals], {})
        with self.assertRaises(AccessError):
            self._add(self.colleague_client)

    def test_a_feed_of_addresses(self):
        self.client.source_key = "own"
        rows = [
            {
                "source_key": "a1",
                "partner": "own",
                "kind": "residence",
                "city": "Тула",
                "street": "Ленина, 3",
            },
            {"source_key": "a2", "partner": "own", "kind": "moon", "line": "Крайняя"},
        ]
        feed = self.env["bank.client.address"].sudo()
        report = feed._upsert(rows)
        self.assertEqual((report["created"], len(report["refused"])), (1, 1))
        self.assertEqual(self.client.address_ids.line, "Тула, Ленина, 3")
        self.assertEqual(self.client.city, "Тула")
        self.assertEqual(feed._upsert(rows)["unchanged"], 1)

    def test_a_merge_moves_addresses_and_lists_the_one_that_is_there_already(self):
        steward = self._create_user(
            "steward", "bank_crm_core.group_crm_data_steward", self.region
        )
        twin = self._create_client("Щербаков П.")
        self._add()
        self._add(twin)
        self._add(twin, kind="postal", line="а/я 17")
        merges = self.env["bank.client.merge"].with_user(steward)
        merge = merges._create_draft(
            (self.client | twin).with_user(steward), self.client
        )
        merge.action_merge()
        kinds = self.client.address_ids.mapped("kind")
        self.assertEqual(sorted(kinds), ["postal", "registration"])
        self.assertEqual(twin.address_ids.kind, "registration")
        self.assertIn("bank_client_address", merge.kept_ids.mapped("table_name"))

    # When to call

    def test_hours_to_call_in_the_clients_own_time(self):
        client = self.client.with_user(self.manager)
        client.write(
            {
                "contact_hour_from": 9.5,
                "contact_hour_to": 18,
                "tz": "Asia/Vladivostok",
            }
        )
        self.assertEqual(client.contact_hours, "09:30 to 18:00, Asia/Vladivostok")
        policy = self.env["bank.contact.policy"].new(
            {
                "hour_from": 8,
                "hour_to": 17,
                "hour_weekend_from": 10,
                "hour_weekend_to": 20,
            }
        )
        self.assertEqual(client._get_contact_hours(policy), ((9.5, 17), (10, 18)))
        whenever = self.other_client._get_contact_hours(policy)
        self.assertEqual(whenever, ((8, 17), (10, 20)))
        note = self.env["bank.interaction.note"].with_user(self.manager)
        note = note.new({"partner_id": client.id, "subject": "x"})
        self.assertIn("09:30", note.contact_hours)
        for hours in ((18, 9), (-1, 5), (9, 25)):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.CheckViolation),
                self.cr.savepoint(),
            ):
                client.write(
                    {"contact_hour_from": hours[0], "contact_hour_to": hours[1]}
                )
                self.env.flush_all()
