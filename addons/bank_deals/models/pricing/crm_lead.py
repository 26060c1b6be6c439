# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

UNREAD = ("potential",)


class CrmLead(models.Model):
    """What the bank expects to earn on a deal: its potential.

    The worth of a deal is its amount; a deposit and a loan of one amount do not bring
    the same. Each product says by a formula of its own what its deals bring.
    """

    _inherit = "crm.lead"

    potential = fields.Monetary(
        currency_field="company_currency",
        compute="_compute_potential",
        store=True,
        help="What the bank earns if the deal is won, by the formula of the product. "
        "What the formula reads besides the terms is as it was when they changed.",
    )
    potential_reason = fields.Char(
        string="Why No Potential",
        compute="_compute_potential",
        store=True,
        exportable=False,
    )

    @api.depends(
        "product_id",
        "partner_id",
        "amount",
        "currency_id",
        "term_months",
        "rate",
        "attribute_values",
    )
    def _compute_potential(self):
        """A won or lost deal keeps the potential it was sold by: its terms are fixed."""
        for deal in self:
            # what the formula reads is chosen by who sets the product up: whoever sells
            # learns the result alone
            deal_sudo = deal.sudo()
            formula = deal_sudo.product_id.potential_formula_id
            formula = formula and formula._get_in_force()
            values = {"potential": 0, "potential_reason": False}
            if formula:
                outcome = formula._evaluate_unsaved(deal_sudo, unread=UNREAD)
                values.update(deal_sudo._prepare_potential(formula, outcome))
            deal.update(values)

    def _prepare_potential(self, formula, outcome):
        if not outcome.is_ok:
            return {"potential_reason": formula._get_reason(outcome)}
        home = self.company_currency or self.env.company.currency_id
        found = self.env["res.currency"].search(
            [("name", "=", outcome.currency or home.name)], limit=1
        )
        company, today = self.company_id or self.env.company, fields.Date.today()
        worth = (found or home)._convert(float(outcome.value), home, company, today)
        return {"potential": worth}
