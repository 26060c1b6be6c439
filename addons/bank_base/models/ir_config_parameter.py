# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

LOGGED_PREFIX = "bank_"


class IrConfigParameter(models.Model):
    """System parameters of the bank's addons: every change is a decision."""

    _inherit = "ir.config_parameter"

    def _log_bank_parameters(self, act):
        decisions = self.env["bank.decision"]
        decisions._record(
            "config",
            [
                (
                    parameter,
                    {
                        "act": act,
                        "key": parameter.key,
                        "value": decisions._hash_text(parameter.value),
                    },
                )
                for parameter in self
                if parameter.key.startswith(LOGGED_PREFIX)
            ],
        )

    @api.model_create_multi
    def create(self, vals_list):
        parameters = super().create(vals_list)
        parameters._log_bank_parameters("create")
        return parameters

    def write(self, vals):
        result = super().write(vals)
        self._log_bank_parameters("write")
        return result

    def unlink(self):
        self._log_bank_parameters("unlink")
        return super().unlink()
