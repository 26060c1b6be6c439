# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankChannel(models.Model):
    """A way by which the bank and a client reach each other."""

    _name = "bank.channel"
    _description = "Channel"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    sequence = fields.Integer(default=10)
    icon = fields.Char(
        default="fa-comment-o", help="Class of the sign in the timeline."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "The code of a channel must be unique.")
