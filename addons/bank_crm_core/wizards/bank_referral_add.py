# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class BankReferralAdd(models.TransientModel):
    """What somebody is interested in, passed on in two clicks from his card."""

    _name = "bank.referral.add"
    _description = "Passing a Referral On"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        domain=[("client_kind", "!=", False)],
        ondelete="cascade",
    )
    name = fields.Char(help="Of somebody who is no client yet.")
    phone = fields.Char()
    category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Interested In",
        required=True,
        ondelete="cascade",
    )
    note = fields.Text(string="What He Said")
    referrer_partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Recommended by",
        domain=[("client_kind", "!=", False)],
        ondelete="cascade",
        help="A client or partner who recommends him: the credit is his.",
    )

    def action_refer(self):
        self.ensure_one()
        clients = self.partner_id | self.referrer_partner_id
        if self.partner_id and self.partner_id == self.referrer_partner_id:
            raise UserError(self.env._("Nobody recommends himself."))
        if not self.partner_id and not (self.name and self.phone):
            raise UserError(
                self.env._("Say who is interested: a client, or a name and a phone.")
            )
        # what was lent by a task is not passed on
        clients.check_access("read")
        clients._check_own_access()
        self.env["bank.referral"]._refer(
            [
                {
                    "partner_id": self.partner_id.id,
                    "prospect_name": not self.partner_id and self.name,
                    "prospect_phone": not self.partner_id and self.phone,
                    "category_id": self.category_id.id,
                    "note": self.note,
                    "referrer_partner_id": self.referrer_partner_id.id,
                }
            ]
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Passed on. You will be told what becomes of it."
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
