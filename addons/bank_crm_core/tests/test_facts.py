# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo.tests import tagged
from odoo.tools.misc import file_open

from .common import BankCoreCommon

# kept with another fact: versions with their paper
PARTS = {"bank.document.version"}


@tagged("post_install", "-at_install")
class TestFacts(BankCoreCommon):
    """readme/FACTS.md says of every fact who enters it, what for, who keeps it fresh."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open("bank_crm_core/readme/FACTS.md") as text:
            lines = [line for line in text if line.startswith("| ")][2:]
        cls.rows = [
            [cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in lines
        ]
        cls.named = {
            name for row in cls.rows for name in re.findall(r"`([^`]+)`", row[1])
        }

    def test_every_row_answers_every_question(self):
        self.assertGreater(len(self.rows), 30)
        for row in self.rows:
            self.assertEqual(len(row), 5, row)
            self.assertTrue(all(row), row)

    def test_every_column_of_the_client_is_there(self):
        columns = {
            name
            for name, field in self.env["res.partner"]._fields.items()
            if field.store and "bank_crm_core" in field._modules
        }
        self.assertFalse(columns - self.named, "not in readme/FACTS.md")
        gone = {name for name in self.named if "." not in name} - columns
        self.assertFalse(gone, "in readme/FACTS.md, not among the columns")

    def test_every_model_of_a_clients_data_is_there(self):
        """Those that the read log knows as data of clients."""
        models = {
            name
            for name, model in self.env.registry.items()
            if name.startswith("bank.")
            and model._access_logged
            and not (model._abstract or model._transient)
            and "bank_crm_core" in self._get_modules(model)
        }
        named = {name for name in self.named if "." in name}
        self.assertFalse(models - named - PARTS, "not in readme/FACTS.md")
        self.assertFalse(named - set(self.env.registry), "no such model")

    def _get_modules(self, model):
        """The addons whose classes make the model up."""
        return {
            base._module
            for base in model.__mro__
            if getattr(base, "_name", None) == model._name and "_module" in vars(base)
        }
