# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

TYPES = {
    "text": "char",
    "long_text": "text",
    "integer": "integer",
    "number": "float",
    "boolean": "boolean",
    "date": "date",
    "choice": "selection",
}


class BankClientFormField(models.Model):
    """One field that a bank has added to its cards; removed, it is archived, so that
    what was entered comes back with it.
    """

    _name = "bank.client.form.field"
    _description = "Own Field of the Card"
    _order = "form_id, sequence, id"

    form_id = fields.Many2one(
        comodel_name="bank.client.form", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="Label", required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        selection=[
            ("text", "Text"),
            ("long_text", "Long Text"),
            ("integer", "Whole Number"),
            ("number", "Number"),
            ("boolean", "Yes or No"),
            ("date", "Date"),
            ("choice", "Choice"),
        ],
        required=True,
        default="text",
    )
    options = fields.Char(
        string="Choices", help="Separated by semicolons; never change their order."
    )

    @api.constrains("kind", "options")
    def _check_options(self):
        for field in self.filtered(lambda field: field.kind == "choice"):
            if len(field._get_options()) < 2:
                raise ValidationError(
                    self.env._("“%(field)s” needs choices.", field=field.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        created = super().create(vals_list)
        created.form_id._compile()
        return created

    def write(self, vals):
        if "kind" in vals and any(field.kind != vals["kind"] for field in self):
            raise UserError(
                self.env._(
                    "The kind of a field stays: values lie under it. Archive it and add "
                    "another one."
                )
            )
        forms = self.form_id
        result = super().write(vals)
        (forms | self.form_id)._compile()
        return result

    def unlink(self):
        forms = self.form_id
        result = super().unlink()
        forms.exists()._compile()
        return result

    def _get_options(self):
        return [one.strip() for one in (self.options or "").split(";") if one.strip()]

    def _prepare_property(self):
        """Return the definition as Odoo's Properties want it."""
        values = {
            "name": f"own_{self.id}",
            "string": self.name,
            "type": TYPES[self.kind],
        }
        if self.kind == "choice":
            values["selection"] = [
                [str(place), label]
                for place, label in enumerate(self._get_options(), start=1)
            ]
        return values
