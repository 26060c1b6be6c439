# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields

from odoo.addons.bank_base.models.bank_formula_run import name_missing
from odoo.addons.bank_base.tools.formula import (
    MISSING,
    STATUS_NAMES,
    FormulaError,
    FormulaGraph,
    Money,
    make_column,
)

from .bank_attribute_formula import TERMS

# what a row of a computed attribute holds, in the order in which it is written
STAGED = (
    ("attribute_id", "int"),
    ("document_id", "int"),
    ("partner_id", "int"),
    ("currency", "text"),
    ("number", "numeric"),
    ("date", "date"),
    ("text", "text"),
    ("boolean", "boolean"),
    ("status", "int"),
    ("missing", "text"),
)
BROKEN = max(STATUS_NAMES) + 1


class Programme:
    """The computed attributes of one category, in the order in which they need each
    other.
    """

    def __init__(self, attributes):
        self.given = [row for row in attributes if row.kind != "computed"]
        computed = {row.code: row for row in attributes if row.kind == "computed"}
        self.attribute_ids = [row.id for row in computed.values()]
        self.broken = []
        compiled = {}
        for code, row in computed.items():
            others = attributes.filtered(lambda other, r=row: other._is_seen_by(r))
            try:
                compiled[code] = row._compile_formula(others)
            except FormulaError:
                self.broken.append(row)
        graph = FormulaGraph({code: one.names for code, one in compiled.items()})
        self.steps = {code: (computed[code], compiled[code]) for code in graph.order}

    def run(self, records):
        """Return the rows of these documents: dicts of ``STAGED``."""
        inputs = self._read(records)
        columns = {
            name: make_column(variable, values)
            for name, (variable, values) in inputs.items()
        }
        rows = [
            {**_prepare_place(attribute, record), "status": BROKEN}
            for attribute in self.broken
            for record in records
        ]
        done = {}
        for code, (attribute, formula) in self.steps.items():
            result = formula.evaluate_columns(columns, len(records))
            columns[code] = result.as_column()
            done[code] = formula
            for place, record in enumerate(records):
                outcome = result.get_outcome(place)
                if outcome.status == MISSING:
                    given = {key: values[place] for key, (_v, values) in inputs.items()}
                    outcome = outcome._replace(missing=name_missing(done, given))
                rows.append(_prepare_row(attribute, record, outcome))
        return rows

    def _read(self, records):
        """Return ``{name: (Variable, inputs)}``; what is not there is None."""
        inputs = {
            name: (variable, [_read_term(name, record) for record in records])
            for name, variable in TERMS.items()
        }
        for row in self.given:
            if row._is_seen():
                variable = row._get_variable()
                inputs[row.code] = (
                    variable,
                    [
                        _read_property(variable, (record["given"] or {}).get(row.code))
                        for record in records
                    ],
                )
        return inputs


def _read_term(name, record):
    """Return a term of the document; zero is what a form writes that nobody fills."""
    value = record[name]
    if name == "amount":
        return Money(value, record["currency"]) if value else None
    return (value or None) if name == "term" else value


def _read_property(variable, value):
    """Return an input of the engine; a property without a value is False or absent."""
    if variable.kind == "boolean":
        return bool(value)
    if value is None or value is False or value == "":
        return None
    if variable.kind == "date":
        return fields.Date.to_date(value[:10])
    return value


def _prepare_place(attribute, record):
    return {
        "attribute_id": attribute.id,
        "document_id": record["id"],
        "partner_id": record["partner_id"],
    }


def _prepare_row(attribute, record, outcome):
    row = {
        **_prepare_place(attribute, record),
        "status": outcome.status,
        "missing": ", ".join(outcome.missing) or None,
        "currency": outcome.currency,
    }
    if outcome.is_ok:
        is_plain = attribute.result_kind in ("text", "boolean")
        row[attribute.result_kind] = outcome.value if is_plain else str(outcome.value)
    return row
