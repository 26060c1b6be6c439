# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.service.model import call_kw
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestSearch(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.write({"email": "Piter@Example.com", "inn": "500100732259"})
        cls.firm = cls._create_client("ООО «Ёлки-Палки»", client_kind="company")
        cls.search_model = cls.env["bank.client.search"]

    def _lookup(self, query, user=None, **kwargs):
        model = self.search_model.with_user(user or self.manager)
        return call_kw(model, "lookup", [query], kwargs)

    def _assert_first(self, query, record):
        found = self._lookup(query)
        got = [(row["model"], row["id"]) for row in found[:1]]
        self.assertEqual(got, [(record._name, record.id)], query)

    def _watch(self, model, method):
        owner = self.env.registry[model]
        original = getattr(owner, method)
        return patch.object(owner, method, autospec=True, side_effect=original)

    def test_client_is_found_however_he_is_typed(self):
        queries = (
            "Щербаков",
            "щербаков петр",
            "Пётр Щерб",
            "ильич щербаков",
            "ербако",
            "Shcherbakov",
            "Scherbakov Pyotr",
            "oth,frjd",  # the other keyboard layout
            "щкрбаков",  # typos
            "щербаклв",
            "8 916 123-45-67",
            "+7 (916) 123 45",
            "123-45-67",
            "500100732259",
            "piter@example.com",
        )
        for query in queries:
            with self.subTest(query=query):
                self._assert_first(query, self.client)

    def test_company_is_found_without_its_form(self):
        for query in ("елки палки", "ООО Ёлки", "ёлки-палки", "elki"):
            with self.subTest(query=query):
                self._assert_first(query, self.firm)

    def test_every_phone_counts(self):
        self.client.phone_ids = [(0, 0, {"number": "+7 495 000-00-05", "kind": "work"})]
        self._assert_first("000-00-05", self.client)

    def test_two_letters_mean_own_clients(self):
        found = self._lookup("си")
        self.assertEqual(found[0]["id"], self.colleague_client.id)
        mine = self._create_client("Симонов Олег")
        self.assertEqual([row["id"] for row in self._lookup("си")], [mine.id])

    def test_documents_are_found_by_number(self):
        agreement = self._create_agreement(number="КД-12/45")
        account = self._create_account(number="40817810000000001234")
        self._assert_first("кд-12/45", agreement)
        self._assert_first("КД-12", agreement)
        self._assert_first("40817810000000001234", account)
        self._assert_first("4081781000000", account)

    def test_nothing_means_nothing(self):
        for query in ("", "   ", None, "%", "_", "\\", "Ъъъъ", "'; DROP TABLE x; --"):
            with self.subTest(query=query):
                self.assertEqual(self._lookup(query), [])

    def test_search_stops_at_the_wall(self):
        agreement = self._create_agreement(self.other_client, number="ДР-1")
        contact = self.env["res.partner"].create(
            {"name": "Подставной Контакт", "parent_id": self.other_client.id}
        )
        for query in ("Чужой", "Подставной", "ДР-1"):
            self.assertTrue(self._lookup(query, self.stranger))
            for user in (self.manager, self.head, self.employee, self.administrator):
                with self.subTest(query=query, user=user.login):
                    self.assertEqual(self._lookup(query, user), [])
        self.assertTrue(agreement and contact)

    def test_many2one_and_list_use_the_same_search(self):
        partners = self.env["res.partner"].with_user(self.manager)
        for query in ("oth,frjd", "Shcherbakov", "8 916 123-45-67"):
            with self.subTest(query=query):
                found = partners.name_search(query, limit=1)
                self.assertEqual([row[0] for row in found], self.client.ids)
                domain = [
                    ("display_name", "ilike", query),
                    ("client_kind", "!=", False),
                ]
                self.assertEqual(partners.search(domain)[:1], self.client)
        self.assertFalse(partners.name_search("Чужой"))
        self.assertFalse(
            partners.name_search("Щербаков", domain=[("client_kind", "=", "company")])
        )
        self.assertTrue(partners.name_search("")[:1])

    def test_number_of_queries_does_not_depend_on_clients(self):
        def look():
            self.assertTrue(self._lookup("Новиков"))

        self._create_client("Новиков Иван")
        one = count_queries(self.env, look)
        for index in range(6):
            self._create_client(f"Новиков Иван {index}")
        self.assertEqual(count_queries(self.env, look), one)
        self.assertLess(one, 15)

    def test_what_cannot_find_more_is_not_asked(self):
        """A name of several words is no number under which others know somebody, and
        nearly all digits of a phone need no question for beginnings.
        """
        for line, questions, identifiers in (
            ("Щербаков", 2, 1),
            ("Щербаков Петр", 1, 0),
            ("123-4", 2, 0),
            ("123-45-67", 1, 1),
        ):
            with (
                self.subTest(line=line),
                self._watch("bank.client.search", "_add_candidates") as asked,
                self._watch("bank.client.identifier", "search") as searched,
            ):
                self._assert_first(line, self.client)
                self.assertEqual(asked.call_count, questions)
                self.assertEqual(searched.call_count, identifiers)
