# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_text.tools import keyboard


@tagged("post_install", "-at_install")
class TestKeyboard(BaseCase):
    def test_every_russian_letter_has_its_key(self):
        letters = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
        keys = "f,dult`;pbqrkvyjghcnea[wxio]sm'.z"
        self.assertEqual(keyboard.to_latin(letters), keys)
        self.assertEqual(keyboard.to_cyrillic(keys), letters)
        upper = 'F<DULT~:PBQRKVYJGHCNEA{WXIO}SM">Z'
        self.assertEqual(keyboard.to_latin(letters.upper()), upper)
        self.assertEqual(keyboard.to_cyrillic(upper), letters.upper())

    def test_punctuation_keys(self):
        self.assertEqual(keyboard.to_cyrillic("/ ? @ # $ ^ &"), '. , " № ; : ?')
        self.assertEqual(keyboard.to_latin('. , " № ; : ?'), "/ ? @ # $ ^ &")
        for same in "0123456789 !%*()-_=+":
            self.assertEqual(keyboard.to_cyrillic(same), same)
            self.assertEqual(keyboard.to_latin(same), same)

    def test_swap_of_mixed_line(self):
        self.assertEqual(keyboard.swap("Bdfyjd руддщ"), "Иванов hello")
        self.assertEqual(keyboard.swap(";erjd"), "жуков")
        self.assertEqual(keyboard.swap("[jkjlbkmybr"), "холодильник")
        self.assertEqual(keyboard.swap("gjl]tpl, ~kxby"), "подъездб Ёлчин")

    def test_swap_without_letters_reads_us_keys(self):
        self.assertEqual(keyboard.swap(","), "б")
        self.assertEqual(keyboard.swap("12 34"), "12 34")
