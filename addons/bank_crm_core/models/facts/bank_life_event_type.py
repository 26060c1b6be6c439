# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankLifeEventType(models.Model):
    """What happens in the life of a person or of a business and matters to a bank."""

    _name = "bank.life.event.type"
    _description = "Type of Life Event"
    _order = "client_kind, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    client_kind = fields.Selection(
        selection=[("person", "Of a Person"), ("company", "Of a Business")],
        string="Whose",
        required=True,
        default="person",
    )
    is_unique = fields.Boolean(
        string="Once in a Life", help="A client has one such event at most."
    )
    task = fields.Char(
        translate=True,
        help="What the manager is asked to do when it is entered; empty: nothing.",
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is taken.")
