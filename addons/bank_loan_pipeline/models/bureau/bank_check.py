# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCheck(models.Model):
    """A gate that asks for a credit report that is not too old."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("credit_report", "Credit history")],
        ondelete={"credit_report": "cascade"},
    )
    report_days = fields.Integer(string="Report Not Older Than, Days", default=30)

    def _find_failures_credit_report(self, documents):
        limit = fields.Date.subtract(
            fields.Date.context_today(self), days=self.report_days
        )
        failures = {}
        for application in documents:
            report = application.credit_report_id
            if not report:
                failures[application.id] = self.env._(
                    "The credit history was not asked for yet"
                )
            elif report.date_report < limit:
                failures[application.id] = self.env._(
                    "The credit report is older than %(days)s days",
                    days=self.report_days,
                )
        return failures
