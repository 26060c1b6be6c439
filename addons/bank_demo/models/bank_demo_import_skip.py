# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankDemoImportSkip(models.Model):
    """A row of a file that was not imported, and why."""

    _name = "bank.demo.import.skip"
    _description = "Skipped Row of a Demonstration Import"
    _order = "line_id, row_number, id"
    _rec_name = "row_number"

    line_id = fields.Many2one(
        comodel_name="bank.demo.import.line",
        string="File",
        required=True,
        index=True,
        ondelete="cascade",
    )
    import_id = fields.Many2one(
        comodel_name="bank.demo.import",
        related="line_id.import_id",
        store=True,
        index=True,
    )
    row_number = fields.Integer(
        string="Line", required=True, aggregator=None, help="The header is line 1."
    )
    reason = fields.Selection(
        selection=[
            ("header", "Header not of this file"),
            ("columns", "Wrong number of columns"),
            ("encoding", "Not a text in UTF-8"),
            ("number", "Not a number"),
            ("amount", "Not an amount"),
            ("date", "Not a date"),
            ("code", "Unknown code"),
            ("text", "Empty value"),
            ("duplicate", "Number met before"),
            ("district", "Unknown district"),
            ("client", "Unknown client"),
            ("account", "Unknown account"),
            ("disp", "Unknown right to an account"),
            ("second_owner", "Second owner of an account"),
            ("no_owner", "Account without an owner"),
            ("refused", "Refused by the database"),
        ],
        required=True,
    )
    column = fields.Char()
    value = fields.Char(string="What Stands There", help="The beginning of it.")
