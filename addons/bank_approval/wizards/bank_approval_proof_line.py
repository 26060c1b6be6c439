# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankApprovalProofLine(models.TransientModel):
    """One way, or what could not be proved."""

    _name = "bank.approval.proof.line"
    _description = "Way around Separated Duties"

    proof_id = fields.Many2one(
        comodel_name="bank.approval.proof",
        required=True,
        index=True,
        ondelete="cascade",
    )
    kind = fields.Selection(
        selection=[
            ("breach", "Begins and decides"),
            ("happened", "Happened"),
            ("granted", "After giving himself a role"),
            ("unproven", "Cannot be proved"),
        ],
        string="What",
        readonly=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Employee", readonly=True
    )
    route_id = fields.Many2one(comodel_name="bank.approval.route", readonly=True)
    text = fields.Text(string="Way", readonly=True)
