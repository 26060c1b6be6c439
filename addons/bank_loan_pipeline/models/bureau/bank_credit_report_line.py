# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCreditReportLine(models.Model):
    """A loan, card or guarantee of a client at any bank, as the bureau tells it."""

    _name = "bank.credit.report.line"
    _description = "Obligation in a Credit Report"
    _order = "is_closed, overdue desc, balance desc, id"
    _rec_name = "kind"
    _access_logged = True
    _access_log_client = "partner_id"

    report_id = fields.Many2one(
        comodel_name="bank.credit.report",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        related="report_id.partner_id", store=True, related_sudo=True, index=True
    )
    branch_id = fields.Many2one(
        related="report_id.branch_id", store=True, related_sudo=True, index=True
    )
    kind = fields.Selection(
        selection=[
            ("loan", "Loan"),
            ("mortgage", "Mortgage"),
            ("card", "Credit Card"),
            ("guarantee", "Guarantee"),
            ("other", "Other"),
        ],
        required=True,
        readonly=True,
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency", readonly=True, ondelete="restrict"
    )
    date_opened = fields.Date(string="Opened", readonly=True)
    date_end = fields.Date(string="Ends", readonly=True)
    amount = fields.Monetary(readonly=True)
    balance = fields.Monetary(string="Owed", readonly=True)
    overdue = fields.Monetary(readonly=True)
    payment = fields.Monetary(string="Payment a Month", readonly=True)
    is_payment_known = fields.Boolean(string="Payment Known", readonly=True)
    worst_days = fields.Integer(
        string="Longest Delay, Days", readonly=True, aggregator="max"
    )
    is_closed = fields.Boolean(string="Closed", readonly=True)
