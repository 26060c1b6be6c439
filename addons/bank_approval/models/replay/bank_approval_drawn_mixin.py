# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApprovalDrawnMixin(models.AbstractModel):
    """A draft is tried on past requests before it comes into force."""

    _inherit = "bank.approval.drawn.mixin"

    def action_replay(self):
        """Show what this draft would have made of the requests of six months."""
        self.ensure_one()
        self.check_access("write")
        return self.env["bank.approval.replay"]._open_for(self)
