# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import NamedTuple

from odoo import models


class GateGuess(NamedTuple):
    """What a gate would say, reckoned without writing anything."""

    draft: models.BaseModel
    checks: list
    is_whole: bool  # nothing that fails now is left to the gate alone

    def passes(self, vals):
        """Tell whether no check that can be reckoned is against these values."""
        self.draft.update(vals)
        return all(check._passes_draft(self.draft) for check in self.checks)


class BankGatedMixin(models.AbstractModel):
    """Guessing what the gate would say of many values, before it is asked about few."""

    _inherit = "bank.gated.mixin"

    def _guess_gate(self, names, failures):
        """Return a :class:`GateGuess`, or None where no value of these fields helps.

        A check is reckoned on a draft only if there it says of the present values
        what the gate has said of them. A guess never stands for the gate's answer.

        :param names: the fields whose values are tried
        :param failures: what the gate has against the document as it is
        """
        self.ensure_one()
        failing = {failure["check_id"] for failure in failures}
        touched = self._get_touched_fields(names)
        # judged as the gate does: with the rights of the system
        document_sudo = self.sudo().with_context(active_test=False)
        draft = document_sudo.new({}, origin=document_sudo)
        tried, is_whole = [], True
        for check in self._get_gate_path(
            document_sudo[self._gate_field], self._get_next_stage()
        ).filtered(lambda check: check.model == self._name):
            fails, read = check.id in failing, check._get_read_fields()
            if read is not None and not read & touched:
                if fails:
                    return None
            elif read is None or check._passes_draft(draft) is fails:
                is_whole = is_whole and not fails
            else:
                tried.append(check)
        return GateGuess(draft, tried, is_whole)

    def _get_touched_fields(self, names):
        """Return these fields of the document and all that are computed from them."""
        touched = set(names)
        for name in names:
            touched |= {
                field.name
                for field in self.pool.get_dependent_fields(self._fields[name])
                if field.model_name == self._name
            }
        return touched
