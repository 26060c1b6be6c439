# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class BankClientImportColumn(models.Model):
    """A column of the file and the fact about a client that it holds."""

    _name = "bank.client.import.column"
    _description = "Column of an Import"
    _order = "import_id, position"

    import_id = fields.Many2one(
        comodel_name="bank.client.import", required=True, index=True, ondelete="cascade"
    )
    position = fields.Integer(required=True, readonly=True)
    name = fields.Char(string="Column of the File", readonly=True)
    sample = fields.Char(string="For Example", readonly=True)
    field = fields.Selection(
        selection=[
            ("name", "Full Name or Company"),
            ("surname", "Surname"),
            ("given_name", "Given Name"),
            ("patronymic", "Patronymic"),
            ("client_kind", "Kind of Client"),
            ("birth_date", "Birth Date"),
            ("inn", "INN"),
            ("kpp", "KPP"),
            ("ogrn", "OGRN"),
            ("snils", "SNILS"),
            ("phone", "Phone"),
            ("email", "E-mail"),
            ("zip", "Postal Code"),
            ("city", "City"),
            ("street", "Address"),
            ("branch", "Branch"),
            ("manager", "Client Manager"),
            ("source", "Source of the Request"),
            ("comment", "Note"),
            ("contact_of", "Contact of the Client (Name or INN)"),
            ("position", "Job Position"),
        ],
        string="What It Is",
        help="Empty: the column is left out.",
    )

    def _check_mapping(self):
        used = [column.field for column in self if column.field]
        if not {"name", "surname"} & set(used):
            raise UserError(
                self.env._("Say in which column the name of the client stands.")
            )
        twice = {field for field in used if used.count(field) > 1} - {"phone"}
        if twice:
            labels = dict(self._fields["field"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Two columns cannot both be: %(names)s. Leave one of them out.",
                    names=", ".join(sorted(labels[name] for name in twice)),
                )
            )
