# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.masking import mask


class BankExportColumn(models.Model):
    """A fact that may leave in a list of clients, and who gets it unmasked."""

    _name = "bank.export.column"
    _description = "Column of a List of Clients"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    path = fields.Char(
        string="Field",
        required=True,
        help="A field of the client, or one of a linked record: branch_id.name",
    )
    masking = fields.Selection(
        selection=[
            ("none", "Shown"),
            ("name", "Surname and initials"),
            ("phone", "Last digits of a phone"),
            ("email", "First letter of an e-mail"),
            ("number", "Ends of a number"),
            ("date", "Year of a date"),
        ],
        required=True,
        default="none",
    )
    group_ids = fields.Many2many(
        comodel_name="res.groups",
        string="Shown Whole To",
        help="Everybody else gets the column masked.",
    )
    is_default = fields.Boolean(string="Chosen at First", default=True)

    _path_uniq = models.Constraint("UNIQUE (path)", "This field is a column already.")

    @api.constrains("path")
    def _check_path(self):
        for column in self:
            if not column._get_fields():
                raise ValidationError(
                    self.env._(
                        "“%(path)s” leads to no fact about a client.", path=column.path
                    )
                )

    def _get_fields(self):
        """Return the fields that the path goes along, nothing where it leads astray."""
        model, found = self.env["res.partner"], []
        for name in (self.path or "").split("."):
            field = model._fields.get(name) if model is not None else None
            if field is None or field.type in ("one2many", "many2many", "binary"):
                return []
            found.append(field)
            model = self.env[field.comodel_name] if field.comodel_name else None
        return found

    def _is_masked(self):
        """Return whether the user gets this column masked."""
        self.ensure_one()
        if self.masking == "none":
            return False
        # which groups a column names is no secret of theirs; a form that is being
        # filled has columns without a number, and their groups have none either
        return not (self._origin.sudo().group_ids & self.env.user.all_group_ids)

    def _get_text(self, client):
        """Return the fact about a client as the user may have it, as text."""
        value = client
        for name in self.path.split("."):
            value = value[name]
        field = self._get_fields()[-1]
        if field.type == "selection":
            value = dict(field._description_selection(self.env)).get(value)
        elif isinstance(value, models.BaseModel):
            value = value.display_name
        if self._is_masked():
            return mask(self.masking, value)
        return "" if value is False or value is None else str(value)
