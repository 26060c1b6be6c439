# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankDealSecrecy(models.TransientModel):
    """How confidential a deal is, to whom it is open, and why."""

    _name = "bank.deal.secrecy"
    _description = "Confidentiality"

    deal_id = fields.Many2one(
        comodel_name="crm.lead", required=True, readonly=True, ondelete="cascade"
    )
    level = fields.Selection(
        selection=[
            ("open", "Open to the Branch"),
            ("team", "Team Only"),
            ("named", "Named Persons Only"),
        ],
        string="Who Sees the Deal",
        required=True,
        default="open",
    )
    user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_deal_secrecy_user_rel",
        string="Named Persons",
        domain=[("share", "=", False)],
        help="Beside the manager of the deal.",
    )
    reason = fields.Text()

    def action_apply(self):
        self.ensure_one()
        level = False if self.level == "open" else self.level
        self.deal_id._set_confidentiality(level, self.user_ids, self.reason)
        return {"type": "ir.actions.act_window_close"}
