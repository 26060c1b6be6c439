# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankDecision(models.Model):
    _inherit = "bank.decision"

    @api.model
    def _get_kinds(self):
        return {
            **super()._get_kinds(),
            "duplicate": self.env._("Possible duplicate judged"),
            "handover": self.env._("Client handed to another manager"),
            "merge": self.env._("Clients merged"),
            "unmerge": self.env._("Merge of clients undone"),
            "kyc": self.env._("Client reviewed"),
            "watchlist": self.env._("Watchlist loaded"),
            "screening": self.env._("Hit of a screening judged"),
            "unmask": self.env._("Number of an identity document shown"),
        }
