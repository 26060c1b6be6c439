# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
from unittest.mock import patch

from odoo.tests import tagged

from ..models.load import bank_client_import
from .common import BankCoreCommon

TITLES = "ФИО;ИНН;Телефон;Моб.;E-mail;Город"
INN = "500100732259"


class ImportCommon(BankCoreCommon):
    def _create_import(self, titles, *rows, user=None, **values):
        content = "\n".join((titles, *rows)).encode()
        return (
            self.env["bank.client.import"]
            .with_user(user or self.manager)
            .create({"name": "a.csv", "file": base64.b64encode(content), **values})
        )

    def _count_all(self):
        return self.env["res.partner"].with_context(active_test=False).search_count([])


@tagged("post_install", "-at_install")
class TestImportComplete(ImportCommon):
    """A file brings contacts of clients who are there already."""

    def _bring(self, *rows, user=None, titles=TITLES):
        row = self._create_import(titles, *rows, user=user, duplicates="complete")
        row.action_try()
        return row

    def test_a_card_gets_what_it_lacks(self):
        self.client.inn = INN
        line = (
            f"Щербаков Пётр;{INN};+7 916 123-45-67;8 916 700-00-02;p@example.com;Тула"
        )
        row = self._bring(line)
        # a trial says all of it and leaves nothing
        self.assertEqual((row.good_count, row.completed_count), (1, 0))
        self.assertEqual(row.line_ids.partner_id, self.client)
        for words in ("8 916 700-00-02", "Adds to the card"):
            self.assertIn(words, row.line_ids.reason)
        self.assertNotIn("123-45-67", row.line_ids.reason)
        self.assertEqual(len(self.client.phone_ids), 1)
        self.assertFalse(self.client.email)
        row.action_import()
        self.assertEqual((row.created_count, row.completed_count), (0, 1))
        self.assertEqual(
            set(self.client.phone_ids.mapped("digits")), {"79161234567", "79167000002"}
        )
        self.assertEqual(self.client.email, "p@example.com")
        self.assertEqual(self.client.city, "Тула")
        self.assertEqual(self.client.name, "Щербаков Пётр Ильич")
        self.assertEqual(row.action_open_clients()["domain"][0][2], self.client.ids)

    def test_the_card_says_what_has_come_in(self):
        self.client.inn = INN
        self._bring(f"Щербаков Пётр;{INN};;8 916 700-00-02;;").action_import()
        message = self.client.message_ids[0]
        self.assertIn("a.csv", message.body)
        self.assertIn("row 2", message.body)
        self.assertEqual(message.author_id, self.manager.partner_id)
        self.assertNotIn("700-00-02", message.body)

    def test_what_the_card_says_otherwise_stays(self):
        self.client.write({"inn": INN, "email": "old@example.com", "city": "Орёл"})
        row = self._bring(f"Щербаков Пётр;{INN};;;new@example.com;Тула")
        self.assertEqual(row.line_ids.state, "duplicate")
        self.assertIn("lacks nothing", row.line_ids.reason)
        self.assertIn("says otherwise", row.line_ids.reason)
        row.action_import()
        self.assertEqual(self.client.email, "old@example.com")
        self.assertEqual(self.client.city, "Орёл")

    def test_a_bad_number_is_refused_when_it_is_tried(self):
        self.client.inn = INN
        row = self._bring(f"Щербаков Пётр;{INN};;{'7' * 40};;")
        self.assertEqual(row.line_ids.state, "refused")
        self.assertFalse(self.client.message_ids.filtered(lambda m: "a.csv" in m.body))

    def test_only_by_right_and_only_him_who_is_meant(self):
        self.colleague_client.inn = INN
        self.other_client.inn = "366215867400"
        row = self._bring(
            f"Сидорова Анна;{INN};;8 916 700-00-02;;",
            "Чужой Клиент;366215867400;;8 916 700-00-03;;",
            "Щербаков Пётр Ильич;;8 916 123-45-67;8 916 700-00-04;;",
        )
        self.assertEqual(row.line_ids.mapped("state"), ["duplicate"] * 3)
        reasons = row.line_ids.mapped("reason")
        self.assertIn("not yours to change", reasons[0])
        self.assertIn("Another branch", reasons[1])
        self.assertIn("Somebody else may be meant", reasons[2])
        self.assertFalse(row.line_ids[1].partner_id)
        row.action_import()
        self.assertFalse(self.colleague_client.phone_ids)
        self.assertFalse(self.other_client.phone_ids)
        self.assertEqual(len(self.client.phone_ids), 1)

    def test_a_contact_gets_what_he_lacks(self):
        firm = self._create_client(
            "ООО Ромашка", client_kind="company", inn="7707083893"
        )
        person = self.env["res.partner"].create(
            {"name": "Ветров Илья", "parent_id": firm.id, "function": "Директор"}
        )
        titles = "ФИО;Контакт клиента;Должность;Телефон"
        line = "ветров илья;7707083893;Юрист;8 916 700-00-01"
        row = self._bring(line, titles=titles)
        self.assertEqual(row.line_ids.state, "good")
        self.assertIn("says otherwise", row.line_ids.reason)
        row.action_import()
        self.assertEqual(row.line_ids.state, "completed")
        self.assertEqual(firm.child_ids, person)
        self.assertEqual(person.phone_ids.digits, "79167000001")
        self.assertEqual(person.function, "Директор")

    def test_whoever_has_the_numbers_behind_a_wall_may_be_meant(self):
        self.client.birth_date = "1980-05-17"
        self.other_client.inn = INN
        titles = "ФИО;Дата рождения;ИНН;Телефон"
        line = f"Щербаков Пётр Ильич;17.05.1980;{INN};8 916 700-00-02"
        row = self._bring(line, titles=titles)
        self.assertEqual(row.line_ids.state, "duplicate")
        self.assertIn("Somebody else may be meant", row.line_ids.reason)
        row.action_import()
        self.assertFalse(self.client.inn)
        self.assertEqual(len(self.client.phone_ids), 1)

    def test_numbers_are_added_only_where_a_number_says_who_it_is(self):
        self.client.birth_date = "1980-05-17"
        titles = "ФИО;Дата рождения;ИНН;СНИЛС;E-mail"
        line = f"Щербаков Пётр Ильич;17.05.1980;{INN};112-233-445 95;p@example.com"
        row = self._bring(line, titles=titles)
        self.assertRegex(row.line_ids.reason, "not added: .*INN")
        row.action_import()
        self.assertEqual(self.client.email, "p@example.com")
        self.assertFalse(self.client.inn or self.client.snils)
        self.client.inn = INN
        self._bring(line, titles=titles).action_import()
        self.assertEqual(self.client.snils, "11223344595")

    def test_a_contact_of_the_same_name_is_another_where_nothing_else_agrees(self):
        firm = self._create_client("ООО Ромашка", client_kind="company")
        for name, phone in (("Ветров Илья", "8 916 700-00-01"), ("Анна", False)):
            self.env["res.partner"].create(
                {"name": name, "parent_id": firm.id, "phone": phone}
            )
        titles = "ФИО;Контакт клиента;Телефон;E-mail"
        row = self._bring(
            "Ветров\u00a0Илья;ООО  Ромашка;8 916 700-00-02;a@example.com",
            "Анна;ООО Ромашка;8 916 700-00-03;",
            "Ветров Илья;ООО Ромашка;8 916 700-00-01;b@example.com",
            titles=titles,
        )
        states = row.line_ids.sorted("number").mapped("state")
        self.assertEqual(states, ["duplicate", "duplicate", "good"])

    def test_a_number_that_the_row_has_twice_comes_in_once(self):
        row = self._bring("Новиков Олег;;8 916 700-00-01;+79167000001;;")
        row.action_import()
        self.assertEqual(row.created_count, 1, row.line_ids.reason)
        self.assertEqual(len(row.line_ids.partner_id.phone_ids), 1)


@tagged("post_install", "-at_install")
class TestImportFile(ImportCommon):
    """Rows of one file that concern each other."""

    TITLES = "ФИО;ИНН;Вид клиента;Контакт клиента;Должность"

    def test_contacts_come_in_with_their_clients(self):
        rows = (
            "Ветров Илья;;;7707083893;Директор",
            "Счётова Нина;;;ооо ромашка;Главный бухгалтер",
            "ООО Ромашка;7707083893;ООО;;",
            "Никто Никита;;;ООО Нет такого;",
        )
        before = self._count_all()
        row = self._create_import(self.TITLES, *rows)
        row.action_try()
        self.assertEqual((row.good_count, row.refused_count), (3, 1))
        self.assertEqual(self._count_all(), before)
        self.assertIn("nor in this file", row.problem_ids.reason)
        row.action_import()
        self.assertEqual(row.created_count, 3)
        firm = self.env["res.partner"].search([("inn", "=", "7707083893")])
        self.assertEqual(
            firm.child_ids.sorted("name").mapped("function"),
            ["Директор", "Главный бухгалтер"],
        )

    def test_clients_come_before_their_contacts_in_any_slice(self):
        people = [f"Ветров {chr(1040 + n)}лья;;;ООО Ромашка;" for n in range(5)]
        row = self._create_import(self.TITLES, *people, "ООО Ромашка;;ООО;;")
        with patch.object(bank_client_import, "SLICE", 2):
            row.action_try()
            self.assertEqual(row.good_count, 6, row.line_ids.mapped("reason"))
            row.action_import()
        self.assertEqual(row.created_count, 6)

    def test_a_contact_of_a_client_who_does_not_come_in_says_so(self):
        row = self._create_import(
            self.TITLES,
            "ООО Ромашка;7707083894;ООО;;",
            "Ветров Илья;;;ООО Ромашка;",
        )
        row.action_try()
        self.assertEqual(row.line_ids.mapped("state"), ["refused"] * 2)
        self.assertRegex(row.line_ids[1].reason, "row 2.*7707083894")

    def test_a_namesake_of_a_client_who_does_not_come_in_gets_no_contacts(self):
        namesake = self._create_client("ООО Ромашка", client_kind="company")
        firm = self._create_client("АО Мир", client_kind="company", inn="7736050003")
        row = self._create_import(
            self.TITLES,
            "ООО Ромашка;7707083894;ООО;;",
            "Ветров Илья;;;ООО Ромашка;",
            "АО Мир;7736050003;неведомый;;",
            "Ветров Олег;;;АО Мир;",
            "Ветров Пётр;;;7736050003;",
        )
        row.action_try()
        states = row.line_ids.sorted("number").mapped("state")
        self.assertEqual(states, ["refused"] * 4 + ["good"])
        row.action_import()
        self.assertFalse(namesake.child_ids)
        self.assertEqual(firm.child_ids.mapped("name"), ["Ветров Пётр"])

    def test_who_is_only_probably_the_same_gets_no_contacts(self):
        firm = self._create_client(
            "ООО Ромашка", client_kind="company", phone="8 916 700-00-01"
        )
        row = self._create_import(
            "ФИО;Телефон;Вид клиента;Контакт клиента",
            "ООО Ромашка;8 916 700-00-01;ООО;",
            "Ветров Илья;;;ООО Ромашка",
        )
        row.action_try()
        client, person = row.line_ids.sorted("number")
        self.assertEqual((client.partner_id, client.is_certain), (firm, False))
        self.assertEqual(person.state, "refused")
        self.assertIn("row 2", person.reason)

    def test_a_client_of_the_file_who_is_there_already_gets_the_contact(self):
        firm = self._create_client("АО «Мир»", client_kind="company", inn="7707083893")
        row = self._create_import(
            self.TITLES,
            "Мир, ОАО;7707083893;АО;;",
            "Ветров Илья;;;Мир, ОАО;",
        )
        row.action_try()
        self.assertEqual(row.line_ids.mapped("state"), ["duplicate", "good"])
        row.action_import()
        self.assertEqual(firm.child_ids.mapped("name"), ["Ветров Илья"])

    def test_of_two_clients_of_one_name_nobody_guesses(self):
        row = self._create_import(
            self.TITLES,
            "ООО Ромашка;7707083893;ООО;;",
            "ООО Ромашка;7736050003;ООО;;",
            "Ветров Илья;;;ООО Ромашка;",
            "Ветров Олег;;;7736050003;",
        )
        row.action_try()
        states = row.line_ids.sorted("number").mapped("state")
        self.assertEqual(states, ["good", "good", "refused", "good"])

    def test_whom_the_file_names_twice_is_found_when_it_is_tried(self):
        row = self._create_import(
            "ФИО;Дата рождения;ИНН;Вид клиента;Контакт клиента",
            "Новикова Ольга;18.06.1981;;физ;",
            "ольга новикова;1981-06-18;;физ;",
            "Новикова Ольга;19.07.1982;;физ;",
            "ООО Ромашка;;7707083893;ООО;",
            "Ветров Илья;;;;ООО Ромашка",
            "Ветров Илья;;;;7707083893",
        )
        row.action_try()
        states = row.line_ids.sorted("number").mapped("state")
        self.assertEqual(
            states, ["good", "duplicate", "good", "good", "good", "duplicate"]
        )
        self.assertIn("row 2", row.line_ids.sorted("number")[1].reason)
        row.action_import()
        self.assertEqual((row.created_count, row.duplicate_count), (4, 2))

    def test_of_two_rows_of_one_name_the_one_in_the_bank_is_not_guessed(self):
        firm = self._create_client("ООО Ромашка", client_kind="company")
        row = self._create_import(
            self.TITLES,
            "ООО Ромашка;7707083894;ООО;;",
            "ООО  ромашка;7736050004;ООО;;",
            "Ветров Илья;;;ООО Ромашка;",
            "Ветров Олег;;;ООО Р%;",
        )
        row.action_try()
        self.assertEqual(row.refused_count, 4)
        self.assertIn("Several rows", row.line_ids.sorted("number")[2].reason)
        row.action_import()
        self.assertFalse(firm.child_ids)

    def test_names_are_compared_as_people_read_them(self):
        row = self._create_import(
            self.TITLES,
            "ООО\u00a0Ромашка;7707 083893;ООО;;",
            "Ветров Илья;;;ООО  ромаш\u200bка;",
            "Ветров  Илья;;;7707083893;",
        )
        row.action_try()
        states = row.line_ids.sorted("number").mapped("state")
        self.assertEqual(states, ["good", "good", "duplicate"])

    def test_the_same_as_a_row_is_tried_and_not_left_out_for_good(self):
        titles = "ФИО;ИНН;Телефон;Вид клиента"
        row = self._create_import(
            titles,
            f"Новикова Ольга;{INN};;физ",
            f"Новикова Ольга;{INN};{'7' * 40};физ",
            f"Новикова Ольга Ивановна;{INN};8 916 700-00-01;физ",
        )
        row.action_try()
        first, bad, same = row.line_ids.sorted("number")
        states = (first.state, bad.state, same.state)
        self.assertEqual(states, ("good", "refused", "duplicate"))
        self._empty(first)
        row.action_import()
        self.assertEqual((first.state, same.state), ("refused", "created"))
        self.assertEqual(same.partner_id.name, "Новикова Ольга Ивановна")

    def _empty(self, line):
        """Let a row that was tried be refused when it is entered."""
        self.env.flush_all()
        self.cr.execute(
            'UPDATE bank_client_import_line SET cells = \'["", "", "", "", ""]\' '
            "WHERE id = %s",
            [line.id],
        )
        self.env.invalidate_all()

    def test_contacts_of_a_row_that_repeats_another_are_those_of_one_client(self):
        rows = (
            "ООО Ромашка;7707083893;ООО;;",
            "Ромашка;7707083893;ООО;;",
            "Ветров Илья;;;Ромашка;Директор",
            "Ветров Илья;;;ООО Ромашка;",
        )
        for is_emptied, states in (
            (True, ["refused", "created", "created", "refused"]),
            (False, ["duplicate", "duplicate", "duplicate", "duplicate"]),
        ):
            row = self._create_import(self.TITLES, *rows)
            row.action_try()
            lines = row.line_ids.sorted("number")
            if is_emptied:
                tried = ["good", "duplicate", "good", "duplicate"]
                self.assertEqual(lines.mapped("state"), tried)
                self._empty(lines[0])
            row.action_import()
            self.assertEqual(lines.mapped("state"), states, lines.mapped("reason"))
        firm = self.env["res.partner"].search([("inn", "=", "7707083893")])
        self.assertEqual(firm.child_ids.mapped("function"), ["Директор"])

    def test_contacts_of_a_row_that_is_taken_up_come_in(self):
        row = self._create_import(
            "ФИО;ИНН;Телефон;Вид клиента;Контакт клиента",
            "ООО Ромашка;;8 916 700-00-01;ООО;",
            "ООО Ромашка;7707083893;8 916 700-00-01;ООО;",
            "Ветров Илья;;;;7707083893",
        )
        row.action_try()
        first, same, person = row.line_ids.sorted("number")
        states = (first.state, same.state, person.state)
        # he may be another one: a person compares the two
        self.assertEqual(states, ("good", "duplicate", "refused"))
        self._empty(first)
        row.action_import()
        states = (first.state, same.state, person.state)
        self.assertEqual(states, ("refused", "created", "created"))
        self.assertEqual(person.partner_id.parent_id, same.partner_id)

    def test_columns_named_anew_are_tried_anew(self):
        row = self._create_import(
            "ФИО;Где",
            "ООО Ромашка;",
            "Ветров Илья;ООО Ромашка",
            client_kind="company",
        )
        place = row.column_ids[1]
        for field, contacts in ((False, 0), ("contact_of", 1), (False, 0)):
            place.field = field
            row.action_try()
            self.assertEqual(row.good_count, 2)
            self.assertEqual(len(row.line_ids.filtered("is_contact")), contacts)
