# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from stdnum import bic, lei

from odoo import api, fields, models
from odoo.exceptions import ValidationError

_SIGNS = re.compile(r"[\s\-.]")


class BankClientIdentifierType(models.Model):
    """A kind of number by which others know clients: LEI, BIC, a foreign tax number."""

    _name = "bank.client.identifier.type"
    _description = "Type of Identifier"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Stable code.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    check = fields.Selection(
        selection=[
            ("none", "As it is written"),
            ("length", "By its length"),
            ("lei", "LEI: check digits of ISO 17442"),
            ("bic", "BIC (SWIFT)"),
        ],
        string="How It Is Checked",
        required=True,
        default="none",
    )
    length_min = fields.Integer(string="Letters From", default=1)
    length_max = fields.Integer(string="Letters Up To", default=40)
    is_unique = fields.Boolean(
        string="One Client Only", help="Two clients cannot have the same number."
    )

    _code_uniq = models.UniqueIndex("(code)", "There is already a type of this code.")
    _check_lengths = models.Constraint(
        "CHECK (length_min >= 1 AND length_max >= length_min AND length_max <= 60)",
        "The lengths are between 1 and 60 letters.",
    )

    @api.model
    def _normalise(self, number):
        """Return a number as it is kept and compared."""
        return _SIGNS.sub("", number or "").upper()

    def _is_number(self, number):
        """Tell whether a number, as it is kept, can be one of this type."""
        return {
            "lei": lambda: lei.is_valid(number),
            "bic": lambda: bic.is_valid(number),
            "length": lambda: self.length_min <= len(number) <= self.length_max,
        }.get(self.check, lambda: bool(number))()

    def _check_number(self, number):
        """Refuse a number that is none of this type."""
        if not self._is_number(number):
            raise ValidationError(
                self.env._(
                    "“%(number)s” is not a number of the type “%(type)s”. Compare it "
                    "with the paper.",
                    number=number,
                    type=self.name,
                )
            )
