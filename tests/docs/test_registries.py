# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The page on registries knows what the addons register."""

import re

from odoo.tests import TransactionCase, tagged

from tools.base import ROOT

PAGE = (ROOT / "docs" / "registries.md").read_text(encoding="utf-8")


@tagged("post_install", "-at_install")
class TestRegistriesPage(TransactionCase):
    def test_kinds_of_check_are_on_the_page(self):
        section = re.search(r"^## Kinds of check\n(.*?)^## ", PAGE, re.M | re.S)[1]
        named = set(re.findall(r"`(\w+)`", section))
        kinds = set(self.env["bank.check"]._fields["kind"].get_values(self.env))
        ours = {kind for kind in kinds if not kind.startswith("test_")}
        self.assertFalse(ours - named)
        self.assertTrue(ours)

    def test_registries_are_on_the_page(self):
        named = set(re.findall(r"`(bank\.registry\.\w+)`", PAGE))
        registries = {
            name
            for name in self.env.registry.models
            if name.startswith("bank.registry.") and not name.endswith(".mixin")
        }
        self.assertEqual(registries, named - {"bank.registry.mixin"})
