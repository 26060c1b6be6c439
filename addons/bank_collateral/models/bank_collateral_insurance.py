# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCollateralInsurance(models.Model):
    """A policy that pays the bank when the object is lost."""

    _name = "bank.collateral.insurance"
    _description = "Insurance of Collateral"
    _order = "date_end desc, id desc"
    _rec_name = "number"
    _access_logged = True
    _access_log_client = "partner_id"

    collateral_id = fields.Many2one(
        comodel_name="bank.collateral", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        related="collateral_id.partner_id", store=True, related_sudo=True, index=True
    )
    number = fields.Char(string="Policy No.", required=True)
    insurer = fields.Char(required=True)
    currency_id = fields.Many2one(
        related="collateral_id.currency_id", related_sudo=True
    )
    amount = fields.Monetary(string="Sum Insured", required=True)
    date_start = fields.Date(string="From", required=True)
    date_end = fields.Date(string="Until", required=True, index=True)
    is_bank_beneficiary = fields.Boolean(
        string="Paid to the Bank",
        default=True,
        help="A policy that pays somebody else does not count.",
    )

    _check_dates = models.Constraint(
        "CHECK (date_end >= date_start)", "A policy cannot end before it begins."
    )
    _check_amount = models.Constraint(
        "CHECK (amount > 0)", "The sum insured is above zero."
    )

    def write(self, vals):
        result = super().write(vals)
        if "collateral_id" in vals:
            # rules look at what a row was: whose it has become must be his, too
            self.check_access("write")
        return result
