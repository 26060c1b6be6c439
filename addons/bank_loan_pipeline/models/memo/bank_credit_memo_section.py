# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankCreditMemoSection(models.Model):
    """A section of credit memos: what the bank's data tell, what the analyst writes."""

    _name = "bank.credit.memo.section"
    _description = "Section of a Credit Memo"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    source = fields.Selection(
        selection="_selection_source",
        string="Data",
        help="What the bank knows stands in the section by itself.",
    )
    has_text = fields.Boolean(
        string="The Analyst Writes", help="Beside the data, or alone."
    )
    hint = fields.Char(
        translate=True, help="What the analyst is to say, in a sentence."
    )
    client_kind = fields.Selection(
        selection="_selection_client_kind",
        string="Only for",
        help="Empty: all kinds of clients.",
    )

    @api.model
    def _selection_source(self):
        return self.env["bank.application"]._get_memo_sources()

    @api.model
    def _selection_client_kind(self):
        field = self.env["res.partner"]._fields["client_kind"]
        return field._description_selection(self.env)

    @api.constrains("source", "has_text")
    def _check_content(self):
        for section in self:
            if not section.source and not section.has_text:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” has neither data nor words: choose one of them.",
                        name=section.name,
                    )
                )
