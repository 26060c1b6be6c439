# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.formula import FUNCTIONS, KEYWORDS, Money, Variable

NAME = re.compile(r"[^\W\d]\w*")
KINDS = {
    "integer": "number",
    "float": "number",
    "monetary": "money",
    "date": "date",
    "datetime": "date",
    "char": "text",
    "selection": "text",
    "boolean": "boolean",
}


class BankFormulaVariable(models.Model):
    """A name that formulas of a kind of document may use, and the field behind it.

    Formulas read nothing that is not listed here.
    """

    _name = "bank.formula.variable"
    _description = "Name in Formulas"
    _inherit = ["bank.named.field.mixin", "bank.logged.config.mixin"]
    _order = "model, name"

    name = fields.Char(
        required=True,
        help="One word, as it is written in formulas; capital letters make no difference.",
    )
    label = fields.Char(
        compute="_compute_label", store=True, readonly=False, translate=True
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
        help="A field of the document, or one of a linked record: partner_id.country_code",
    )
    kind = fields.Selection(
        selection=[
            ("number", "Number"),
            ("money", "Money"),
            ("date", "Date"),
            ("text", "Text"),
            ("boolean", "Yes or No"),
        ],
        compute="_compute_kind",
        store=True,
    )
    unit = fields.Char(
        help="Numbers of different units are never added; empty for a plain number."
    )
    is_zero_missing = fields.Boolean(
        string="Zero Means No Data",
        compute="_compute_label",
        store=True,
        readonly=False,
        help="For fields that forms fill with zero before anybody enters something.",
    )

    _name_uniq = models.UniqueIndex(
        "(model_id, lower(name))", "There is already such a name for this document."
    )

    @api.depends("model_id", "field_path")
    def _compute_kind(self):
        """Apart from what may be entered: Odoo computes all of one method or none."""
        for variable in self:
            field = variable._find_field()
            variable.kind = KINDS.get(field.type) if field else False

    @api.depends("model_id", "field_path")
    def _compute_label(self):
        for variable in self:
            field = variable._find_field()
            variable.label = field and field._description_string(self.env)
            variable.is_zero_missing = bool(field) and field.type == "monetary"

    @api.constrains("name")
    def _check_name(self):
        for variable in self:
            name = (variable.name or "").lower()
            if not NAME.fullmatch(name) or name in {*KEYWORDS, *FUNCTIONS, "today"}:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” cannot be a name in formulas: take one word of "
                        "letters, digits and _ that is no word of the formulas.",
                        name=variable.name,
                    )
                )

    @api.constrains("model_id", "field_path")
    def _check_field_path(self):
        for variable in self:
            field = variable._find_field()
            if not field or field.type not in KINDS:
                raise ValidationError(
                    self.env._(
                        "“%(path)s” leads to no number, amount, date, text or yes/no of "
                        "“%(model)s”.",
                        path=variable.field_path,
                        model=variable.model_id.name,
                    )
                )

    # ------------------------------------------------------------
    # Changes under formulas in force
    # ------------------------------------------------------------

    def write(self, vals):
        if {"name", "model_id", "field_path", "unit", "is_zero_missing"} & vals.keys():
            self._check_not_used()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_not_used()

    def _check_not_used(self):
        formulas = self.env["bank.formula"].search(
            [("model_id", "in", self.model_id.ids), ("state", "=", "in_force")]
        )
        for variable in self:
            using = formulas.filtered(
                lambda formula, v=variable: (
                    formula.model_id == v.model_id
                    and v.name.lower() in formula._get_names()
                )
            )
            if using:
                raise UserError(
                    self.env._(
                        "“%(name)s” is used by formulas in force: %(formulas)s. Add "
                        "another name and make new versions of them.",
                        name=variable.name,
                        formulas=", ".join(using.mapped("display_name")),
                    )
                )

    # ------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------

    def _get_variable(self):
        """Return the Variable of the engine."""
        self.ensure_one()
        return Variable(self.kind or "number", self.unit or "")

    def _read_inputs(self, documents):
        """Return the input of each document, None where there is no data.

        One query a step of the path: the ORM fetches a whole set at once. Read from
        the table, for an empty number is zero in the cache of a new record.
        """
        self.ensure_one()
        *steps, last = self.field_path.split(".")
        records = {document.id: document for document in documents}
        for step in steps:
            records = {key: record[step] for key, record in records.items()}
        owners = documents.browse() if not steps else self.env[self._find_owner()]
        owners = owners.union(*records.values()).with_env(documents.env)
        field = owners._fields[last]
        if field.store and field.column_type:
            owners.flush_recordset([last])
            owners.invalidate_recordset([last], flush=False)
            owners.fetch([last])
        return [
            self._read_value(record, field) if record else None
            for record in records.values()
        ]

    def _read_unsaved(self, document):
        """Return the input of one document from the cache, for a form as it is."""
        *steps, last = self.field_path.split(".")
        for step in steps:
            document = document[step]
        return self._read_value(document, document._fields[last]) if document else None

    def _find_owner(self):
        """Return the name of the model that has the last field of the path."""
        model = self.env[self.model]
        for step in self.field_path.split(".")[:-1]:
            model = model[step]
        return model._name

    def _read_value(self, record, field):
        value = record[field.name]
        if field.type in ("integer", "float", "monetary"):
            is_empty = (
                field.store and field._get_cache(record.env).get(record.id) is None
            )
            if is_empty or (self.is_zero_missing and not value):
                return None
        if field.type == "monetary":
            currency = record[field.get_currency_field(record)]
            return Money(value, currency.name or None)
        if field.type == "boolean":
            return bool(value)
        if value is False or value is None or value == "":
            return None
        if field.type == "datetime":
            zone = pytz.timezone(self.env.company.resource_calendar_id.tz or "UTC")
            return pytz.utc.localize(value).astimezone(zone).date()
        return value
