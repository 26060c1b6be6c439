# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankDepartment(models.Model):
    """Who answers requests of client managers: lawyers, accountants, the back office."""

    _name = "bank.department"
    _description = "Department"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    user_ids = fields.Many2many(
        comodel_name="res.users",
        string="Employees",
        domain=[("share", "=", False)],
    )
    days = fields.Integer(
        string="Usual Term, Days", default=2, help="By when a request is to be done."
    )
