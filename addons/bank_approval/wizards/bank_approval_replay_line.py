# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApprovalReplayLine(models.TransientModel):
    """How often one employee would have been asked."""

    _name = "bank.approval.replay.line"
    _description = "Employee in a Trial of a Draft"

    replay_id = fields.Many2one(
        comodel_name="bank.approval.replay",
        required=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Employee", readonly=True
    )
    count_before = fields.Integer(string="Asked Now", readonly=True)
    count_after = fields.Integer(string="With the Draft", readonly=True)
    change = fields.Integer(compute="_compute_change")

    @api.depends("count_before", "count_after")
    def _compute_change(self):
        for line in self:
            line.change = line.count_after - line.count_before
