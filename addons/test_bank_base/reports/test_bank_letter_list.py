# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from odoo.addons.bank_report.tools.sheet import Column


class TestBankLetterList(models.AbstractModel):
    """The whole adoption of a table for spreadsheets: its columns and its rows."""

    _name = "report.test_bank_base.letter_list"
    _description = "Test Letter List"
    _inherit = ["bank.report.sheet"]

    def _get_sheets(self, docs, data):
        columns = [Column("Letter"), Column("Amount", "number", total=True)]
        rows = (
            (letter.name, letter.amount)
            for part in self._iter_slices(docs)
            for letter in part
        )
        yield "Letters", columns, rows
