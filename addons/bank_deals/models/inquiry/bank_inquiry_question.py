# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankInquiryQuestion(models.Model):
    """A question by which it is found out whether an inquiry is worth a deal."""

    _name = "bank.inquiry.question"
    _description = "Question to Who Inquires"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(string="Question", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    hint = fields.Char(translate=True, help="For the employee: how to ask, and why.")
    product_category_ids = fields.Many2many(
        comodel_name="bank.product.category",
        string="Asked About",
        help="Products of these categories and of those below. Empty: all products.",
    )
    option_ids = fields.One2many(
        comodel_name="bank.inquiry.option",
        inverse_name="question_id",
        string="Answers",
        copy=True,
    )

    @api.model
    def _find_for(self, product):
        """Return the questions that are asked about a product, in their order."""
        path = product.sudo().category_id.parent_path or ""
        above = [int(part) for part in path.split("/") if part]
        return self.search(
            [
                "|",
                ("product_category_ids", "=", False),
                ("product_category_ids", "in", above),
            ]
        ).filtered("option_ids")
