# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankActionItemAdd(models.TransientModel):
    """One more task for a plan that lets people add some."""

    _name = "bank.action.item.add"
    _description = "Addition to a Plan"

    plan_id = fields.Many2one(
        comodel_name="bank.action.plan", required=True, ondelete="cascade"
    )
    name = fields.Char(string="What", required=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    date_due = fields.Date(
        string="Due Date",
        required=True,
        default=lambda self: fields.Date.context_today(self),
    )

    def action_add(self):
        self.ensure_one()
        self.plan_id._add_item(self.name, self.user_id, self.date_due)
        return {"type": "ir.actions.act_window_close"}
