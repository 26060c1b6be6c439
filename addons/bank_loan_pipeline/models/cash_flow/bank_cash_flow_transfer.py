# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankCashFlowTransfer(models.Model):
    """What one party pays to another of the same group in a year: it must not count as
    money of both.
    """

    _name = "bank.cash.flow.transfer"
    _description = "Payment within the Group"
    _order = "application_id, id"
    _access_logged = True
    _access_log_client = "partner_id"

    application_id = fields.Many2one(
        comodel_name="bank.application", required=True, index=True, ondelete="cascade"
    )
    payer_id = fields.Many2one(
        comodel_name="bank.application.party",
        string="Who Pays",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('application_id', '=', application_id)]",
    )
    receiver_id = fields.Many2one(
        comodel_name="bank.application.party",
        string="Who Receives",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('application_id', '=', application_id)]",
    )
    partner_id = fields.Many2one(
        related="payer_id.partner_id", related_sudo=True, store=True, index=True
    )
    nature = fields.Selection(
        selection=[
            ("profit", "Dividends: Paid out of Profit"),
            ("cost", "Salary, Rent: a Cost of Who Pays"),
            ("debt", "Interest: Debt Service of Who Pays"),
        ],
        required=True,
        default="profit",
        help="Dividends are taken off who receives them. A cost is given back to who "
        "pays, as well. Interest is taken off the debt service of who pays.",
    )
    currency_id = fields.Many2one(
        related="application_id.income_currency_id", related_sudo=True
    )
    amount = fields.Monetary(string="A Year", required=True)
    reason = fields.Char(string="How the Bank Knows", required=True)

    _check_amount = models.Constraint(
        "CHECK (amount > 0)", "What is paid within the group is above zero."
    )
    _check_sides = models.Constraint(
        "CHECK (payer_id <> receiver_id)", "Nobody pays to himself."
    )

    @api.constrains("application_id", "payer_id", "receiver_id")
    def _check_parties(self):
        for transfer in self.sudo():
            parties = transfer.payer_id | transfer.receiver_id
            if parties.application_id != transfer.application_id:
                raise UserError(self.env._("Choose parties of this application."))
            if not parties <= transfer.application_id._get_cash_flow_parties():
                raise UserError(
                    self.env._(
                        "Only parties whose cash flow counts pay within the group: "
                        "those who answer for the debt, and owners."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        transfers = super().create(vals_list)
        transfers._check_changeable()
        return transfers

    def write(self, vals):
        self._check_changeable()
        result = super().write(vals)
        self._check_changeable()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self._check_changeable()

    def _check_changeable(self):
        if not self.env.su:
            self.application_id._check_cash_flow_open()
