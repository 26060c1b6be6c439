# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankRegistryAct(models.AbstractModel):
    """The whole adoption of a registry: extend the entries."""

    _inherit = "bank.registry.act"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            "test_sign": {
                "name": self.env._("Signs Letters"),
                "groups": "bank_base.group_bank_administrator",
            },
            "test_greet": {"name": self.env._("Greets")},
        }


class BankRegistryWidget(models.AbstractModel):
    _inherit = "bank.registry.widget"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            "test_late": {
                "name": self.env._("Late Letters"),
                "sequence": 20,
                "model": "test.bank.letter",
                "method": "_get_late_count",
                "component": "bank_number",
            },
            "test_audit": {
                "name": self.env._("For Auditors"),
                "sequence": 10,
                "groups": "bank_base.group_bank_auditor",
                "model": "test.bank.letter",
                "method": "_get_late_count",
                "component": "bank_number",
            },
        }


class BankRegistryModel(models.AbstractModel):
    _inherit = "bank.registry.model"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            "test_topics": {"name": self.env._("Topics"), "metric": "accuracy"},
            "test_loss": {
                "name": self.env._("Losses"),
                "metric": "log_loss",
                "higher": False,
            },
        }


class BankRegistryDocument(models.AbstractModel):
    _inherit = "bank.registry.document"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            "test_letter": {
                "name": self.env._("Test Letter"),
                "model": "test.bank.letter",
            },
        }
