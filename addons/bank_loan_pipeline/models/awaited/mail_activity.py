# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError


class MailActivity(models.Model):
    """A task that tells that a paper is awaited; it ends with the paper."""

    _inherit = "mail.activity"

    paper_id = fields.Many2one(
        comodel_name="bank.document",
        string="Awaited Paper",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # set, not only left out: the context is the caller's input
            vals_list = [{**vals, "paper_id": False} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if "paper_id" in vals and not self.env.su:
            raise AccessError(self.env._("A task is not put onto a paper by hand."))
        return super().write(vals)
