# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankStatementItem(models.Model):
    """A line of the forms that statements are spread into."""

    _name = "bank.statement.item"
    _description = "Line of a Form"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, code"
    _rec_names_search = ["code", "name"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False, help="As printed in the form.")
    form = fields.Selection(
        selection=[("1", "Balance Sheet"), ("2", "Profit and Loss")], required=True
    )
    sequence = fields.Integer(default=10)
    is_total = fields.Boolean(string="Total")

    _code_uniq = models.UniqueIndex("(code)", "The code of a line must be unique.")
    _check_code = models.Constraint(
        "CHECK (code ~ '^[12][0-9]{3}$')",
        "The code of a line has four digits and begins with the number of its form.",
    )
