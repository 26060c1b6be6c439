# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..tools.compare import compare
from ..tools.terms import MAX_MONTHS, TermsError

LONGER = 12


class BankLoanChoice(models.TransientModel):
    """Loan products side by side for what a client needs."""

    _name = "bank.loan.choice"
    _description = "Choice of a Loan"
    _inherit = ["bank.loan.reckoner"]

    deal_id = fields.Many2one(
        comodel_name="crm.lead", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(related="deal_id.partner_id", string="Client")
    currency_id = fields.Many2one(comodel_name="res.currency", required=True)
    amount = fields.Monetary()
    term_months = fields.Integer(string="Term, Months")
    payment_most = fields.Monetary(
        string="Payment Up To", help="What the client can pay a month; 0: anything."
    )
    line_ids = fields.One2many(
        comodel_name="bank.loan.choice.line", inverse_name="choice_id", readonly=True
    )
    shown_id = fields.Many2one(
        comodel_name="bank.loan.choice.line",
        string="Schedule Of",
        readonly=True,
        ondelete="set null",
    )
    schedule = fields.Html(compute="_compute_schedule", sanitize=False)

    @api.depends("shown_id")
    @api.depends_context("lang")
    def _compute_schedule(self):
        for choice in self:
            choice.schedule = choice._draw_shown()

    def _draw_shown(self):
        product = self.shown_id.product_id
        if not product:
            return False
        try:
            found = self._reckon(
                self._get_line(product),
                self.amount,
                self.term_months,
                fields.Date.context_today(self),
            )
        except TermsError as error:
            return self._explain(error)
        return self._draw(found["rows"], self.currency_id)

    def action_compare(self):
        """Reckon all loans on sale for the amount and the term, and show them."""
        self.ensure_one()
        self.check_access("write")
        self.shown_id = False
        self.line_ids.unlink()
        fitting, others = self._sort_out()
        lines = self._prepare_lines(fitting)
        lines += [
            {"product_id": product.id, "rate": product.rate, "reason": reason}
            for product, reason in others
        ]
        self.line_ids = [
            Command.create({**line, "sequence": number})
            for number, line in enumerate(lines)
        ]
        self.shown_id = self.line_ids.filtered("is_fitting")[:1]
        return self._open()

    def _sort_out(self):
        """Return products that fit, and others with the reason why they do not."""
        today = fields.Date.context_today(self)
        products = self.env["bank.product"].search(
            Domain("trade", "=", "credit")
            & Domain("state", "=", "active")
            & Domain("currency_id", "=", self.currency_id.id)
            & Domain("for_whom", "in", (False, self._get_whom()))
            & (Domain("date_start", "=", False) | Domain("date_start", "<=", today))
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", today))
        )
        fitting, others = products.browse(), []
        for product in products:
            if reason := self._get_misfit(product):
                others.append((product, reason))
            else:
                fitting |= product
        return fitting, others

    def _get_whom(self):
        """Return the kind of client that products name."""
        return "person" if self.partner_id.client_kind == "person" else "business"

    def _get_misfit(self, product):
        if self.amount < product.amount_min:
            return self.env._("The amount is too small")
        if product.amount_max and self.amount > product.amount_max:
            return self.env._("The amount is too large")
        if self.term_months < product.term_min:
            return self.env._("The term is too short")
        if product.term_max and self.term_months > product.term_max:
            return self.env._("The term is too long")
        return False

    def _prepare_lines(self, products):
        """Return the rows of products, the cheapest first."""
        longer = min(self.term_months + LONGER, MAX_MONTHS)
        try:
            found = compare(
                f"{self.amount:.2f}",
                [self._get_line(product) for product in products],
                [self.term_months, longer],
                fields.Date.context_today(self),
            )
        except TermsError as error:
            raise UserError(self._explain(error)) from error
        lines = [
            self._prepare_line(product, found, row)
            for row, product in enumerate(products)
        ]
        # what the client cannot pay comes last
        return sorted(
            lines, key=lambda line: (not line["is_fitting"], line["full_cost"])
        )

    def _prepare_line(self, product, found, row):
        payment = found.payment[row, 0] / 100
        is_dear = bool(self.payment_most) and payment > self.payment_most
        # a longer term is shown where the product has one
        is_longer = (
            not product.term_max or self.term_months + LONGER <= product.term_max
        )
        return {
            "product_id": product.id,
            "rate": product.rate,
            "payment": payment,
            "full_cost": found.full_cost[row, 0] / 1000,
            "overpayment": found.overpayment[row, 0] / 100,
            "longer_payment": is_longer and found.payment[row, 1] / 100,
            "longer_overpayment": is_longer and found.overpayment[row, 1] / 100,
            "is_fitting": not is_dear,
            "reason": self.env._("The payment is too large") if is_dear else False,
        }

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Choice of a Loan"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def action_compare_loans(self):
        """Open the loans on sale, side by side for what the deal asks for."""
        self.ensure_one()
        self.check_access("write")
        choice = self.env["bank.loan.choice"].create(
            {
                "deal_id": self.id,
                "currency_id": self.currency_id.id or self.env.company.currency_id.id,
                "amount": self.amount,
                "term_months": self.term_months,
            }
        )
        if self.amount and self.term_months:
            return choice.action_compare()
        return choice._open()
