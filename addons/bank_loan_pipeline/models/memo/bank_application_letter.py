# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

LINE = {"title": None, "text": None, "lines": [{"text": None}]}


class BankApplication(models.Model):
    """The memo as a table of letters: the bank's own Word file lays it out."""

    _inherit = "bank.application"

    @api.model
    def _get_letter_tables(self):
        memo = self.env._("Credit Memo")
        return {**super()._get_letter_tables(), "memo": (memo, LINE)}

    def _read_letter_table(self, name):
        if name != "memo":
            return super()._read_letter_table(name)
        return [
            {
                "title": section["title"],
                "text": section["text"],
                "lines": [{"text": text} for text in _write_lines(section)],
            }
            for section in (self.memo_id._get_sections() if self.memo_id else ())
        ]


def _write_lines(section):
    """Yield what a section tells as lines of text.

    >>> list(_write_lines({"facts": [["INN", "77"]], "head": ["A"], "rows": [["1"]]}))
    ['INN: 77', 'A: 1']
    """
    for label, value in section["facts"]:
        yield f"{label}: {value}"
    for row in section["rows"]:
        pairs = zip(section["head"], row, strict=False)
        yield "; ".join(f"{label}: {value}" for label, value in pairs)
