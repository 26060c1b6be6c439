# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from decimal import Decimal

from odoo.tests import TransactionCase, tagged

from ..tools import forms


@tagged("post_install", "-at_install")
class TestForms(TransactionCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(forms).failed)

    def test_each_total_is_watched(self):
        """A form that adds up has no mistakes; one more in a total is found."""
        amounts = {"1150": 60, "1210": 20, "1230": 15, "1250": 5, "1310": 10}
        amounts |= {"1370": 40, "1410": 20, "1520": 30, "2110": 200, "2120": 150}
        amounts |= {"2210": 5, "2220": 15, "2330": 4, "1100": 60, "1200": 40}
        amounts |= {"1600": 100, "1300": 50, "1400": 20, "1500": 30, "1700": 100}
        amounts |= {"2100": 50, "2200": 30, "2300": 26, "2410": 6, "2400": 20}
        amounts = {code: Decimal(amount) for code, amount in amounts.items()}
        self.assertEqual(forms.find_mistakes(amounts), [])
        for total in forms.SUMS:
            found = forms.find_mistakes({**amounts, total: amounts[total] + 2})
            self.assertIn(total, [code for code, _given, _sum in found])

    def test_net_profit_follows_from_the_profit_before_tax(self):
        amounts = {"2300": Decimal(100), "2410": Decimal(20), "2400": Decimal(80)}
        self.assertEqual(forms.find_mistakes(amounts), [])
        wrong = {**amounts, "2400": Decimal(900)}
        self.assertEqual(forms.find_mistakes(wrong), [("2400", 900, 80)])
        other = {**wrong, "2460": Decimal(820)}
        self.assertEqual(forms.find_mistakes(other), [])

    def test_rows_as_clients_bring_them(self):
        rows = [
            ["Бухгалтерский баланс", "", "", ""],
            ["Наименование", "Код", "31.12.2025", "31.12.2024"],
            ["Запасы", "1210.0", "1 200", "(5)"],
            ["в том числе", "12101", "9", "9"],
            ["Собственные акции", "1320", "(7)", "-"],
            ["Запасы ещё раз", "1210", "1", "1"],
            ["Налог на прибыль", "2410", "(6)", "(2)"],
        ]
        found = forms.read_rows(rows, {"1210", "1320", "2410"})
        self.assertEqual(found["2410"], [Decimal(6), Decimal(2)])
        self.assertEqual(found["1210"], [Decimal(1200), Decimal(-5)])
        self.assertEqual(found["1320"], [Decimal(7), Decimal(0)])
        self.assertEqual(forms.read_rows([["a", "b"]], {"1210"}), {})
        self.assertIsNone(forms.read_number("1e400"))
