# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankInquiryReply(models.Model):
    """What was answered to one of the questions; written by the dialog alone."""

    _name = "bank.inquiry.reply"
    _description = "Reply to a Question"
    _order = "id"

    inquiry_id = fields.Many2one(
        comodel_name="bank.inquiry", required=True, index=True, ondelete="cascade"
    )
    branch_id = fields.Many2one(related="inquiry_id.branch_id", store=True, index=True)
    question_id = fields.Many2one(
        comodel_name="bank.inquiry.question",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    option_id = fields.Many2one(
        comodel_name="bank.inquiry.option",
        string="Answer",
        required=True,
        readonly=True,
        ondelete="restrict",
    )

    _reply_uniq = models.UniqueIndex(
        "(inquiry_id, question_id)", "A question is answered once."
    )
