# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class BankAgreementPayment(models.Model):
    """A line of the schedule of an agreement, or a payment that was made."""

    _name = "bank.agreement.payment"
    _description = "Payment of an Agreement"
    _inherit = ["bank.feed.mixin"]
    _order = "date, kind desc, id"
    _rec_name = "date"
    _access_logged = True

    agreement_id = fields.Many2one(
        comodel_name="bank.agreement", required=True, ondelete="cascade"
    )
    date = fields.Date(required=True)
    kind = fields.Selection(
        selection=[("schedule", "Schedule"), ("fact", "Fact")],
        required=True,
        default="schedule",
    )
    state = fields.Selection(
        selection=[("due", "Due"), ("paid", "Paid"), ("overdue", "Overdue")],
        required=True,
        default="due",
    )
    currency_id = fields.Many2one(related="agreement_id.currency_id")
    amount = fields.Monetary(help="All of it: principal, interest and fee.")
    principal = fields.Monetary()
    interest = fields.Monetary()
    fee = fields.Monetary()
    source_key = fields.Char(
        string="Key in the Source System", readonly=True, copy=False
    )

    _agreement_idx = models.Index("(agreement_id, kind, date)")
    _source_key_uniq = models.UniqueIndex("(source_key) WHERE source_key IS NOT NULL")

    @api.model
    def _get_access_log_client(self, alias):
        return SQL(
            "(SELECT a.partner_id FROM bank_agreement a WHERE a.id = %s)",
            SQL.identifier(alias, "agreement_id"),
        )

    @api.model
    def _read_next(self, agreements):
        """Return ``{agreement_id: (date, amount)}`` of what is to be paid next."""
        self.flush_model(["agreement_id", "kind", "state", "date", "amount"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (agreement_id) agreement_id, date, amount
                  FROM bank_agreement_payment
                 WHERE agreement_id = ANY(%s) AND kind = 'schedule' AND state <> 'paid'
                 ORDER BY agreement_id, date
                """,
                agreements.ids,
            )
        )
        return {
            agreement_id: (date, float(amount or 0))
            for agreement_id, date, amount in rows
        }

    def _get_feed_columns(self):
        return {
            "agreement_id": "required agreement",
            "date": "required date",
            "kind": "required choice",
            "state": "required choice",
            "amount": "number",
            "principal": "number",
            "interest": "number",
            "fee": "number",
        }
