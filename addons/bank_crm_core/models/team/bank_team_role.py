# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankTeamRole(models.Model):
    """What somebody does for a client, a deal or an application beside its manager."""

    _name = "bank.team.role"
    _description = "Role in a Team"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="For a feed or an addon; never shown.")
    sequence = fields.Integer(default=10)
    is_single = fields.Boolean(
        string="One at a Time",
        default=True,
        help="Whoever gets the role takes the place of the one before.",
    )
    note = fields.Char(string="What He Does", translate=True)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "There is such a code already.")
