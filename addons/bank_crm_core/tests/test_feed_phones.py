# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

import phonenumbers

from odoo.tests import tagged

from ..tools import phones
from .common import BankCoreCommon

NUMBERS = (
    "+7 916 123-45-67",
    "8 (495) 123-45-67",
    "8-812-123-45-67",
    "+74951234567",
    "8\N{NO-BREAK SPACE}843\N{NO-BREAK SPACE}123 45 67",
    "+7 930 006-00-00",  # a mobile code, a number that the plan does not have
    "+7 701 123-45-67",  # another country with the same code
    "+7 ９１６ 123-45-67",
    "8 800 123-45-67",
    "12-34",
)


@tagged("post_install", "-at_install")
class TestFeedPhones(BankCoreCommon):
    """What is read without the library is what the library would have read."""

    def test_phones_of_a_feed_are_those_of_the_form(self):
        country = self.env.ref("base.ru")
        self.env.company.country_id = country
        rows = [
            {
                "source_key": f"P{place}",
                "name": f"Новак Ян {place}",
                "client_kind": "person",
                "branch": "T-B",
                "phones": [number],
            }
            for place, number in enumerate(NUMBERS)
        ]
        clients = self.env["res.partner"]
        self.assertFalse(clients._upsert(rows)["refused"])
        for place, number in enumerate(NUMBERS):
            fed = clients.search([("source_key", "=", f"P{place}")])
            made = self._create_client(number, phone=number)
            with self.subTest(number=number):
                self.assertEqual(len(fed.phone_ids), 1)
                for name in ("number", "e164", "digits", "kind"):
                    self.assertEqual(fed.phone_ids[name], made.phone_ids[name])
                self.assertEqual(
                    fed.phone_sanitized,
                    made._phone_format_number(number, country),
                )

    def test_the_possible_days_of_birth_are_asked_once_a_batch(self):
        clients = self.env["res.partner"]
        rows = [
            {
                "source_key": f"B{place}",
                "name": f"Новак Ян {place}",
                "client_kind": "person",
                "branch": "T-B",
                "birth_date": born,
            }
            for place, born in enumerate(("1980-05-17", "1826-01-01", "1981-06-18"))
        ]
        real, asked = clients._get_possible_birth_dates, []

        def count(_self):
            asked.append(1)
            return real()

        with patch.object(type(clients), "_get_possible_birth_dates", count):
            report = clients._upsert(rows)
        self.assertEqual(len(asked), 1)
        self.assertEqual((report["created"], len(report["warnings"])), (3, 1))
        self.assertIn("1826", report["warnings"][0]["reason"])

    def test_a_russian_number_is_read_as_the_library_reads_it(self):
        for number in NUMBERS:
            with self.subTest(number=number):
                parsed = phonenumbers.parse(number, "RU")
                plain = phonenumbers.format_number(
                    parsed, phonenumbers.PhoneNumberFormat.E164
                )
                if phonenumbers.is_possible_number(parsed):
                    self.assertEqual(phones.normalise(number), plain)
                read = phones.read_russian(number)
                if read:
                    self.assertTrue(phonenumbers.is_valid_number(parsed))
                    self.assertEqual(read, plain)
        read = [number for number in NUMBERS if phones.read_russian(number)]
        self.assertEqual(read, list(NUMBERS[:5]))
