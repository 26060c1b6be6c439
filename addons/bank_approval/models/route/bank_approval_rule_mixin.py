# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankApprovalRuleMixin(models.AbstractModel):
    """What one company of the bank decides by: drawn in versions, but no way to go.

    Stands before ``bank.approval.drawn.mixin``.
    """

    _name = "bank.approval.rule.mixin"
    _description = "Rule of One Company (abstract)"
    _check_company_auto = True

    def _default_company_id(self):
        return self.env.company

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self._default_company_id(),
        index=True,
        ondelete="restrict",
    )

    def _compute_diagram(self):
        # read as a list or as text
        self.diagram = False
