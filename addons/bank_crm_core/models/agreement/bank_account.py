# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankAccount(models.Model):
    """An account of a client; who may operate it are the parties of its agreement."""

    _name = "bank.account"
    _description = "Account"
    _inherit = ["bank.feed.mixin"]
    _order = "date_opened desc, id desc"
    _rec_name = "number"
    _access_logged = True
    _access_log_client = "partner_id"

    number = fields.Char(string="Account No.", required=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Owner",
        required=True,
        index=True,
        ondelete="restrict",
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True
    )
    agreement_id = fields.Many2one(
        comodel_name="bank.agreement", index="btree_not_null", ondelete="restrict"
    )
    currency_id = fields.Many2one(comodel_name="res.currency", required=True)
    balance = fields.Monetary()
    date_balance = fields.Datetime(string="Balance As Of")
    date_opened = fields.Date(string="Opened On")
    date_closed = fields.Date(string="Closed On")
    state = fields.Selection(
        selection=[("open", "Open"), ("blocked", "Blocked"), ("closed", "Closed")],
        required=True,
        default="open",
    )
    source_key = fields.Char(
        string="Key in the Source System", readonly=True, copy=False
    )
    operation_ids = fields.One2many(
        comodel_name="bank.operation", inverse_name="account_id", string="Operations"
    )
    order_ids = fields.One2many(
        comodel_name="bank.standing.order",
        inverse_name="account_id",
        string="Standing Orders",
    )

    _source_key_uniq = models.UniqueIndex("(source_key) WHERE source_key IS NOT NULL")
    _number_idx = models.Index("(number varchar_pattern_ops)")
    # the list in its order behind the wall: of one branch, of the whole bank
    _branch_idx = models.Index("(branch_id, date_opened DESC, id DESC)")
    _date_idx = models.Index("(date_opened DESC, id DESC)")

    def _get_feed_columns(self):
        return {
            "number": "required text",
            "partner_id": "required client",
            "agreement_id": "agreement",
            "currency_id": "required currency",
            "balance": "number",
            "date_balance": "datetime",
            "date_opened": "date",
            "date_closed": "date",
            "state": "required choice",
        }

    def _get_feed_sql(self):
        return {
            "branch_id": "(SELECT branch_id FROM res_partner WHERE id = s.partner_id)",
        }
