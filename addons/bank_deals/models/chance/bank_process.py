# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from .bank_registry_model import KIND


class BankProcess(models.Model):
    _inherit = "bank.process"

    forecast_by = fields.Selection(
        selection=[
            ("stage", "The probability of the stage"),
            ("experience", "What closed deals tell"),
        ],
        required=True,
        default="stage",
        help="By what deals in work count in the forecast. Where no model is in force, "
        "it is the stage. A change shows after the next night.",
    )

    def _get_chance_code(self):
        """Return under which name all versions of this process have their model."""
        self.ensure_one()
        return f"{KIND}_{(self.origin_id or self).id}"
