# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dataclasses import replace

from odoo import fields, models


class BankAuthorityLimit(models.Model):
    """How grave a departure from policies its holder may accept."""

    _inherit = "bank.authority.limit"

    severity_limit = fields.Integer(
        string="Exceptions Up To",
        help="The highest severity of a policy exception that he accepts; 0: any.",
    )

    _check_severity_limit = models.Constraint(
        "CHECK (COALESCE(severity_limit, 0) >= 0)", "A limit lies above zero."
    )

    def _get_plain_row(self):
        return replace(super()._get_plain_row(), severity=self.severity_limit)
