# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankInterest(models.Model):
    """What a client likes: the ground for a talk and for an offer."""

    _name = "bank.interest"
    _description = "Interest"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    color = fields.Integer()

    _name_uniq = models.Constraint("UNIQUE (name)", "This interest is there already.")


class BankMonth(models.Model):
    """A month of the year, for what comes back every year."""

    _name = "bank.month"
    _description = "Month"
    _order = "number"

    name = fields.Char(required=True, translate=True)
    number = fields.Integer(required=True)

    _number_uniq = models.Constraint("UNIQUE (number)", "A month is there once.")
