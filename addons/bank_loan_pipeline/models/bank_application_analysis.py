# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApplication(models.Model):
    """The first look at an application: figures with lights, as the bank has set up."""

    _inherit = "bank.application"

    analysis_table = fields.Html(
        string="Primary Analysis", compute="_compute_analysis_table", sanitize=False
    )

    @api.depends(
        "product_id",
        "amount",
        "term_months",
        "rate",
        "purpose",
        "income_month",
        "debt_month",
        "partner_id",
    )
    @api.depends_context("lang")
    def _compute_analysis_table(self):
        found = self._origin._analyse()
        for application in self:
            rows = found.get(application._origin.id)
            application.analysis_table = bool(rows) and self.env["ir.qweb"]._render(
                "bank_loan_pipeline.analysis_table", {"rows": rows}
            )

    def _analyse(self):
        """Return ``{id: [{"line", "value", "light", "reason"}]}`` of these applications.

        A formula is reckoned once for all that it is meant for.
        """
        found = {application.id: [] for application in self}
        # who works on an application need not read settings
        kinds = set(self.sudo().mapped("kind"))
        lines_sudo = (
            self.env["bank.analysis.line"].sudo().search([("trade", "in", list(kinds))])
        )
        for line in lines_sudo:
            fitting = self.filtered(lambda row, line=line: line._is_for(row.sudo()))
            if not fitting:
                continue
            outcomes = line.formula_id._evaluate(fitting)
            for application in fitting:
                found[application.id].append(_tell(line, outcomes[application.id]))
        return found


def _tell(line, outcome):
    value = float(outcome.value) if outcome.is_ok else None
    return {
        "line": line,
        "value": value,
        "light": line._get_light(value),
        "hint": line.hint if line._get_light(value) == "red" else False,
    }
