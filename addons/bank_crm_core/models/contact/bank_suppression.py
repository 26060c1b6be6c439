# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...tools import contact


class BankSuppression(models.Model):
    """Do not disturb: for a while or for good, all contacts or some of them.

    Set whenever the client asks, or when it would be wrong to write to him (a complaint,
    a bereavement, a lawsuit). It ends by date, or is lifted; the row stays.
    """

    _name = "bank.suppression"
    _description = "Do Not Disturb"
    _order = "id desc"
    _rec_name = "reason"
    _access_logged = True
    _access_log_client = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        ondelete="restrict",
        domain=[("client_kind", "!=", False)],
    )
    channel_id = fields.Many2one(
        comodel_name="bank.channel", ondelete="restrict", help="Empty: all channels."
    )
    purpose = fields.Selection(
        selection=list(contact.JUDGED), help="Empty: marketing and service."
    )
    product_category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Topic",
        ondelete="restrict",
        help="Empty: all products.",
    )
    reason = fields.Char(required=True)
    date_start = fields.Date(
        string="From", required=True, default=lambda self: fields.Date.today()
    )
    date_end = fields.Date(string="Until", help="Empty: until it is lifted.")
    date_lifted = fields.Datetime(string="Lifted On", readonly=True, copy=False)
    lifted_by_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )

    can_lift = fields.Boolean(compute="_compute_can_lift")

    _partner_idx = models.Index("(partner_id, date_lifted)")
    _check_dates = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "It ends after it begins.",
    )

    @api.model
    def _get_open_domain(self, today=None):
        """Domain of the rows that hold on a day."""
        today = today or fields.Date.today()
        return (
            Domain("date_lifted", "=", False)
            & Domain("date_start", "<=", today)
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", today))
        )

    @api.model_create_multi
    def create(self, vals_list):
        # set, not only defaulted: the context is the caller's input
        rows = super().create(
            [
                {**vals, "date_lifted": False, "lifted_by_id": False}
                for vals in vals_list
            ]
        )
        if not self.env.su:
            rows.partner_id._check_own_access()
        return rows

    def write(self, vals):
        if not self.env.su:
            raise AccessError(
                self.env._("It is not changed: lift it and enter a new one.")
            )
        return super().write(vals)

    @api.depends_context("uid")
    @api.depends("date_lifted", "partner_id.manager_id", "partner_id.branch_id")
    def _compute_can_lift(self):
        user = self.env.user
        heads = user.sudo().head_branch_ids
        for row in self:
            client_sudo = row.sudo().partner_id
            may = client_sudo.manager_id == user or client_sudo.branch_id in heads
            row.can_lift = may and not row.date_lifted

    def action_lift(self):
        """End it before its time; who may is asked of the rows themselves."""
        self.check_access("read")
        in_force = self.filtered(lambda row: not row.date_lifted)
        if not all(in_force.mapped("can_lift")):
            raise AccessError(
                self.env._("The client's manager or the head of the branch lifts it.")
            )
        # checked above; nobody has a right to write rows
        in_force.sudo().write(
            {"date_lifted": fields.Datetime.now(), "lifted_by_id": self.env.uid}
        )
        return True
