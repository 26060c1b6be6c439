# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import unittest

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_text.tools import keyboard, names, query, transliteration

try:
    from hypothesis import assume, given, settings
    from hypothesis import strategies as st
except ImportError:  # a development dependency
    raise unittest.SkipTest("hypothesis is not installed") from None

_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_US_KEYS = "abcdefghijklmnopqrstuvwxyz[];',.`ABCDEFGHIJKLMNOPQRSTUVWXYZ{}:\"<>~@#$^&?/|"
_russian = st.text(alphabet=_RUSSIAN + _RUSSIAN.upper() + " -", max_size=40)
_any = st.text(max_size=60)
_name = st.one_of(
    _any, _russian, st.text(alphabet="ИванПетроSmith .-,«»'оглыЁÂй", max_size=40)
)
_quick = settings(max_examples=150, deadline=None, derandomize=True, database=None)


@tagged("post_install", "-at_install")
class TestProperties(BaseCase):
    @_quick
    @given(_any)
    def test_normalise_is_idempotent(self, text):
        once = names.normalise(text)
        self.assertEqual(names.normalise(once), once)

    @_quick
    @given(_russian)
    def test_normalise_is_blind_to_case_and_yo(self, text):
        expected = names.normalise(text)
        self.assertEqual(names.normalise(text.upper()), expected)
        self.assertEqual(names.normalise(text.replace("ё", "е")), expected)

    @_quick
    @given(st.text(alphabet=_US_KEYS, max_size=40))
    def test_keyboard_is_one_to_one(self, text):
        self.assertEqual(keyboard.to_latin(keyboard.to_cyrillic(text)), text)

    @_quick
    @given(_russian)
    def test_layout_comes_back(self, text):
        self.assertEqual(keyboard.to_cyrillic(keyboard.to_latin(text)), text)

    @_quick
    @given(st.lists(st.text(alphabet=_RUSSIAN, min_size=1)))
    def test_reversible_standards(self, words):
        text = " ".join(words)
        # two signs in a row: their ` and `` cannot be told apart, no word has them
        assume("ьъ" not in text and "ъь" not in text and "ьь" not in text)
        for standard in ("iso9", "gost_b"):
            latin = transliteration.transliterate(text, standard)
            self.assertEqual(transliteration.from_latin(latin, standard), text)

    @_quick
    @given(_russian)
    def test_ascii_standards_leave_no_cyrillic(self, text):
        for standard in ("gost_b", "passport", "gost_52535", "everyday"):
            self.assertTrue(transliteration.transliterate(text, standard).isascii())

    @_quick
    @given(_name)
    def test_any_text_has_parts_and_keys(self, text):
        parsed = names.parse(text)
        self.assertIn(parsed.kind, ("", "person", "company"))
        self.assertEqual(bool(parsed.core), bool(parsed.kind))
        self.assertEqual(names.search_key(text), names.search_key(text + " "))
        names.phonetic_keys(text)

    @_quick
    @given(st.lists(st.sampled_from("Иванов Щербаков Пётр Ирина Цой".split())))
    def test_search_key_is_blind_to_order(self, words):
        key = names.search_key(" ".join(words))
        self.assertEqual(names.search_key(" ".join(reversed(words))), key)

    @_quick
    @given(_name, _name)
    def test_similarity_is_symmetric_and_bounded(self, one, other):
        score, _reasons = names.similarity(one, other)
        self.assertTrue(0 <= score <= 1)
        self.assertAlmostEqual(names.similarity(other, one)[0], score, places=3)

    @_quick
    @given(_name)
    def test_a_name_is_like_itself(self, name):
        score, _reasons = names.similarity(name, name)
        self.assertEqual(score, 1.0 if names.parse(name).core else 0.0)

    @_quick
    @given(_name)
    def test_variants_are_bounded(self, line):
        found = query.variants(line)
        self.assertLessEqual(len(found), 6)
        self.assertTrue(all(0 < variant.weight <= 1 for variant in found))
