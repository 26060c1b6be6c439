# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankCheck(models.Model):
    """A check judged on a draft in memory, for many values without a statement.

    A kind that can be judged so has two methods, ``_get_read_fields_<kind>`` and
    ``_passes_draft_<kind>``; any other is left to the gate.
    """

    _inherit = "bank.check"

    def _get_read_fields(self):
        """Return the fields of the document that it reads; None: only the gate knows.

        Lists of other records are the gate's: what follows from a write may be in them.
        """
        self.ensure_one()
        check_sudo = self.sudo()  # whoever moves a document need not read settings
        if not hasattr(check_sudo, f"_passes_draft_{self.kind}"):
            return None
        names = getattr(check_sudo, f"_get_read_fields_{self.kind}")()
        fields = self.env[self.model]._fields
        if any(
            name in fields and fields[name].type.endswith("2many") for name in names
        ):
            return None
        return names

    def _passes_draft(self, draft):
        """Tell whether an unsaved document passes. Ask only where fields are known."""
        return getattr(self.sudo(), f"_passes_draft_{self.kind}")(draft)

    def _get_read_fields_domain(self):
        return {
            condition.field_expr.partition(".")[0]
            for condition in self._get_domain().iter_conditions()
        }

    def _passes_draft_domain(self, draft):
        return bool(draft.filtered_domain(self._get_domain()))

    def _get_read_fields_fields(self):
        return set(self.field_ids.mapped("name"))

    def _passes_draft_fields(self, draft):
        return not self._get_empty_labels(draft)

    def _get_read_fields_formula(self):
        formula = self.formula_id
        formula = formula._remember("in force", formula._get_in_force)
        if not formula:
            return set()
        compiled = formula._remember("compiled", formula._compile_all)
        names = {name for part in compiled.values() for name in part.names}
        return {
            variable.field_path.partition(".")[0]
            for variable in formula._remember(
                "variables", formula._get_variable_records
            )
            if variable.name.lower() in names
        }

    def _passes_draft_formula(self, draft):
        formula = self.formula_id
        formula = formula._remember("in force", formula._get_in_force)
        outcome = formula._evaluate_unsaved(draft) if formula else None
        return bool(outcome and outcome.is_ok and outcome.value is True)
