# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.bank_base.tools.formula_memory import FormulaMemory

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
        # what the formula reads is chosen by who sets the product up: whoever sells
        # learns the result alone
        used_sudo = self.sudo().product_id.potential_formula_id
        in_force = {formula: formula._get_in_force() for formula in used_sudo}
        with FormulaMemory(self.env.cr):
            self._set_potential(in_force)

    def _set_potential(self, in_force):
        for deal in self:
            deal_sudo = deal.sudo()
            formula = in_force.get(deal_sudo.product_id.potential_formula_id)
            values = {"potential": 0, "potential_reason": False}
            if formula:
                outcome = formula._evaluate_unsaved(deal_sudo, unread=UNREAD)
                values.update(deal_sudo._prepare_potential(formula, outcome))
            deal.update(values)

    def _prepare_potential(self, formula, outcome):
        if not outcome.is_ok:
            return {"potential_reason": formula._get_reason(outcome)}
        home = self.company_currency or self.env.company.currency_id
        currency = self._find_currency(outcome.currency, home)
        company, today = self.company_id or self.env.company, fields.Date.today()
        worth = currency._convert(float(outcome.value), home, company, today)
        return {"potential": worth}

    def _find_currency(self, name, home):
        """Return the currency of this name, that of the bank where there is none."""
        for currency in (self.currency_id, home):
            if name and name == currency.name:
                return currency
        return self._ask_currency(name) or home

    def _ask_currency(self, name):
        """Return a currency that is neither; asked once where many are reckoned."""
        currencies = self.env["res.currency"]
        if not name:
            return currencies
        found = FormulaMemory.ask(
            self.env.cr,
            (currencies._name, name),
            lambda: currencies.search([("name", "=", name)], limit=1).ids,
        )
        return currencies.browse(found)
