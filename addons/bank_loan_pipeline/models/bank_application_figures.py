# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from types import SimpleNamespace

from odoo import api, fields, models

from ..tools.terms import TermsError

# what of a product the figures of a loan follow, beside its rate
PRODUCT_TERMS = (
    "loan_kind",
    "is_renewable",
    "day_count",
    "issue_fee",
    "issue_fee_percent",
    "insurance_percent",
    "least_percent",
    "least_amount",
)
# of applications that were sent before there were such terms
EARLIER_TERMS = {"is_renewable": False, "least_percent": 0, "least_amount": 0}


class BankApplication(models.Model):
    """What the loan that is asked for costs, payment by payment."""

    _name = "bank.application"
    _inherit = ["bank.application", "bank.loan.reckoner"]
    _server_fields = ("product_terms",)

    payment = fields.Monetary(
        string="Monthly Payment",
        compute="_compute_figures",
        help="Principal and interest; the last payment may differ.",
    )
    overpayment = fields.Monetary(
        compute="_compute_figures",
        help="Interest, fees and insurance of the whole term: the full cost in money.",
    )
    full_cost = fields.Float(
        string="Full Cost, %",
        digits=(9, 3),
        compute="_compute_figures",
        help="Percent a year by law 353-FZ, article 6.",
    )
    burden = fields.Float(
        string="Debt Burden, %",
        digits=(9, 1),
        compute="_compute_figures",
        help="This payment and those on other loans, of the income.",
    )
    figures_problem = fields.Char(compute="_compute_figures", string="Not Reckoned")
    schedule = fields.Html(compute="_compute_schedule", sanitize=False)
    product_terms = fields.Json(
        string="Terms of the Product",
        readonly=True,
        copy=False,
        help="As they were when the application was sent for approval: what has been "
        "decided about does not follow the catalogue.",
    )

    def action_request_approval(self):
        result = super().action_request_approval()
        for application in self:
            # the caller may send it; what it is reckoned by is the server's
            application.sudo().product_terms = {
                name: application.product_id.sudo()[name] for name in PRODUCT_TERMS
            }
        return result

    def _get_product_line(self):
        """Return the terms of the product as they were sent, of a draft as they are."""
        kept = self.product_terms
        kept = kept and {**EARLIER_TERMS, **kept}
        source = SimpleNamespace(**kept) if kept else self.product_id.sudo()
        return self._get_line(source, self.rate)

    def _reckon_one(self, days_off=None):
        """Return the figures of one application, or the reason why there are none."""
        if self.product_id.trade != "credit":
            return {}, False
        line = self._get_product_line()
        days_off = days_off or self._get_days_off()
        terms = self.amount, self.term_months, self.date_start, self.payment_day
        try:
            return self._reckon(line, *terms, days_off), False
        except TermsError as error:
            return {}, self._explain(error)

    @api.depends(
        "amount",
        "term_months",
        "rate",
        "date_start",
        "payment_day",
        "product_id",
        "income_month",
        "debt_month",
        "product_terms",
    )
    def _compute_figures(self):
        days_off = self._get_days_off() if self else None
        for application in self:
            found, problem = application._reckon_one(days_off)
            application.figures_problem = problem
            application.payment = found.get("payment", 0)
            application.overpayment = found.get("overpayment", 0)
            application.full_cost = found.get("full_cost", 0)
            application.burden = application._get_burden()

    def _get_burden(self):
        """Return the share of the income that debts take; 0 without an income."""
        home = self.income_currency_id or self.env.company.currency_id
        payment = (self.currency_id or home)._convert(
            self.payment, home, self.env.company, self.date_start
        )
        if not self.income_month:
            return 0
        return 100 * (payment + self._get_debt_payments()) / self.income_month

    def _get_debt_payments(self):
        """Hook: what the client pays a month on other loans."""
        return self.debt_month

    @api.depends(
        "amount",
        "term_months",
        "rate",
        "date_start",
        "payment_day",
        "product_id",
        "product_terms",
    )
    @api.depends_context("lang")
    def _compute_schedule(self):
        days_off = self._get_days_off() if self else None
        for application in self:
            rows = application._reckon_one(days_off)[0].get("rows")
            currency = application.currency_id
            application.schedule = self._draw(rows, currency) if rows else False
