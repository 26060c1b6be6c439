# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class BankHandoverLine(models.Model):
    """One client of a handover: to whom he goes, and what became of it."""

    _name = "bank.handover.line"
    _description = "Client of a Handover"
    _order = "balance desc, id"
    _rec_name = "partner_id"
    _access_logged = True
    _access_log_client = "partner_id"

    handover_id = fields.Many2one(
        comodel_name="bank.handover", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    branch_id = fields.Many2one(related="partner_id.branch_id", related_sudo=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="New Manager",
        ondelete="restrict",
        domain=lambda self: self.env["bank.handover"]._get_manager_domain(),
    )
    currency_id = fields.Many2one(related="handover_id.currency_id")
    balance = fields.Monetary(
        readonly=True, help="Of agreements in force and of open accounts."
    )
    state = fields.Selection(
        selection=[
            ("waiting", "To Move"),
            ("moved", "Moved"),
            ("problem", "Not Moved"),
        ],
        default="waiting",
        required=True,
        readonly=True,
    )
    problem = fields.Char(readonly=True)

    _handover_idx = models.Index("(handover_id, state, id)")
    _client_uniq = models.UniqueIndex("(handover_id, partner_id)")

    def write(self, vals):
        """By hand only the new manager is chosen, and only before it begins."""
        if not self.env.su:
            if vals.keys() - {"user_id"}:
                raise AccessError(self.env._("Only the new manager is chosen here."))
            if any(document.state != "draft" for document in self.handover_id):
                raise UserError(
                    self.env._("It is under way: nothing is changed any more.")
                )
        return super().write(vals)
