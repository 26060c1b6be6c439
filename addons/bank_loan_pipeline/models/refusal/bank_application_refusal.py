# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError


class BankApplicationRefusal(models.Model):
    """One reason for which one application was refused; nobody writes it by hand."""

    _name = "bank.application.refusal"
    _description = "Reason of a Refused Application"
    _order = "date desc, id desc"
    _rec_name = "reason_id"
    _access_logged = True
    _access_log_client = "partner_id"

    application_id = fields.Many2one(
        comodel_name="bank.application",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    approval_id = fields.Many2one(
        comodel_name="bank.approval",
        string="Decision",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The refusal that it explains: an application may be refused again.",
    )
    reason_id = fields.Many2one(
        comodel_name="bank.refusal.reason",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    is_told = fields.Boolean(related="reason_id.is_told", related_sudo=True)
    date = fields.Date(required=True, readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Entered By",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        related="application_id.partner_id", related_sudo=True, store=True, index=True
    )
    product_id = fields.Many2one(
        related="application_id.product_id", related_sudo=True, store=True
    )
    branch_id = fields.Many2one(
        related="application_id.branch_id", related_sudo=True, store=True, index=True
    )
    manager_id = fields.Many2one(
        related="application_id.user_id",
        string="Client Manager",
        related_sudo=True,
        store=True,
    )
    currency_id = fields.Many2one(
        related="application_id.currency_id", related_sudo=True, store=True
    )
    amount = fields.Monetary(
        related="application_id.amount", related_sudo=True, store=True
    )

    _reason_uniq = models.UniqueIndex("(application_id, approval_id, reason_id)")

    @api.model_create_multi
    def create(self, vals_list):
        self._check_server()
        return super().create(vals_list)

    def write(self, vals):
        self._check_server()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_server(self):
        self._check_server()

    def _check_server(self):
        """Over and above the access list."""
        if not self.env.su:
            raise AccessError(
                self.env._("Reasons are entered on the refused application.")
            )
