# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankCollateralOwner(models.Model):
    """Who owns a part of the object besides its main owner."""

    _name = "bank.collateral.owner"
    _description = "Owner of Collateral"
    _order = "share desc, id"
    _access_logged = True
    _access_log_client = "partner_id"

    collateral_id = fields.Many2one(
        comodel_name="bank.collateral", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Owner",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("client_kind", "!=", False)],
    )
    share = fields.Float(string="Share, %", digits=(7, 4), aggregator=None)

    _owner_uniq = models.UniqueIndex(
        "(collateral_id, partner_id)", "This owner is already there."
    )
    _check_share = models.Constraint(
        "CHECK (share > 0 AND share < 100)",
        "The share of another owner is more than 0 and less than 100 percent.",
    )

    @api.constrains("share", "collateral_id")
    def _check_shares(self):
        for collateral in self.collateral_id:
            if sum(collateral.sudo().owner_ids.mapped("share")) >= 100:
                raise ValidationError(
                    self.env._("The main owner is left without a share of his own.")
                )

    def write(self, vals):
        result = super().write(vals)
        if "collateral_id" in vals:
            # rules look at what a row was: whose it has become must be his, too
            self.check_access("write")
        return result
