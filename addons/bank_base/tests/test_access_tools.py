# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_base.tools import access_notes, partitions


@tagged("post_install", "-at_install")
class TestAccessTools(BaseCase):
    def test_doctests(self):
        for module in (access_notes, partitions):
            self.assertFalse(doctest.testmod(module).failed)
