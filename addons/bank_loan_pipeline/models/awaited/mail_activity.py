# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class MailActivity(models.Model):
    """A task that tells that a paper is awaited; it ends with the paper."""

    _inherit = "mail.activity"
    _server_fields = ("paper_id",)

    paper_id = fields.Many2one(
        comodel_name="bank.document",
        string="Awaited Paper",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
