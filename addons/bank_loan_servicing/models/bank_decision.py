# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankDecision(models.Model):
    _inherit = "bank.decision"

    @api.model
    def _get_kinds(self):
        return {
            **super()._get_kinds(),
            "delinquency_pause": self.env._("Pause of days past due"),
            "loan_change": self.env._("Loan changed after its issue"),
            "loan_change_memo": self.env._("Memo of a change of a loan fixed"),
        }
