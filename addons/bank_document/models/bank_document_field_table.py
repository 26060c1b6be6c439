# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from .bank_document_field import MAX_DEPTH


class BankDocumentField(models.Model):
    """Tables that a document reckons, beside the fields that it keeps.

    A model offers them by two methods: ``_get_letter_tables`` returns ``{name: (label,
    names of a row)}``, ``_read_letter_table(name)`` the rows of one document.
    """

    _inherit = "bank.document.field"

    @api.model
    def _get_tables(self, model):
        find = getattr(self.env.get(model), "_get_letter_tables", None)
        return find() if find else {}

    @api.model
    def _get_known(self, model, depth=MAX_DEPTH):
        tables = self._get_tables(model)
        known = {name: [row] for name, (_label, row) in tables.items()}
        return {**super()._get_known(model, depth), **known}

    @api.model
    def _get_record_values(self, record, wanted, depth):
        values = super()._get_record_values(record, wanted, depth)
        for name in wanted.keys() & self._get_tables(record._name).keys():
            values[name] = record._read_letter_table(name)
        return values

    @api.model
    def _get_label(self, model, name):
        """Return what a dotted name of the catalogue is called on the screen."""
        labels = []
        for part in name.split("."):
            tables = self._get_tables(model)
            rows = self._read_names(model) if model else self
            row = rows.filtered(lambda row, part=part: row.name == part)
            if part in tables:
                labels.append(tables[part][0])
                model = False
            elif field := row and row._find_field():
                labels.append(field._description_string(self.env))
                model = field.comodel_name
            else:
                labels.append(part)
        return ": ".join(labels)
