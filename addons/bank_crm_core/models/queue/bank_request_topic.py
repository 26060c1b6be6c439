# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankRequestTopic(models.Model):
    """What requests are about: a complaint, a certificate, a change of data."""

    _name = "bank.request.topic"
    _description = "Topic of Requests"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False, help="Short stable code, for rules.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "The code of a topic must be unique.")
