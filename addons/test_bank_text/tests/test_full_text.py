# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.tests import new_test_user, tagged, users
from odoo.tools import SQL, mute_logger

from odoo.addons.bank_text.tools import full_text
from odoo.addons.base.tests.common import BaseCommon


@tagged("post_install", "-at_install")
class TestFullText(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = new_test_user(cls.env, login="clerk")
        cls.articles = cls.env["test.bank.text.article"].create(
            [
                {"name": "Удержанная банкоматом карта", "body": "<p>Звоните нам</p>"},
                {"name": "Счёт заблокирован", "body": "<p>Наложён арест</p>"},
                {"name": "Café Résumé payments", "title": "Credit cards delivery"},
                {"name": "Прочее", "body": "<b>Карты</b> доставляем курьерами"},
                {"name": "Ёлочные скидки", "title": "Проценты\nпо вкладам"},
            ]
        )

    def _find(self, line):
        found = self.env["test.bank.text.article"].search(
            [("text_search", "ilike", line)], order="id"
        )
        return [self.articles.ids.index(record.id) for record in found]

    def test_word_forms(self):
        self.assertEqual(self._find("карты банкомат удержал"), [0])
        self.assertEqual(self._find("карту"), [0, 3])
        self.assertEqual(self._find("курьером"), [3])
        self.assertEqual(self._find("delivery of a credit card"), [2])
        self.assertEqual(self._find("ипотека"), [])

    def test_yo_is_e(self):
        for line in ("счёт", "счет", "СЧЁТА", "арест наложен", "наложён"):
            self.assertEqual(self._find(line), [1], line)
        self.assertEqual(self._find("елочная"), [4])

    def test_accents_of_latin_words(self):
        self.assertEqual(self._find("cafe resume"), [2])

    def test_translated_column_with_a_line_break(self):
        self.assertEqual(self._find("процентов по вкладу"), [4])

    def test_unfinished_last_word(self):
        self.assertEqual(self._find("заблок"), [1])
        self.assertEqual(self._find("карта курье"), [3])

    def test_wrong_keyboard_layout(self):
        self.assertEqual(self._find("rehmth"), [3])
        self.assertEqual(self._find("счуесч"), [])

    def test_operators_of_a_typed_line(self):
        self.assertEqual(self._find("карта -банкомат"), [3])
        self.assertEqual(self._find('"заблокирован счет"'), [])
        self.assertEqual(self._find('"счет заблокирован"'), [1])
        self.assertEqual(self._find("арест or курьер"), [1, 3])

    def test_no_line_is_a_syntax_error(self):
        lines = ("'", '"', "&|!", ":*", "\\", "%", "(карта", "a'b", "--", "не", " ")
        for line in lines:
            self._find(line)

    def test_negation(self):
        model = self.env["test.bank.text.article"]
        found = model.search([("text_search", "not ilike", "карту")])
        self.assertEqual(
            found & self.articles, self.articles - self.articles[0] - self.articles[3]
        )

    def test_rank_prefers_the_first_field(self):
        found = self.env["test.bank.text.article"]._search_text_ranked("карта")
        self.assertEqual([record.id for record, _rank in found],
                         [self.articles[0].id, self.articles[3].id])  # fmt: skip
        self.assertGreater(found[0][1], found[1][1])

    @users("clerk")
    def test_rank_obeys_record_rules(self):
        self.articles[0].user_id = self.env.ref("base.user_admin")
        model = self.env["test.bank.text.article"]
        found = model._search_text_ranked("карта")
        self.assertEqual([record.id for record, _rank in found], self.articles[3].ids)

    def test_index_is_used(self):
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        model = self.env["test.bank.text.article"]
        query = model._search([("text_search", "ilike", "карта")])
        self.env.flush_all()
        rows = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        plan = "\n".join(row[0] for row in rows)
        self.assertIn("test_bank_text_article_text_search_idx", plan)

    def test_preparing_again_changes_nothing(self):
        self.env["bank.text.search.mixin"]._prepare_full_text()
        self.assertEqual(self._find("карты"), [0, 3])

    def test_without_the_extension_russian_still_works(self):
        with patch.object(full_text, "_find_dictionary", return_value=None):
            full_text.prepare(self.env.cr)
        self.assertEqual(self._find("счет"), [1])
        self.assertEqual(self._find("удержать карту"), [0])
        # the stemmer reads ё as е, the list of words that tell nothing does not
        query = """
            SELECT bank_text_query('ещё карта') = bank_text_query('карта'),
                   length(bank_text_vector('ещё карта'::text)),
                   length(bank_text_vector('{"ru_RU": "ещё карта"}'::jsonb))
        """
        self.assertEqual(self.env.execute_query(SQL(query)), [(True, 1, 1)])

    @mute_logger("odoo.sql_db")
    def test_missing_extension_is_told_and_not_fatal(self):
        with self.assertLogs(full_text.__name__, "WARNING") as logs:
            created = full_text.try_extension(self.env.cr, "no_such_thing", "public")
        self.assertFalse(created)
        self.assertIn("CREATE EXTENSION no_such_thing", logs.output[0])
        self.assertEqual(self._find("карты"), [0, 3])

    def test_ilike_of_the_database_stays_as_it_was(self):
        function = SQL("SELECT to_regproc('public.unaccent')")
        self.assertEqual(self.env.execute_query(function), [(None,)])
