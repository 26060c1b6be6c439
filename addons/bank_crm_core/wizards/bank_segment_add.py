# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class BankSegmentAdd(models.TransientModel):
    """Selected clients go into a fixed list, an old one or a new one."""

    _name = "bank.segment.add"
    _description = "Addition to a List"

    partner_ids = fields.Many2many(
        comodel_name="res.partner", string="Clients", required=True
    )
    segment_id = fields.Many2one(
        comodel_name="bank.segment",
        string="List",
        ondelete="cascade",
        domain="[('kind', '=', 'fixed'), ('user_id', '=', uid)]",
    )
    name = fields.Char(string="New List")

    def action_add(self):
        self.ensure_one()
        segment = self.segment_id
        if not segment:
            if not self.name:
                raise UserError(
                    self.env._("Choose a list or enter the name of a new one.")
                )
            segment = segment.create({"name": self.name, "kind": "fixed"})
        segment._add_clients(self.partner_ids)
        return {"type": "ir.actions.act_window_close"}
