# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankAgreement(models.Model):
    """A plan is started on an agreement by hand, and when it is opened."""

    _name = "bank.agreement"
    _inherit = ["bank.plan.document.mixin", "mail.activity.mixin", "bank.agreement"]

    def _activate(self):
        result = super()._activate()
        self.env["bank.action.plan.rule"]._start_for("agreement", self)
        return result
