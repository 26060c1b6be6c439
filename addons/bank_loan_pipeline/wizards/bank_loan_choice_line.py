# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankLoanChoiceLine(models.TransientModel):
    """One product, and what it costs the client."""

    _name = "bank.loan.choice.line"
    _description = "Loan to Choose"
    _order = "sequence, id"
    _rec_name = "product_id"

    choice_id = fields.Many2one(
        comodel_name="bank.loan.choice", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    product_id = fields.Many2one(
        comodel_name="bank.product", required=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="choice_id.currency_id")
    rate = fields.Float(string="Annual Rate, %", digits=(7, 3))
    payment = fields.Monetary(string="Monthly Payment")
    full_cost = fields.Float(string="Full Cost, %", digits=(9, 3))
    overpayment = fields.Monetary()
    longer_payment = fields.Monetary(string="Payment, a Year Longer")
    longer_overpayment = fields.Monetary(string="Overpayment, a Year Longer")
    is_fitting = fields.Boolean(string="Fits")
    reason = fields.Char(string="Why Not")

    def action_show(self):
        """Show the schedule of this product."""
        self.ensure_one()
        self.check_access("write")
        self.choice_id.shown_id = self
        return self.choice_id._open()

    def action_choose(self):
        """The deal sells this product on these terms; its rate is the product's."""
        self.ensure_one()
        self.check_access("write")
        choice = self.choice_id
        deal = choice.deal_id
        values = {
            "product_id": self.product_id.id,
            "currency_id": self.product_id.currency_id.id,
            "amount": choice.amount,
            "term_months": choice.term_months,
            "rate": self.product_id.rate,
        }
        changed = deal._filter_changed(values.keys(), values)
        if changed:
            deal.write(values)
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": deal.id,
            "views": [(self.env.ref("bank_deals.crm_lead_view_form_deal").id, "form")],
        }
