# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import format_date, formatLang

from .bank_loan_change import TERMS


class BankLoanChange(models.Model):
    """What a change makes different: each term as it was and as it will be."""

    _inherit = "bank.loan.change"
    _server_fields = ("payment_day_laid",)

    payment_day_laid = fields.Integer(
        string="Day of Payment of Its Schedule",
        readonly=True,
        copy=False,
        aggregator=None,
        help="The day that is agreed on since it came into force; 0: it laid none.",
    )
    memo = fields.Html(string="What Changes", compute="_compute_memo", sanitize=False)

    @api.depends("agreement_id", "terms_before", *TERMS)
    @api.depends_context("lang")
    def _compute_memo(self):
        for change in self:
            rows = change._compare_terms()
            change.memo = rows and self.env["ir.qweb"]._render(
                "bank_approval.approval_terms",
                {"rows": rows, "heads": change._tell_heads()},
            )

    def _tell_heads(self):
        return [self.env._("Before"), self.env._("After")]

    def _compare_terms(self):
        """Return ``[{"term", "name", "before", "after"}]`` of what is not as it was."""
        # whoever reads the change reads its agreement's terms
        before = self.terms_before or self.sudo()._read_before()
        after = _read_terms(self)
        if self.payment_day and "payment_day" in before:
            after["payment_day"] = self.payment_day
        labels = {
            name: self._fields[name]._description_string(self.env) for name in after
        }
        return [
            {
                "term": name,
                "name": labels[name],
                "before": self._tell(name, before.get(name)),
                "after": self._tell(name, after[name]),
            }
            for name in after
            if before.get(name) != after[name]
        ]

    def _tell(self, name, value):
        if value in (None, False, ""):
            return "–"
        if self._fields[name].type == "date":
            return format_date(self.env, value)
        if self._fields[name].type == "integer":
            return str(value)
        return formatLang(self.env, float(value))

    def _read_terms(self):
        return _read_terms(self.agreement_id)

    def _read_before(self):
        """Return the terms as they are, with the day of payment if a change moves it."""
        loan = self.agreement_id
        day = {"payment_day": loan._find_payment_day()} if loan._is_laid_anew() else {}
        return {**self._read_terms(), **day}

    def _get_payment_day(self):
        """Return the day by which this change lays its schedule, or None.

        None (nothing tells the day): that on which it comes into force.
        """
        laid = self.payment_day_laid or self.payment_day
        return laid or self.agreement_id._find_payment_day()


def _read_terms(row):
    """Return the terms of an agreement, or of a change of it, as they are compared."""
    return {
        "amount": f"{row.amount:.2f}",
        "rate": f"{row.rate:.4f}",
        "date_end": fields.Date.to_string(row.date_end) or None,
    }
