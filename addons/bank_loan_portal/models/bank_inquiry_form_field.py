# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

# what an agent may be asked for, and how it is read
KINDS = {
    "amount": "money",
    "term_months": "months",
    "birth_date": "day",
    "inn": "text",
    "email": "text",
    "city": "text",
    "purpose": "text",
    "income_month": "money",
    "debt_month": "money",
    "note": "lines",
}
FIELDS = [
    ("amount", "Amount"),
    ("term_months", "Term, Months"),
    ("birth_date", "Birth Date"),
    ("inn", "INN"),
    ("email", "E-mail"),
    ("city", "City"),
    ("purpose", "Purpose"),
    ("income_month", "Income a Month"),
    ("debt_month", "Payments on Other Loans"),
    ("note", "Note"),
]


class BankInquiryFormField(models.Model):
    """A field of the form for agents; name and phone of the client are always asked."""

    _name = "bank.inquiry.form.field"
    _description = "Field of a Form for Agents"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"
    _rec_name = "code"

    form_id = fields.Many2one(
        comodel_name="bank.inquiry.form",
        string="Page",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    code = fields.Selection(
        selection=FIELDS, string="Asked For", required=True, default="amount"
    )
    is_required = fields.Boolean(string="Required", default=True)
    hint = fields.Char(translate=True, help="Stands below the field.")

    _code_uniq = models.UniqueIndex(
        "(form_id, code)", "A form asks for each thing once."
    )

    @api.model
    def _get_default_values(self):
        """What a new form for agents asks for."""
        needed = ("amount", "term_months", "birth_date", "purpose", "income_month")
        return [
            {"code": code, "sequence": 10 * place, "is_required": code in needed}
            for place, code in enumerate((*needed, "debt_month", "email", "note"), 1)
        ]

    def _get_label(self):
        labels = dict(self._fields["code"]._description_selection(self.env))
        return labels[self.code]
