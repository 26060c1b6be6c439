# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankInquiry(models.Model):
    """An inquiry may have come by a letter, and more letters after it."""

    _name = "bank.inquiry"
    _inherit = "bank.inquiry"
    _server_fields = ("mailbox_id",)

    mailbox_id = fields.Many2one(
        comodel_name="bank.inquiry.mailbox",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    letter_ids = fields.One2many(
        comodel_name="bank.inquiry.letter",
        inverse_name="inquiry_id",
        string="Letters",
        readonly=True,
    )

    @api.depends("mailbox_id")
    def _compute_is_origin_known(self):
        return super()._compute_is_origin_known()

    def _came_by_itself(self):
        return super()._came_by_itself() or bool(self.mailbox_id)

    @api.model
    def _get_intake_branch(self, row):
        mailbox = self.env["bank.inquiry.mailbox"].sudo()
        mailbox = mailbox.browse(row.get("mailbox_id") or [])
        return mailbox.branch_id or super()._get_intake_branch(row)
