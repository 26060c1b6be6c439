# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestClient(BankCoreCommon):
    def test_client_needs_a_branch(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.CheckViolation),
            self.cr.savepoint(),
        ):
            self._create_client("Nobody's", branch_id=False, manager_id=False)

    def test_contact_shares_branch_and_manager_of_the_client(self):
        firm = self._create_client("ООО Ромашка", client_kind="company")
        contact = self.env["res.partner"].create(
            {"name": "Director", "parent_id": firm.id, "manager_id": self.colleague.id}
        )
        self.assertEqual(contact.branch_id, self.branch)
        self.assertEqual(contact.manager_id, self.manager)
        firm.write({"branch_id": self.other_branch.id, "manager_id": self.stranger.id})
        self.assertEqual(contact.branch_id, self.other_branch)
        self.assertEqual(contact.manager_id, self.stranger)

    def test_partner_of_a_user_or_company_is_no_client(self):
        values = {"client_kind": "person", "branch_id": self.branch.id}
        for partner in (self.manager.partner_id, self.env.company.partner_id):
            with self.assertRaises(ValidationError):
                partner.write(values)
            with self.assertRaises(ValidationError):
                partner.parent_id = self.client
        with self.assertRaises(ValidationError):
            new_test_user(self.env, login="t_client", partner_id=self.client.id)
        with self.assertRaises(ValidationError):
            self.env.company.partner_id = self.client

    def test_registration_numbers_are_checked(self):
        firm = self._create_client("ООО Ромашка", client_kind="company")
        firm.write({"inn": "7707 083893", "kpp": "773601001", "ogrn": "1027700132195"})
        self.assertEqual(firm.inn, "7707083893")
        self.client.write({"inn": "500100732259", "snils": "112-233-445 95"})
        self.assertEqual(self.client.snils, "11223344595")
        trader = self._create_client("ИП Носов", client_kind="entrepreneur")
        trader.write({"inn": "526317984689", "ogrn": "304500116000157"})
        self.assertEqual(trader.ogrn, "304500116000157")
        wrong = (
            (trader, "ogrn", "304500116000158"),
            (trader, "ogrn", "1027700132195"),
            (firm, "ogrn", "304500116000157"),
            (firm, "inn", "7707083894"),
            (firm, "inn", "500100732259"),
            (firm, "kpp", "7736"),
            (firm, "ogrn", "1027700132196"),
            (self.client, "inn", "7707083893"),
            (self.client, "kpp", "773601001"),
            (self.client, "snils", "11223344596"),
        )
        for client, name, number in wrong:
            with self.subTest(name=name, number=number):
                with self.assertRaises(ValidationError) as refusal:
                    client[name] = number
                self.assertIn(number, str(refusal.exception))

    def test_a_wrong_number_is_told_while_it_is_typed(self):
        form = self.env.ref("bank_crm_core.res_partner_view_form_client")
        partners = self.env["res.partner"].with_user(self.manager)
        with Form(
            partners.with_context(default_client_kind="company"), view=form
        ) as card:
            card.name = "ООО Ромашка"
            card.inn = "7707 083894"
            self.assertIn("7707083894", card.registration_warning)
            card.inn = "7707 083893"
            self.assertFalse(card.registration_warning)

    def test_inn_is_entered_once(self):
        self.other_client.inn = "500100732259"
        client = self.client.with_user(self.manager)
        with self.assertRaisesRegex(
            ValidationError, "served by another branch"
        ) as error:
            client.inn = "500100732259"
        self.assertNotIn(self.other_client.name, str(error.exception))
        # lawful: the same person as a sole proprietor
        self.client.client_kind = "entrepreneur"
        self.client.inn = "500100732259"

    def test_birth_date_is_possible(self):
        for wrong in ("1826-01-01", "2999-01-01"):
            with self.assertRaisesRegex(ValidationError, "cannot be right"):
                self.client.birth_date = wrong
        # a hundred years old there are
        self.client.birth_date = "1926-05-17"
        self.assertEqual(self.client.birth_date.year, 1926)

    def test_stock_phone_is_the_first_of_all(self):
        client = self.client
        self.assertEqual(client.phone_ids.mapped("digits"), ["79161234567"])
        client.phone_ids = [
            Command.create({"number": "+7 495 000-00-01", "kind": "work"})
        ]
        self.assertEqual(client.phone, "8 916 123-45-67")
        client.phone = "+7 (495) 000-00-01"
        self.assertEqual(len(client.phone_ids), 2)
        self.assertEqual(client.phone, "+7 (495) 000-00-01")
        self.assertEqual(client.phone_ids.sorted()[:1].kind, "work")
        client.phone = False
        self.assertEqual(client.phone, "8 916 123-45-67")
        client.phone_ids.unlink()
        self.assertFalse(client.phone)

    def test_key_follows_name_and_phones(self):
        self.assertIn("sherbakov", self.client.search_key)
        self.assertIn("79161234567", self.client.search_key)
        self.client.phone_ids.number = "+7 495 000-00-02"
        self.assertIn("74950000002", self.client.search_key)

    def test_client_with_agreements_is_not_deleted(self):
        self._create_agreement()
        with self.assertRaisesRegex(UserError, "archived"):
            self.client.with_user(self.head).unlink()

    def test_manager_of_the_client_works_in_his_branch(self):
        with self.assertRaises(ValidationError):
            self.client.manager_id = self.stranger

    def test_interaction_of_a_contact_is_the_clients(self):
        contact = self.env["res.partner"].create(
            {"name": "Son", "parent_id": self.client.id}
        )
        row = contact.with_user(self.operator)._log_interaction(
            channel="phone", direction="in", subject="Asked about a loan"
        )
        self.assertEqual(row.partner_id, self.client)
        self.assertEqual(row.user_id, self.operator)

    def test_a_name_is_what_people_read(self):
        hidden = "\u202e Иванов\u200b\t Пётр\0\u00ad "
        client = self._create_client(hidden)
        self.assertEqual(client.name, "Иванов Пётр")
        client.name = "Пётр\u2066 Иванов"
        self.assertEqual(client.name, "Пётр Иванов")
        client.name = "Пётр 😀"
        for name in ("Я" * 10_000, "\u200b", "   ", "😀😀", "—"):
            with self.subTest(name=name[:5]), self.assertRaises(UserError):
                with self.env.cr.savepoint():
                    self._create_client(name)
            with self.subTest(name=name[:5]), self.assertRaises(UserError):
                with self.env.cr.savepoint():
                    client.name = name

    def test_a_phone_has_digits_and_an_end(self):
        client = self._create_client("Иванов Пётр")
        client.phone = "8 (916) 123-45-67 доб. 12345"
        for number in ("7" * 40, "привет", "12"):
            with self.subTest(number=number), self.assertRaises(UserError):
                with self.env.cr.savepoint():
                    client.phone = number
            with self.subTest(number=number), self.assertRaises(UserError):
                with self.env.cr.savepoint():
                    client.phone_ids = [Command.create({"number": number})]
