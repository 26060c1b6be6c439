# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankDemoImportLine(models.Model):
    """One file of an import: read is always imported plus skipped."""

    _name = "bank.demo.import.line"
    _description = "File of a Demonstration Import"
    _order = "import_id, sequence, id"
    _rec_name = "file"

    def _default_currency_id(self):
        return self.env.ref("base.CZK")

    import_id = fields.Many2one(
        comodel_name="bank.demo.import", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    file = fields.Char(required=True)
    problem = fields.Selection(
        selection=[
            ("missing", "The file is not there"),
            ("unreadable", "The file cannot be read"),
            ("empty", "The file is empty"),
            ("header", "The header is not that of this file"),
        ]
    )
    row_count = fields.Integer(string="Rows Read")
    imported_count = fields.Integer(string="Imported")
    currency_id = fields.Many2one(
        comodel_name="res.currency", default=lambda self: self._default_currency_id()
    )
    amount = fields.Monetary(
        string="Sum of Amounts", help="Of the imported rows, whatever their direction."
    )
    skip_ids = fields.One2many(
        comodel_name="bank.demo.import.skip",
        inverse_name="line_id",
        string="Skipped Rows",
    )
    skipped_count = fields.Integer(string="Skipped", compute="_compute_skipped")
    reasons = fields.Char(
        compute="_compute_skipped",
        help="How many rows were skipped for what, and the first of them.",
    )

    @api.depends("skip_ids.reason", "problem")
    def _compute_skipped(self):
        groups = self.env["bank.demo.import.skip"]._read_group(
            [("line_id", "in", self.ids)],
            ["line_id", "reason"],
            ["__count", "row_number:min"],
        )
        labels = dict(
            self.env["bank.demo.import.skip"]
            ._fields["reason"]
            ._description_selection(self.env)
        )
        problems = dict(self._fields["problem"]._description_selection(self.env))
        for line in self:
            mine = [group for group in groups if group[0] == line]
            line.skipped_count = sum(count for _line, _reason, count, _first in mine)
            parts = [problems[line.problem]] if line.problem else []
            parts += [
                self.env._(
                    "%(reason)s: %(count)s, the first in line %(first)s",
                    reason=labels[reason],
                    count=count,
                    first=first,
                )
                for _line, reason, count, first in mine
            ]
            line.reasons = "; ".join(parts)
