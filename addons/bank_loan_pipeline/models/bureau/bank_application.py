# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .bank_consent import CREDIT_HISTORY

# law 218-FZ, article 6, part 9
CONSENT_MONTHS = 6


class BankApplication(models.Model):
    """What a credit bureau says of the client, and his debt burden by it."""

    _inherit = "bank.application"
    _server_fields = ("credit_report_id",)

    credit_report_ids = fields.One2many(
        comodel_name="bank.credit.report",
        inverse_name="application_id",
        string="Credit Reports",
        readonly=True,
        copy=False,
    )
    credit_report_id = fields.Many2one(
        comodel_name="bank.credit.report",
        string="Last Credit Report",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    report_payment = fields.Monetary(
        related="credit_report_id.payment_total",
        string="Payments by the Bureau",
        currency_field="income_currency_id",
    )
    report_line_ids = fields.One2many(related="credit_report_id.line_ids")

    @api.depends("credit_report_id")
    def _compute_figures(self):
        return super()._compute_figures()

    def _get_debt_payments(self):
        """The bureau may know of more loans than the client tells, and the other way."""
        # who reads the application knows what burdens it
        told = self.sudo().credit_report_id.payment_total
        return max(super()._get_debt_payments(), told)

    def _get_gate_triggers(self):
        return (*super()._get_gate_triggers(), "credit_report_id")

    def _check_credit_consent(self):
        """Return the client's consent to the question; refuse where there is none."""
        # a consent is the client's word, whoever may read which
        consents_sudo = self.env["bank.consent"].sudo()
        last = consents_sudo.search(
            [
                ("partner_id", "=", self.sudo().partner_id.id),
                ("purpose", "=", CREDIT_HISTORY),
            ],
            order="date desc, id desc",
            limit=1,
        )
        end = last and (
            last.date_expiry or fields.Date.add(last.date.date(), months=CONSENT_MONTHS)
        )
        if not last or last.state != "given" or end < fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "The client has not consented to the request of his credit "
                    "history, or the consent is over. Take it on his card."
                )
            )
        return last

    def action_ask_bureau(self):
        """Open the dialog in which a bureau is chosen."""
        self.ensure_one()
        self.check_access("read")
        self._check_credit_consent()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Credit History"),
            "res_model": "bank.credit.report.ask",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_application_id": self.id},
        }
