# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain


class IrRule(models.Model):
    """What somebody types into a dialog is nobody else's.

    Access lists give a dialog to everybody of a role, and no rule of stock Odoo parts
    their rows: whoever guesses an id reads what a colleague is about to do, changes
    it, or presses his buttons. Here each row belongs to who has opened it.
    """

    _inherit = "ir.rule"

    @api.model
    def _compute_domain(self, model_name, mode="read"):
        domain = super()._compute_domain(model_name, mode)
        if not self.env[model_name]._transient or self.env.su:
            return domain
        return domain & Domain("create_uid", "=", self.env.uid)
