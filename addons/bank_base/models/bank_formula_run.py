# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ..tools.formula import (
    MISSING,
    FormulaGraph,
    Variable,
    make_column,
)
from ..tools.formula_memory import FormulaMemory

BATCH = 10_000


class BankFormula(models.Model):
    """Formulas over documents."""

    _inherit = "bank.formula"

    def _evaluate(self, documents, today=None):
        """Return ``{document id: Outcome}`` (see ``tools.formula``).

        Reads the names it needs with the rights of the documents given, in a number
        of queries that does not depend on how many there are.

        :param today: the date that formulas see as today, for a run as of then
        """
        self.ensure_one()
        outcomes = {}
        for start in range(0, len(documents), BATCH):
            part = documents[start : start + BATCH]
            outcomes.update(self._evaluate_part(part, today))
        return outcomes

    def _evaluate_part(self, documents, today):
        compiled = self._remember("compiled", self._compile_all)
        inputs = self._read_all(documents, compiled, today)
        columns = {
            name: make_column(variable, values)
            for name, (variable, values) in inputs.items()
        }
        result = None
        for code, formula in compiled.items():
            result = formula.evaluate_columns(columns, len(documents))
            columns[code] = result.as_column()
        outcomes = {}
        for row, document_id in enumerate(documents.ids):
            outcome = result.get_outcome(row)
            if outcome.status == MISSING:
                record = {name: values[row] for name, (_v, values) in inputs.items()}
                outcome = outcome._replace(missing=name_missing(compiled, record))
            outcomes[document_id] = outcome
        return outcomes

    def _remember(self, what, read):
        return FormulaMemory.ask(self.env.cr, (what, self.id), read)

    def _compile_all(self):
        """Return ``{code: compiled}`` of this formula and all it needs, itself last."""
        siblings = {formula.code: formula for formula in self._get_siblings()}
        formulas = {**siblings, self.code: self}
        graph = FormulaGraph({code: f._get_names() for code, f in formulas.items()})
        return {
            code: formulas[code]._compile() for code in graph.get_needed([self.code])
        }

    def _read_all(self, documents, compiled, today):
        """Return ``{name: (Variable, inputs)}`` of all names that are used."""
        used = {name for formula in compiled.values() for name in formula.names}
        inputs = {}
        if "today" in used:
            today = today or fields.Date.context_today(self)
            inputs["today"] = Variable("date"), [today] * len(documents)
        for record in self._remember("variables", self._get_variable_records):
            if record.name.lower() in used:
                values = record._read_inputs(documents)
                inputs[record.name.lower()] = record._get_variable(), values
        return inputs

    def _evaluate_unsaved(self, document, unread=()):
        """Return the Outcome for one document as a form has it, saved or not.

        :param unread: fields that count as without data, such as the one that is
            being computed
        """
        self.ensure_one()
        document.ensure_one()
        compiled = self._remember("compiled", self._compile_all)
        used = {name for formula in compiled.values() for name in formula.names}
        record = {"today": fields.Date.context_today(self)}
        for variable in self._remember("variables", self._get_variable_records):
            if (name := variable.name.lower()) in used:
                is_read = variable.field_path not in unread
                record[name] = variable._read_unsaved(document) if is_read else None
        for code, formula in compiled.items():
            outcome = formula.evaluate(record)
            record[code] = outcome.as_input()
        return outcome

    def _explain(self, document, today=None):
        """Return the value of one document with its parts, for "why".

        A list of mappings that a screen can show: level, text, value, currency,
        reason; the formula itself first, then what it is made of, then the formulas
        it needs likewise.
        """
        self.ensure_one()
        document.ensure_one()
        compiled = self._compile_all()
        inputs = self._read_all(document, compiled, today)
        record = {name: values[0] for name, (_v, values) in inputs.items()}
        rows = []
        for code, formula in compiled.items():
            told = [self._prepare_row(code, row) for row in formula.explain(record)]
            rows = [*told, *rows]
            record[code] = formula.evaluate(record).as_input()
        return rows

    def _prepare_row(self, code, row):
        outcome = row["outcome"]
        value = outcome.value
        return {
            "formula": code,
            "level": row["level"],
            "text": row["text"],
            "value": value if isinstance(value, bool) or value is None else str(value),
            "currency": outcome.currency or False,
            "reason": False if outcome.is_ok else self._get_reason(outcome),
        }


def name_missing(compiled, record):
    """Return the fields without data behind a result that is missing."""
    record, lacking = dict(record), {}
    for code, formula in compiled.items():
        outcome = formula.evaluate(record)
        names = {n for name in outcome.missing for n in lacking.get(name, (name,))}
        lacking[code] = names
        record[code] = outcome.as_input()
    return tuple(sorted(names))
