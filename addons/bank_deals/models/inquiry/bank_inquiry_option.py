# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

REASONS = [
    ("not_interested", "Not interested any more"),
    ("not_reached", "Could not be reached"),
    ("not_eligible", "The bank cannot offer it to him"),
    ("has_it", "Has it already"),
    ("wrong", "A mistake"),
]


class BankInquiryOption(models.Model):
    """One of the answers to a question."""

    _name = "bank.inquiry.option"
    _description = "Answer of Who Inquires"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(string="Answer", required=True, translate=True)
    sequence = fields.Integer(default=10)
    question_id = fields.Many2one(
        comodel_name="bank.inquiry.question",
        required=True,
        index=True,
        ondelete="cascade",
    )
    decline_reason = fields.Selection(
        selection=REASONS,
        string="Speaks Against a Deal",
        help="With this answer the dialog proposes to decline, for this reason.",
    )
