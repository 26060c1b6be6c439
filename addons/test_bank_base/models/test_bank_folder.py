# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class TestBankFolder(models.Model):
    """A model without clients' data that leads to some."""

    _name = "test.bank.folder"
    _description = "Test Folder"

    name = fields.Char(required=True)
    letter_ids = fields.One2many(
        comodel_name="test.bank.letter", inverse_name="folder_id"
    )
