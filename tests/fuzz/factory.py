# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Records of any model on either side of the wall, found out from the registry.

Each record of a model that holds data of clients carries a token in its texts. A token
that comes back to somebody from whom the record is hidden is a leak, and names it.
"""

import base64
import re
from datetime import date, datetime

import psycopg2
from psycopg2.extras import Json

from odoo import fields
from odoo.models import MAGIC_COLUMNS
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_model import query_insert

TOKEN = re.compile(r"zq([ab])(\d{4})qz", re.IGNORECASE)
TEXTS = ("char", "text", "html")
PLAIN = {
    "boolean": True,
    "integer": 1,
    "float": 1.0,
    "monetary": 1.0,
    "date": date(2026, 1, 15),
    "datetime": datetime(2026, 1, 15, 12),
    "json": [1],
    "binary": base64.b64encode(b"x"),
    "properties": {},
}
# a link to one more record of a kind: nobody is related to himself
SECOND = re.compile(r"(^|_)(to|other|second)(_|$)")
UNGIVEN = {*MAGIC_COLUMNS, "parent_path"}
MODEL_NAMES = ("res_model", "model", "model_name")


class Factory:
    """Makes one record of each model and side, and remembers which is whose."""

    def __init__(self, env, makers=None):
        self.env = env
        self.makers = makers or {}
        self.ids = {}  # (model, side) -> id
        self.tokens = {}  # number -> (side, model)
        self.by_sql = set()
        self.unmade = {}  # model -> why no record of it could be made
        self._open = []

    def token(self, model, side):
        number = len(self.tokens)
        self.tokens[number] = (side, model)
        return f"Zq{side}{number:04d}qz"

    def get(self, model, side):
        """Return the record of a model on a side, made when it is first wanted."""
        if (model, side) not in self.ids and model not in self._open:
            self._open.append(model)
            try:
                maker = self.makers.get(model)
                record = maker(self, side) if maker else self._make(model, side)
                if record:
                    self.ids[model, side] = record.id
            finally:
                self._open.remove(model)
        name = model.partition(":")[0]
        return self.env[name].browse(self.ids.get((model, side)))

    def holds_clients(self, model):
        """Whether a model holds data of clients, so that its texts are secret."""
        found = self.env[model]
        return bool(
            found._access_logged or found._access_log_pointer or found._transient
        )

    def _make(self, model, side):
        """Make a record through the ORM; by SQL where that is refused to everybody."""
        with mute_logger("odoo.sql_db"):
            return self._try(model, side)

    def _try(self, model, side):
        text = self.token(model, side)
        for width in ("usual", "needed", "all"):
            values = self.prepare(model, side, text, width)
            try:
                with self.env.cr.savepoint():
                    record = self._as_author(model, side).create(values)
                    record.flush_recordset()
                    return record
            except Exception as error:
                reason = error
        return self._insert(model, side, values, reason)

    def _as_author(self, model, side):
        """Rows of a wizard belong to who has opened it: to nobody who attacks."""
        records = self.env[model]
        author = self.ids.get(("author", side))
        if records._transient and author:
            return records.with_user(author).sudo()
        return records

    def prepare(self, model, side, text, width):
        """Return values for a new record; ``all`` are those too that people only read."""
        values = {}
        for name, field in self.env[model]._fields.items():
            if not self._is_given(field, width):
                continue
            value = self.value(model, field, side, text)
            if value is not None:
                values[name] = value
        return values

    def _is_given(self, field, width):
        if not field.store or field.name in UNGIVEN:
            return False
        if field.required or field.name == self.env[field.model_name]._rec_name:
            return True
        if field.compute or field.related or (field.readonly and width != "all"):
            return False
        if field.type in TEXTS:
            return width != "needed"
        linked = field.type in ("many2one", "many2one_reference")
        return linked and self._leads_to_client(field)

    def _leads_to_client(self, field):
        if field.type == "many2one_reference" or field.comodel_name == "bank.branch":
            return True
        return self.holds_clients(field.comodel_name)

    def value(self, model, field, side, text):
        """Return a value of a field on a side; None: leave it out."""
        if field.type in TEXTS:
            if field.name in MODEL_NAMES:
                return "res.partner"
            # codes are small letters, and everybody may know them
            return text.lower() if field.name == "code" else text
        if field.type == "selection":
            values = field.get_values(self.env)
            # a list that depends on the context is empty without it
            return values[0] if values else (field.required and "1") or None
        if field.type in ("many2one", "many2many"):
            record = self._find(field, side)
            return record and (
                record.id
                if field.type == "many2one"
                else [fields.Command.set(record.ids)]
            )
        if field.type == "many2one_reference" or field.name == "res_id":
            return self.get("res.partner", side).id
        if field.type == "reference":
            return f"res.partner,{self.get('res.partner', side).id}"
        return PLAIN.get(field.type)

    def _find(self, field, side):
        model = field.comodel_name
        if model == "res.partner" and SECOND.search(field.name):
            return self.get("res.partner:second", side)
        if model.startswith(("bank.", "test.bank.")) or self.holds_clients(model):
            return self.get(model, side) or None
        if model == "res.users":
            # who gives and who takes is not the same person
            who = "colleague" if field.name.startswith("to_") else "author"
            return self.env[model].browse(self.ids.get((who, side)))
        if model == "ir.model":
            return self.env["ir.model"]._get("res.partner")
        return self.env[model].search([], limit=1) or None

    def _insert(self, model, side, values, reason):
        """Insert a row without asking the model."""
        records, row = self.env[model], {}
        for name, value in values.items():
            field = records._fields[name]
            if field.type == "json" or field.translate:
                value = Json({"en_US": value} if field.translate else value)
            elif field.type == "many2many":
                continue
            if field.column_type:
                row[name] = value
        try:
            with self.env.cr.savepoint():
                ids = query_insert(self.env.cr, records._table, [row])
        except psycopg2.Error as error:
            return self._find_made(model, side, values) or self._give_up(
                model, f"by the ORM: {reason}; by SQL: {error}"
            )
        self.by_sql.add(model)
        return records.browse(ids)

    def _find_made(self, model, side, values):
        """Return a row that came with another record of the same side, if there is one."""
        fields_ = self.env[model]._fields
        domain = [
            (name, "=", value)
            for name, value in values.items()
            if fields_[name].type == "many2one" and self._leads_to_client(fields_[name])
        ]
        if not domain and self.holds_clients(model):
            return None
        # what is there once for each of a few values is there for everybody
        return self.env[model].search(domain, limit=1)

    def _give_up(self, model, reason):
        self.unmade[model] = reason
        return self.env[model]
