# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import html2plaintext

NAME = re.compile(r"[^\W\d]\w*")
RESERVED = {"today", "bank", "employee"}
# how far names lead from record to record: client.manager.name
MAX_DEPTH = 3
# rows of a list in one letter
MAX_ROWS = 500
KINDS = {
    "many2one": "record",
    "one2many": "list",
    "many2many": "list",
    "binary": None,
    "json": None,
    "properties": None,
    "properties_definition": None,
    "reference": None,
    "many2one_reference": None,
}


class BankDocumentField(models.Model):
    """A name that letters may use, and the field behind it. Letters print nothing
    that is not listed here, and nothing that their author may not read.

    A name of a linked record leads on to the names of that record's model.
    """

    _name = "bank.document.field"
    _description = "Name in Templates"
    _inherit = ["bank.named.field.mixin", "bank.logged.config.mixin"]
    _order = "model, name"

    name = fields.Char(
        required=True, help="One word, as it is written in templates: {{ client }}"
    )
    label = fields.Char(
        compute="_compute_kind", store=True, readonly=False, translate=True
    )
    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Document",
        required=True,
        ondelete="cascade",
        index=True,
        domain=[("transient", "=", False), ("abstract", "=", False)],
    )
    model = fields.Char(related="model_id.model", string="Model Name", store=True)
    field_path = fields.Char(
        string="Field",
        required=True,
        help="A field of the document, or one of a linked record: partner_id.phone",
    )
    kind = fields.Selection(
        selection=[("value", "Value"), ("record", "Record"), ("list", "List")],
        compute="_compute_kind",
        store=True,
    )
    _name_uniq = models.UniqueIndex(
        "(model_id, name)", "There is already such a name for this document."
    )

    @api.depends("model_id", "field_path")
    def _compute_kind(self):
        for name in self:
            field = name._find_field()
            name.kind = KINDS.get(field.type, "value") if field else False
            name.label = field and field._description_string(self.env)

    @api.constrains("name")
    def _check_name(self):
        for row in self:
            if not NAME.fullmatch(row.name) or row.name.lower() in RESERVED:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” cannot be a name in templates: take one word of "
                        "letters, digits and _ that is not used already.",
                        name=row.name,
                    )
                )

    @api.constrains("model_id", "field_path")
    def _check_field_path(self):
        for row in self:
            field = row._find_field()
            if not field or not KINDS.get(field.type, "value"):
                raise ValidationError(
                    self.env._(
                        "“%(path)s” leads to nothing that can be printed in "
                        "“%(model)s”.",
                        path=row.field_path,
                        model=row.model_id.name,
                    )
                )

    def _find_comodel(self):
        return self._find_field().comodel_name

    # What a template may name

    @api.model
    def _read_names(self, model):
        """Return the names for a model, with the rights of the system: a catalogue."""
        return self.sudo().search([("model", "=", model)])

    @api.model
    def _get_known(self, model, depth=MAX_DEPTH):
        """Return the nested mapping of names against which a template is checked."""
        known = {} if depth < MAX_DEPTH else dict.fromkeys(RESERVED)
        for row in self._read_names(model):
            if row.kind == "value":
                known[row.name] = None
            elif depth > 1:
                inner = self._get_known(row._find_comodel(), depth - 1)
                known[row.name] = [inner] if row.kind == "list" else inner
        return known

    # What a template prints

    @api.model
    def _get_values(self, record, wanted):
        """Return the nested values of a record for the names that a template uses.

        Read with the rights of the user, field by field.

        :param wanted: dotted names that the template uses
        """
        return {
            "today": fields.Date.context_today(record),
            "bank": self.env.company.name,
            "employee": self.env.user.name,
            **self._get_record_values(record, _nest(wanted), MAX_DEPTH),
        }

    @api.model
    def _get_record_values(self, record, wanted, depth):
        values = {}
        for row in self._read_names(record._name):
            if row.name not in wanted or not (row.kind == "value" or depth > 1):
                continue
            found = row._read_value(record)
            inner = wanted[row.name]
            if row.kind == "value":
                values[row.name] = found
            elif row.kind == "record":
                values[row.name] = (
                    self._get_record_values(found, inner, depth - 1) if found else None
                )
            else:
                values[row.name] = [
                    self._get_record_values(each, inner, depth - 1)
                    for each in found[:MAX_ROWS]
                ]
        return values

    def _read_value(self, record):
        """Return the value at the end of the path: the template says how it is
        written.
        """
        *steps, last = self.field_path.split(".")
        try:
            for step in steps:
                record = record[step]
            value = record[last]
        except AccessError as error:
            raise AccessError(
                self.env._(
                    "The letter needs “%(label)s”, which you may not read. Ask who may "
                    "to print it.",
                    label=self.label or self.name,
                )
            ) from error
        field = record._fields[last]
        return value if self.kind != "value" else _convert(record, field, value)


def _nest(names):
    """Return dotted names as a tree.

    >>> _nest(["client.name", "amount"])
    {'client': {'name': {}}, 'amount': {}}
    """
    tree = {}
    for name in names:
        branch = tree
        for part in name.split("."):
            branch = branch.setdefault(part, {})
    return tree


def _convert(record, field, value):
    """Return a value for a template; None where there is no data."""
    if field.type in ("boolean", "integer"):
        return value
    if field.type in ("float", "monetary"):
        digits = _get_digits(record, field)
        return Decimal(f"{value:.{digits}f}")
    if not value:
        return None
    if field.type == "datetime":
        return fields.Datetime.context_timestamp(record, value).replace(tzinfo=None)
    if field.type == "selection":
        return dict(field._description_selection(record.env)).get(value, value)
    return html2plaintext(value) if field.type == "html" else value


def _get_digits(record, field):
    """Return how many decimals a number is kept with."""
    if field.type == "monetary":
        currency = record[field.get_currency_field(record)]
        return currency.decimal_places if currency else 2
    digits = field.get_digits(record.env)
    return digits[1] if digits else 6
