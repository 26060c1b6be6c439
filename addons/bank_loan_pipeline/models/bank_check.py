# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_amount, formatLang

from odoo.addons.bank_base.tools.clock import add_months

KINDS = ("loan_limits", "loan_age", "loan_burden", "precedents")
# all that judge applications
ALL_KINDS = (*KINDS, "score", "credit_report", "analysis", "validation")


class BankCheck(models.Model):
    """Minimum requirements of an application, answered before anybody works on it."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[
            ("loan_limits", "Amount and term within the product's limits"),
            ("loan_age", "Age of the client"),
            ("loan_burden", "Debt burden"),
            ("precedents", "Conditions before the issue met"),
        ],
        ondelete=dict.fromkeys(KINDS, "cascade"),
    )
    age_min = fields.Integer(
        string="Age From", default=18, help="Full years on the day of the application."
    )
    age_max = fields.Integer(
        string="Age Up To", default=70, help="Full years at the end of the term."
    )
    burden_max = fields.Float(
        string="Burden Up To, %",
        default=50,
        help="Of the income a month, that all payments on loans may take.",
    )

    @api.constrains("kind", "model_id")
    def _check_application_document(self):
        for check in self.filtered(lambda check: check.kind in ALL_KINDS):
            if check.model != "bank.application":
                raise ValidationError(
                    self.env._(
                        "“%(check)s” judges applications: choose “Application” as its "
                        "document.",
                        check=check.name,
                    )
                )

    def _find_failures_loan_limits(self, documents):
        return self._find_each(documents, self._get_limits_failure)

    def _find_failures_loan_age(self, documents):
        return self._find_each(documents, self._get_age_failure)

    def _find_failures_loan_burden(self, documents):
        return self._find_each(documents, self._get_burden_failure)

    def _find_each(self, documents, find):
        found = {document.id: find(document) for document in documents}
        return {document_id: reason for document_id, reason in found.items() if reason}

    def _get_limits_failure(self, application):
        product = application.product_id
        if application.figures_problem:
            return application.figures_problem
        for value, low, high, show in (
            (
                application.amount,
                product.amount_min,
                product.amount_max,
                lambda x: format_amount(self.env, x, product.currency_id),
            ),
            (application.term_months, product.term_min, product.term_max, str),
        ):
            if value < low:
                return self.env._(
                    "“%(product)s” begins at %(limit)s, asked for: %(value)s",
                    product=product.name,
                    limit=show(low),
                    value=show(value),
                )
            if high and value > high:
                return self.env._(
                    "“%(product)s” ends at %(limit)s, asked for: %(value)s",
                    product=product.name,
                    limit=show(high),
                    value=show(value),
                )
        return False

    def _get_age_failure(self, application):
        client = application.partner_id
        if client.client_kind == "company":
            return False
        if not client.birth_date:
            return self.env._("The birth date of the client is not known")
        today = fields.Date.context_today(self)
        begin = application.date_start or today
        end = add_months(begin, application.term_months)
        if _count_years(client.birth_date, begin) < self.age_min:
            return self.env._(
                "The client is younger than %(years)s years", years=self.age_min
            )
        age = _count_years(client.birth_date, end)
        if age > self.age_max:
            return self.env._(
                "At the end of the term the client is %(age)s years old, up to "
                "%(years)s are allowed",
                age=age,
                years=self.age_max,
            )
        return False

    def _get_burden_failure(self, application):
        if application.partner_id.client_kind != "person":
            return False
        if not application.income_month:
            return self.env._("The income of the client is not known")
        if application.burden > self.burden_max:
            return self.env._(
                "Payments on loans take %(burden)s %% of the income, up to "
                "%(limit)s %% are allowed",
                burden=formatLang(self.env, application.burden, digits=1),
                limit=formatLang(self.env, self.burden_max, digits=1),
            )
        return False

    def _find_failures_precedents(self, documents):
        """What the decision asks for before the issue is met and accepted."""
        open_ones = self.env["bank.approval.condition"].search(
            [
                ("approval_id", "in", documents.approval_id.ids),
                ("kind", "=", "precedent"),
                ("state", "=", "open"),
            ]
        )
        names = open_ones.grouped("approval_id")
        return {
            document.id: self.env._(
                "Not met yet: %(conditions)s",
                conditions=", ".join(names[document.approval_id].mapped("name")),
            )
            for document in documents
            if document.approval_id in names
        }


def _count_years(born, day):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
