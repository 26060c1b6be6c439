# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_text.tools import transliteration
from odoo.addons.bank_text.tools.lexicon import GIVEN_NAMES, SURNAMES

_ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


@tagged("post_install", "-at_install")
class TestTransliteration(BaseCase):
    def test_passport_table_of_icao(self):
        expected = "abvgdeezhziiklmnoprstufkhtschshshchieyeiuia"
        self.assertEqual(transliteration.transliterate(_ALPHABET, "passport"), expected)

    def test_iso9_is_one_sign_a_letter(self):
        signs = transliteration.transliterate(_ALPHABET, "iso9")
        self.assertEqual(signs, "abvgdeëžzijklmnoprstufhcčšŝʺyʹèûâ")
        self.assertEqual(len(signs), len(_ALPHABET))
        self.assertEqual(len(set(signs)), len(_ALPHABET))

    def test_names_by_standard(self):
        cases = {
            ("Щукин Юрий", "passport"): "Shchukin Iurii",
            ("Щукин Юрий", "gost_52535"): "Shchukin Iurii",
            ("Щукин Юрий", "gost_b"): "Shhukin Yurij",
            ("Щукин Юрий", "iso9"): "Ŝukin Ûrij",
            ("Щукин Юрий", "bgn"): "Shchukin Yuriy",
            ("Щукин Юрий", "everyday"): "Shchukin Yuriy",
            ("Цапко Фёкла", "gost_52535"): "Tcapko Fekla",
            ("Цапко Фёкла", "passport"): "Tsapko Fekla",
            ("Подъячева Ольга", "passport"): "Podieiacheva Olga",
            ("ЩУКИН Е.Ё.", "bgn"): "SHCHUKIN Ye.Yë.",
            ("Ющенко Наталія", "passport"): "Iushchenko Nataliia",
        }
        for (name, standard), expected in cases.items():
            with self.subTest(name=name, standard=standard):
                found = transliteration.transliterate(name, standard)
                self.assertEqual(found, expected)

    def test_reversible_standards_come_back(self):
        for standard in ("iso9", "gost_b"):
            for name in (
                GIVEN_NAMES | SURNAMES | {"объём", "подъезд", "цыган", "сходня"}
            ):
                latin = transliteration.transliterate(name.title(), standard)
                found = transliteration.from_latin(latin, standard)
                self.assertEqual(found, name.title(), (standard, latin))

    def test_unknown_standard_is_named(self):
        with self.assertRaisesRegex(ValueError, "'iso10'.*passport"):
            transliteration.transliterate("Иван", "iso10")
        with self.assertRaisesRegex(ValueError, "'iso10'"):
            transliteration.from_latin("Ivan", "iso10")

    def test_readings_of_unknown_spelling(self):
        cases = {
            "Scherbakov": "щербаков",
            "Jurij": "юрий",
            "Tchaikovsky": "чайковский",
            "Khrushchev": "хрущев",
            "Tatiana": "татьяна",
            "Semyon": "семен",
            "Xenia": "ксения",
            "Žukov": "жуков",
            "Vasil'ev": "васильев",
            "TSOI": "цой",
            "Solovyeva": "соловьева",
        }
        for latin, expected in cases.items():
            with self.subTest(latin=latin):
                found = transliteration.to_cyrillic_candidates(latin, 3)
                self.assertIn(expected, found)

    def test_readings_find_names_in_every_standard(self):
        names = sorted(GIVEN_NAMES | SURNAMES)
        for standard in transliteration.STANDARDS:
            first = among = 0
            for name in names:
                latin = transliteration.transliterate(name, standard)
                found = transliteration.to_cyrillic_candidates(latin, 5)
                first += found[0] == name
                among += name in found
            with self.subTest(standard=standard):
                self.assertGreater(first / len(names), 0.97)
                self.assertGreater(among / len(names), 0.99)

    def test_readings_of_long_gibberish_are_bounded(self):
        found = transliteration.to_cyrillic_candidates("y" * 39 + " " + "q" * 500, 3)
        self.assertLessEqual(len(found), 3)
