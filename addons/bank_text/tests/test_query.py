# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_text.tools import query


@tagged("post_install", "-at_install")
class TestQuery(BaseCase):
    def _texts(self, line):
        return [variant.text for variant in query.variants(line)]

    def test_wrong_layout_comes_first(self):
        cases = {
            "rkbtyn": "клиент",
            "bdfyjd bdfy": "иванов иван",
            "pf,kjrbhjdfnm rfhne": "заблокировать карту",
            "cjkjdm`d": "соловьев",
            "k.,jdm": "любовь",
            "bujhm": "игорь",
            "руддщ": "hello",
            "Ыьшер": "smith",
            "Bdfyjd Пётр": "иванов петр",
        }
        for line, expected in cases.items():
            with self.subTest(line=line):
                self.assertEqual(self._texts(line)[0], expected)

    def test_a_line_typed_well_stays_first(self):
        for line in ("Иванов Пётр", "щукин", "карта", "Shcherbakov", "smith", "втб",
                     "vtb", "Гульназ", "цой", "77 12", "Ёлкин", "Ахмедов"):  # fmt: skip
            with self.subTest(line=line):
                first = query.variants(line)[0]
                self.assertEqual((first.kind, first.weight), ("typed", 1.0))

    def test_other_alphabet_is_among_the_readings(self):
        for line, expected in {
            "Shcherbakov": "щербаков", "ivanov petr": "иванов петр", "igor": "игорь",
            "otdelenie": "отделение", "Иванов": "ivanov", "OOO Vektor": "ооо вектор",
            "ipoteka": "ипотека", "Ыьшер": "смит",
        }.items():  # fmt: skip
            with self.subTest(line=line):
                self.assertIn(expected, self._texts(line))

    def test_bounds(self):
        for line in ("Shcherbakov Yurii Petrovich", "q" * 5000, "ю " * 3000):
            found = query.variants(line)
            self.assertLessEqual(len(found), 6)
            self.assertEqual(len({variant.text for variant in found}), len(found))
            weights = [variant.weight for variant in found]
            self.assertEqual(weights, sorted(weights, reverse=True))
        self.assertEqual(len(query.variants("Shcherbakov", limit=2)), 2)
        self.assertEqual(query.variants(""), [])
        self.assertEqual(query.variants(None), [])
        self.assertEqual(query.variants(" !? "), [])

    def test_email(self):
        for line in ("Ivanov@Mail.ru", 'Шмфтщм"ьфшдюкг'):
            found = query.variants(line)
            self.assertEqual([variant.text for variant in found], ["ivanov@mail.ru"])

    def test_digits(self):
        self.assertEqual(query.digits("8 (495) 123-45-67 доб. 12"), "8495123456712")
        self.assertEqual(query.digits("٤٥"), "45")
        self.assertEqual(query.digits(None), "")
        for line in (
            "89161234567",
            "+7 916 123 45 67",
            "7(916)123-45-67",
            "9161234567",
        ):
            self.assertEqual(query.phone_digits(line), "9161234567")
