# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from itertools import pairwise

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankDelinquencyBucket(models.Model):
    """A range of days past due, as the bank tells loans apart by it."""

    _name = "bank.delinquency.bucket"
    _description = "Range of Days Past Due"
    _inherit = ["bank.logged.config.mixin"]
    _order = "days_from, id"

    name = fields.Char(required=True, translate=True)
    days_from = fields.Integer(string="From, Days", required=True, default=1)
    days_to = fields.Integer(string="Up To, Days", help="0: without an end.")
    is_told = fields.Boolean(
        string="Gives a Task",
        default=True,
        help="The client's manager gets a task when a loan comes into this range.",
    )
    is_default = fields.Boolean(
        string="Non-Performing",
        help="With one loan in this range all loans of the borrower are "
        "non-performing, until none of them is past due any more.",
    )

    provision_percent = fields.Float(
        string="Provision, %",
        digits=(5, 2),
        aggregator=None,
        help="Of what is owed on a loan in this range, for losses that the bank expects.",
    )

    _check_provision = models.Constraint(
        "CHECK (COALESCE(provision_percent, 0) BETWEEN 0 AND 100)",
        "A provision is a share of what is owed, from 0 to 100 %.",
    )
    _check_days = models.Constraint(
        "CHECK (days_from > 0 AND (COALESCE(days_to, 0) = 0 OR days_to >= days_from))",
        "A range begins with a day past due and ends no sooner.",
    )

    @api.constrains("days_from", "days_to")
    def _check_apart(self):
        """A loan is in one range."""
        ranges = sorted(
            (bucket.days_from, bucket.days_to or float("inf"))
            for bucket in self.search([])
        )
        for (_low, high), (following, _end) in pairwise(ranges):
            if following <= high:
                raise ValidationError(
                    self.env._("Ranges of days past due do not overlap.")
                )
