# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ENTERED = {"is_corrected", "amount_corrected", "reason"}


class BankCashFlowLine(models.Model):
    """What one party has or pays in a year by the bank's data, and what the analyst puts
    in its place, with his reason. What was found stays beside it.
    """

    _name = "bank.cash.flow.line"
    _description = "Row of the Cash Flow"
    _order = "application_id, sequence, id"
    _access_logged = True
    _access_log_client = "partner_id"
    _server_fields = (
        "application_id",
        "party_id",
        "item_id",
        "sequence",
        "amount_found",
        "is_found",
        "missing",
        "user_id",
        "date_corrected",
    )

    application_id = fields.Many2one(
        comodel_name="bank.application",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    party_id = fields.Many2one(
        comodel_name="bank.application.party",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        related="party_id.partner_id", related_sudo=True, store=True, index=True
    )
    item_id = fields.Many2one(
        comodel_name="bank.cash.flow.item",
        string="Row",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    side = fields.Selection(related="item_id.side", related_sudo=True, store=True)
    sequence = fields.Integer(readonly=True)
    currency_id = fields.Many2one(
        related="application_id.income_currency_id", related_sudo=True
    )
    amount_found = fields.Monetary(
        string="By the Data", readonly=True, help="A year, when it was last reckoned."
    )
    is_found = fields.Boolean(readonly=True)
    missing = fields.Char(string="Why There Is None", readonly=True)
    is_corrected = fields.Boolean(string="Corrected")
    amount_corrected = fields.Monetary(string="In Its Place")
    reason = fields.Char(string="Reason of the Analyst")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Corrected By",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_corrected = fields.Datetime(string="Corrected On", readonly=True)
    amount = fields.Monetary(string="Counts", compute="_compute_amount", store=True)

    _row_uniq = models.UniqueIndex("(party_id, item_id)")
    _check_reason = models.Constraint(
        "CHECK (NOT is_corrected OR length(trim(COALESCE(reason, ''))) > 3)",
        "A correction needs the reason of the analyst.",
    )

    @api.depends("amount_found", "is_corrected", "amount_corrected")
    def _compute_amount(self):
        for line in self:
            is_own = line.is_corrected
            line.amount = line.amount_corrected if is_own else line.amount_found

    def _is_known(self):
        self.ensure_one()
        return self.is_found or self.is_corrected

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(
                self.env._("Rows of the cash flow are reckoned, not entered.")
            )
        return super().create(vals_list)

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        self.application_id._check_cash_flow_open()
        before = {line.id: line.amount for line in self}
        result = super().write(vals)
        if ENTERED & vals.keys():
            self._note_correction(before)
        return result

    def _note_correction(self, before):
        """Write down who corrected what and why, where the others read it."""
        self.flush_recordset()
        for line in self:
            line.sudo().write(
                {
                    "user_id": self.env.uid if line.is_corrected else False,
                    "date_corrected": line.is_corrected and fields.Datetime.now(),
                }
            )
            # who corrects need not be able to write on the application
            line.sudo().application_id.message_post(
                author_id=self.env.user.partner_id.id,
                body=self.env._(
                    "Cash flow, %(client)s, %(row)s: %(before)s → %(after)s. %(reason)s",
                    client=line.sudo().partner_id.name,
                    row=line.item_id.name,
                    before=before[line.id],
                    after=line.amount,
                    reason=line.reason or "",
                ),
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_reckoned(self):
        if not self.env.su:
            raise UserError(
                self.env._("A row is corrected with a reason, it is not deleted.")
            )
