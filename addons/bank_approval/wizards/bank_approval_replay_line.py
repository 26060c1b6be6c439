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
    hours_before = fields.Float(
        string="Hours Now",
        readonly=True,
        digits=(9, 1),
        help="Working hours of so many matters, by how long one took him in the past "
        "once he was free for it; of who has never answered, by the usual time.",
    )
    hours_after = fields.Float(string="Hours, Draft", readonly=True, digits=(9, 1))
    change = fields.Integer(compute="_compute_change")

    @api.depends("count_before", "count_after")
    def _compute_change(self):
        for line in self:
            line.change = line.count_after - line.count_before
