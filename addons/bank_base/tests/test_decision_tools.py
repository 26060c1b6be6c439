# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_base.tools import decision_chain


@tagged("post_install", "-at_install")
class TestDecisionTools(BaseCase):
    def test_doctests(self):
        self.assertFalse(doctest.testmod(decision_chain).failed)

    def test_every_row_of_every_day_is_proved(self):
        for count in range(1, 18):
            rows = [decision_chain.sha256(str(number)) for number in range(count)]
            root = decision_chain.merkle_root(rows)
            for index, row in enumerate(rows):
                path = decision_chain.merkle_path(rows, index)
                self.assertEqual(decision_chain.climb(row, path), root)
                self.assertNotEqual(
                    decision_chain.climb(decision_chain.sha256("x"), path), root
                )

    def test_a_repeated_row_changes_the_root(self):
        rows = [decision_chain.sha256(str(number)) for number in range(3)]
        self.assertNotEqual(
            decision_chain.merkle_root(rows),
            decision_chain.merkle_root([*rows, rows[-1]]),
        )
