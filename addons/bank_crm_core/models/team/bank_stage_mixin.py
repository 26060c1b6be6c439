# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankStageMixin(models.AbstractModel):
    _inherit = "bank.stage.mixin"

    entry_team_id = fields.Many2one(
        comodel_name="bank.team",
        string="Team on Entry",
        domain=[("user_id", "=", False)],
        ondelete="restrict",
        help="A saved team of the bank whose members are added when a document enters "
        "this stage. Nobody is let through the wall of a branch by it.",
    )

    @api.model
    def _get_frozen_fields(self):
        return super()._get_frozen_fields() | {"entry_team_id"}
