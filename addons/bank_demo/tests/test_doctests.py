# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
import importlib
import pkgutil

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_demo import tools


@tagged("post_install", "-at_install")
class TestDoctests(BaseCase):
    def test_examples_in_docstrings_are_true(self):
        attempted = 0
        for module in pkgutil.iter_modules(tools.__path__):
            with self.subTest(module=module.name):
                loaded = importlib.import_module(f"{tools.__name__}.{module.name}")
                result = doctest.testmod(loaded)
                self.assertFalse(result.failed)
                attempted += result.attempted
        self.assertGreater(attempted, 12)
