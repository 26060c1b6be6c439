# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankOperation(models.Model):
    """Money that moved on an account: plus is in, minus is out."""

    _name = "bank.operation"
    _description = "Operation"
    _inherit = ["bank.feed.mixin"]
    _order = "date desc, id desc"
    _rec_name = "memo"
    _access_logged = True
    _access_log_client = "partner_id"

    account_id = fields.Many2one(
        comodel_name="bank.account", required=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        related="account_id.partner_id",
        store=True,
        related_sudo=True,
    )
    agreement_id = fields.Many2one(
        comodel_name="bank.agreement", index="btree_not_null", ondelete="restrict"
    )
    date = fields.Datetime(required=True)
    currency_id = fields.Many2one(related="account_id.currency_id")
    amount = fields.Monetary(required=True)
    balance_after = fields.Monetary()
    kind = fields.Selection(
        selection=[
            ("cash_in", "Cash In"),
            ("cash_out", "Cash Out"),
            ("transfer_in", "Transfer In"),
            ("transfer_out", "Transfer Out"),
            ("card", "Card Payment"),
            ("loan", "Loan Payment"),
            ("interest", "Interest"),
            ("penalty", "Penalty Interest"),
            ("fee", "Fee"),
            ("salary", "Salary or Pension"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    channel_id = fields.Many2one(comodel_name="bank.channel", ondelete="restrict")
    counterparty_name = fields.Char(string="Counterparty")
    counterparty_bank = fields.Char()
    counterparty_account = fields.Char()
    memo = fields.Char(string="Purpose")
    source_key = fields.Char(
        string="Key in the Source System", readonly=True, copy=False
    )

    _source_key_uniq = models.UniqueIndex("(source_key) WHERE source_key IS NOT NULL")
    _account_idx = models.Index("(account_id, date DESC, id DESC)")
    _partner_idx = models.Index("(partner_id, date DESC, id DESC)")
    _date_idx = models.Index("(date DESC, id DESC)")

    def _get_feed_columns(self):
        return {
            "account_id": "required account",
            "agreement_id": "agreement",
            "date": "required datetime",
            "amount": "required number",
            "balance_after": "number",
            "kind": "required choice",
            "channel_id": "channel",
            "counterparty_name": "text",
            "counterparty_bank": "text",
            "counterparty_account": "text",
            "memo": "text",
        }

    def _get_feed_sql(self):
        return {
            "partner_id": "(SELECT partner_id FROM bank_account WHERE id = s.account_id)",
        }
