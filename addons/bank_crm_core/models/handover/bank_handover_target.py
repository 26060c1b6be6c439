# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankHandoverTarget(models.Model):
    """A manager who takes clients over, and what he would get."""

    _name = "bank.handover.target"
    _description = "New Manager of a Handover"
    _inherit = ["bank.draft.part.mixin"]
    _order = "id"
    _draft_field = "handover_id"

    handover_id = fields.Many2one(
        comodel_name="bank.handover", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Manager",
        required=True,
        ondelete="restrict",
        domain=lambda self: self.env["bank.handover"]._get_manager_domain(),
    )
    weight = fields.Integer(string="Share", default=1)
    branch_id = fields.Many2one(
        comodel_name="bank.branch", string="Of the Branch", ondelete="restrict"
    )
    client_kind = fields.Selection(
        selection=[
            ("person", "Person"),
            ("entrepreneur", "Sole Proprietor"),
            ("company", "Legal Entity"),
        ],
        string="Of the Kind",
    )
    segment_id = fields.Many2one(
        comodel_name="bank.segment", string="Of the Segment", ondelete="restrict"
    )
    currency_id = fields.Many2one(related="handover_id.currency_id")
    client_count = fields.Integer(string="Gets Clients", compute="_compute_gets")
    balance = fields.Monetary(string="Gets Balances", compute="_compute_gets")

    _check_weight = models.Constraint(
        "CHECK (weight >= 0)", "A share is not negative; 0 means nobody."
    )

    @api.depends("handover_id.line_ids.user_id")
    def _compute_gets(self):
        rows = self.env["bank.handover.line"]._read_group(
            [("handover_id", "in", self.handover_id.ids)],
            ["handover_id", "user_id"],
            ["__count", "balance:sum"],
        )
        gets = {row[:2]: row[2:] for row in rows}
        for target in self:
            key = (target.handover_id._origin, target.user_id)
            target.client_count, target.balance = gets.get(key, (0, 0))
