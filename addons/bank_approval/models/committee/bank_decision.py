# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankDecision(models.Model):
    _inherit = "bank.decision"

    @api.model
    def _get_kinds(self):
        return {
            **super()._get_kinds(),
            "committee_vote": self.env._("Vote in a committee"),
            "committee_item": self.env._("Matter before a committee"),
            "committee_meeting": self.env._("Meeting of a committee"),
            "committee_minutes": self.env._("Minutes of a committee"),
        }
