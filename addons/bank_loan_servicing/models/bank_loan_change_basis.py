# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import format_amount, format_date

from odoo.addons.bank_approval.models.request.bank_approval_mixin import APPROVED

from .bank_loan_change import IN_FORCE

# of these no figure of the day of the decision differs, of those none is greater
SAME = ("version", "amount", "amount_limit", "rate", "date_end")
NO_MORE = ("balance", "arrears")


class BankLoanChange(models.Model):
    """What the loan was when its change was sent: a decision covers no other loan."""

    _inherit = "bank.loan.change"
    _server_fields = ("basis",)

    basis = fields.Json(
        string="The Loan When It Was Sent",
        readonly=True,
        copy=False,
        exportable=False,
    )

    def _on_approval_round(self):
        """What the loan is when it is sent, or sent again."""
        result = super()._on_approval_round()
        # a decision that is kept although less is asked for keeps its loan, too
        for change in self.filtered(lambda row: row.approval_state not in APPROVED):
            change.basis = change._read_basis()
        return result

    def _read_basis(self):
        """Return terms, debt and delinquency of the loan as they are today."""
        loan = self.agreement_id
        missed = loan._read_arrears(fields.Date.context_today(self)).get(loan.id, {})
        return {
            **self._read_terms(),
            "version": loan.version or 1,
            "amount_limit": f"{loan.amount_limit:.2f}",
            "balance": f"{loan.balance:.2f}",
            "arrears": f"{missed.get('amount', 0):.2f}",
            "is_default": self._is_non_performing(),
        }

    def _is_non_performing(self):
        """Return whether a borrower of the loan is non-performing today."""
        return bool(
            self.env["bank.borrower.standing"].search_count(
                [
                    ("partner_id", "in", list(self.agreement_id._get_borrowers())),
                    ("date_end", "=", False),
                ],
                limit=1,
            )
        )

    # What stands in the way when it is put into force

    def _get_done_blocker(self):
        reasons = super()._get_done_blocker()
        for change_sudo in self.sudo().filtered(lambda row: row.id not in reasons):
            if reason := change_sudo._get_loan_blocker():
                reasons[change_sudo.id] = reason
        return reasons

    def _get_loan_blocker(self):
        """Return why this loan is not changed today, or False."""
        if self.agreement_id.state not in IN_FORCE:
            return self.env._("Only what is in force is changed.")
        if self.date_end <= fields.Date.context_today(self):
            return self.env._("The new end lies in the future.")
        now = self._read_basis()
        return self._get_moved_reason(now) or self._get_arrears_reason()

    def _get_moved_reason(self, now):
        """Return how the loan differs from the one that was decided on, or False."""
        # what was sent before the limit was noted had none
        was = {"amount_limit": "0.00", **(self.basis or {})}
        moved = [name for name in SAME if was.get(name) != now[name]]
        moved += [
            name for name in NO_MORE if float(now[name]) > float(was.get(name) or 0)
        ]
        if now["is_default"] and not was.get("is_default"):
            moved.append("is_default")
        if not moved:
            return False
        labels = self._get_basis_labels()
        return self.env._(
            "The loan is not the one that was decided on: %(names)s. Withdraw the "
            "change and prepare another one.",
            names="; ".join(labels[name] for name in moved),
        )

    def _get_basis_labels(self):
        return {
            "version": self.env._("another change is in force"),
            "amount": self.env._("the amount is another one"),
            "amount_limit": self.env._("the limit is another one"),
            "rate": self.env._("the rate is another one"),
            "date_end": self.env._("the end is another one"),
            "balance": self.env._("more is owed"),
            "arrears": self.env._("more is past due"),
            "is_default": self.env._("the borrower has become non-performing"),
        }

    def _get_arrears_reason(self):
        """A new end wipes no debt that is past due: it is paid, or restructured."""
        if self.kind == "restructuring":
            return False
        loan = self.agreement_id
        missed = loan._read_arrears(fields.Date.context_today(self)).get(loan.id)
        if not missed:
            return False
        return self.env._(
            "%(amount)s is past due since %(date)s. It is paid first; what cannot be "
            "paid is restructured, and stays past due.",
            amount=format_amount(self.env, missed["amount"], loan.currency_id),
            date=format_date(self.env, missed["since"]),
        )
