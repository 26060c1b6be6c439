# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankStandingOrder(models.Model):
    """What the bank pays from an account again and again without being asked."""

    _name = "bank.standing.order"
    _description = "Standing Order"
    _inherit = ["bank.feed.mixin"]
    _order = "amount desc, id"
    _rec_name = "purpose"
    _access_logged = True
    _access_log_client = "partner_id"

    account_id = fields.Many2one(
        comodel_name="bank.account", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        related="account_id.partner_id",
        store=True,
        index=True,
        related_sudo=True,
    )
    currency_id = fields.Many2one(related="account_id.currency_id")
    amount = fields.Monetary(required=True)
    purpose = fields.Char(help="What is paid for: rent, insurance, loan.")
    day = fields.Integer(string="Day of the Month", help="0: not known.")
    counterparty_name = fields.Char(string="Counterparty")
    counterparty_bank = fields.Char()
    counterparty_account = fields.Char()
    date_start = fields.Date(string="Since")
    date_end = fields.Date(string="Until")
    state = fields.Selection(
        selection=[("active", "Active"), ("closed", "Closed")],
        required=True,
        default="active",
    )
    source_key = fields.Char(
        string="Key in the Source System", readonly=True, copy=False
    )

    _source_key_uniq = models.UniqueIndex("(source_key) WHERE source_key IS NOT NULL")

    def _get_feed_columns(self):
        return {
            "account_id": "required account",
            "amount": "required number",
            "purpose": "text",
            "day": "integer",
            "counterparty_name": "text",
            "counterparty_bank": "text",
            "counterparty_account": "text",
            "date_start": "date",
            "date_end": "date",
            "state": "required choice",
        }

    def _get_feed_sql(self):
        return {
            "partner_id": "(SELECT partner_id FROM bank_account WHERE id = s.account_id)",
        }
