# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

RATINGS = [
    ("low", "Low"),
    ("medium", "Medium"),
    ("high", "High"),
    ("critical", "Critical"),
]


class BankKycCadence(models.Model):
    """After how many months a client of a rating is reviewed again.

    Federal Law 115-FZ, article 7, asks for once a year at least; shipped are yearly for
    low and medium, half-yearly for high, quarterly for critical risk.
    """

    _name = "bank.kyc.cadence"
    _description = "Cadence of Reviews"
    _inherit = ["bank.logged.config.mixin"]
    _order = "months desc, id"
    _rec_name = "rating"

    rating = fields.Selection(selection=RATINGS, required=True)
    months = fields.Integer(required=True, help="From one review to the next.")

    _rating_uniq = models.Constraint(
        "UNIQUE (rating)", "This rating has its cadence already."
    )
    _check_months = models.Constraint(
        "CHECK (months BETWEEN 1 AND 36)", "From 1 to 36 months."
    )
