# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from decimal import Decimal

from odoo import api, models
from odoo.tools import format_date, formatLang

from ..tools.compare import Line, get_cost_flows
from ..tools.full_cost import MONTH, full_cost, full_cost_money
from ..tools.least_payment import Least
from ..tools.schedule import get_payment, lay_rows
from ..tools.terms import Terms, TermsError

MOST_BARS = 60


class BankLoanReckoner(models.AbstractModel):
    """What the calculators say, for documents and dialogs: figures, chart, reasons."""

    _name = "bank.loan.reckoner"
    _description = "Loan Calculator"

    @api.model
    def _get_line(self, product, rate=None):
        """Return the terms of a product as the calculators take them."""
        return Line(
            _to_decimal(product.rate if rate is None else rate, 4),
            product.loan_kind,
            product.day_count,
            _to_decimal(product.issue_fee, 2),
            _to_decimal(product.issue_fee_percent, 4),
            _to_decimal(product.insurance_percent, 4),
            product.is_renewable,
            Least(
                _to_decimal(product.least_percent, 4),
                _to_decimal(product.least_amount, 2),
            ),
        )

    @api.model
    def _get_days_off(self):
        """Return the bank's calendar of working days; it is no secret."""
        calendar = (
            self.env.ref("bank_base.resource_calendar_ru", False)
            or self.env.company.resource_calendar_id
        )
        return calendar.sudo()._get_work_calendar()

    @api.model
    def _reckon(self, line, amount, months, start, payment_day=None, days_off=()):
        """Return ``{"rows", "payment", "overpayment", "full_cost"}`` of a loan.

        :raise TermsError: for impossible terms; see :meth:`_explain`
        """
        terms = Terms(
            _to_decimal(amount, 2),
            line.annual_rate,
            months,
            start,
            line.kind,
            payment_day=payment_day or None,
            day_count=line.day_count,
        )
        rows = lay_rows(terms, line.get_fees(), days_off)
        flows = get_cost_flows(terms, rows, line, days_off)
        return {
            "rows": rows,
            "payment": float(get_payment(rows)),
            "overpayment": float(full_cost_money(flows)),
            "full_cost": float(full_cost(flows, MONTH)),
        }

    @api.model
    def _explain(self, error):
        """Return the sentence of a ``TermsError`` in the user's language."""
        sentences = {
            "amount": self.env._("Enter an amount above zero."),
            "amount_max": self.env._("The amount is above all that is lent."),
            "kopecks": self.env._("Money has two decimals at most."),
            "rate": self.env._("A rate is not below zero."),
            "rate_max": self.env._(
                "The rate is above 366 % a year, one percent a day. Is it the rate of "
                "a year?"
            ),
            "months": self.env._("A term is a whole number of months from 1 to 600."),
            "payment_day": self.env._("A day of payment is from 1 to 31."),
            "start": self.env._("Enter the day on which the loan is to be given."),
            "flows": self.env._("The fees eat up the loan."),
        }
        if isinstance(error, TermsError) and error.code in sentences:
            return sentences[error.code]
        return self.env._("These terms cannot be reckoned: %(error)s", error=error)

    @api.model
    def _draw(self, rows, currency):
        """Return the chart and the table of a schedule."""
        return self.env["ir.qweb"]._render(
            "bank_loan_pipeline.schedule",
            {
                "rows": rows,
                "bars": _make_bars(rows),
                "money": lambda value: formatLang(
                    self.env, float(value), currency_obj=currency
                ),
                "day": lambda value: format_date(self.env, value),
            },
        )


def _to_decimal(value, digits):
    """Return a float as it is kept: with the digits of its field."""
    return Decimal(f"{value or 0:.{digits}f}")


def _make_bars(rows):
    """Return heights in percent of the greatest bar; many payments share one."""
    step = -(-len(rows) // MOST_BARS)
    groups = [rows[first : first + step] for first in range(0, len(rows), step)]
    bars = [
        {
            "date": group[-1].date,
            "principal": sum(row.principal for row in group),
            "interest": sum(row.interest + row.fee for row in group),
            "balance": group[-1].balance,
        }
        for group in groups
    ]
    top = max((bar["principal"] + bar["interest"] for bar in bars), default=0) or 1
    for bar in bars:
        for name in ("principal", "interest"):
            bar[f"{name}_height"] = round(float(100 * bar[name] / top), 2)
    return bars
