# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankRegistryDocument(models.AbstractModel):
    _inherit = "bank.registry.document"

    @api.model
    def _get_entries(self):
        names = {
            "loan_agreement": self.env._("Credit agreement and its annexes"),
            "loan_security": self.env._("Agreement of collateral or guarantee"),
            "loan_form": self.env._("Form or consent of an application"),
            "loan_memo": self.env._("Credit memo"),
            "loan_answer": self.env._("Answer to an application"),
        }
        entries = {
            code: {"name": name, "model": "bank.application"}
            for code, name in names.items()
        }
        return {**super()._get_entries(), **entries}
