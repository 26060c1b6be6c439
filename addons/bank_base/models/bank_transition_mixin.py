# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import AccessError, UserError


class BankTransitionMixin(models.AbstractModel):
    """Make a state field writable only through declared transitions.

    The table says *what* may follow; a reason method says *why not yet*.
    """

    _name = "bank.transition.mixin"
    _description = "Guarded State Transitions (abstract)"
    _inherit = ["bank.act.mixin"]

    # An object, not a flag: RPC clients choose their own context, but they
    # cannot send this identity.
    _TRANSITION_TOKEN = object()
    _state_field = "state"
    _state_initial = "draft"

    @api.model
    def _get_transitions(self):
        """Return ``{(from, to): reason_method_name}``; extend with super().

        A reason method takes the records that stand before this step and
        returns ``{record_id: translated reason}``, without those that are free:
        one call, and a fixed number of queries, for any number of records.
        """
        return {}

    def _get_blocking_reasons(self, target):
        """Return ``{record_id: translated reason}``; a free record is absent.

        Read by buttons (``can_*`` fields) and by :meth:`_transition`, so the
        screen and the server never disagree.
        """
        transitions = self._get_transitions()
        reasons = {}
        for state, records in self.grouped(self._state_field).items():
            method = transitions.get((state, target))
            if method is None:
                reason = self.env._("This step is not available from here.")
                reasons.update(dict.fromkeys(records.ids, reason))
            else:
                reasons.update(getattr(records, method)())
        return reasons

    def _get_no_blocker(self):
        """Reason method of a step that is always free."""
        return {}

    def _transition(self, target, **values):
        """Move all records to ``target`` or none of them."""
        if reasons := self._get_blocking_reasons(target):
            raise UserError("\n".join(dict.fromkeys(reasons.values())))
        token = self._TRANSITION_TOKEN
        self.with_context(bank_transition_token=token).write(
            {**values, self._state_field: target}
        )

    def _check_transition_token(self):
        if self.env.context.get("bank_transition_token") is self._TRANSITION_TOKEN:
            return
        raise AccessError(self.env._("Use the buttons to change the status."))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # Set, not only compared: a missing value would be filled from
            # ``default_<field>`` in the caller's context or from his own defaults.
            vals.setdefault(self._state_field, self._state_initial)
            if vals[self._state_field] != self._state_initial:
                self._check_transition_token()
        records = self.with_context(bank_transition_token=None)
        return super(BankTransitionMixin, records).create(vals_list)

    def write(self, vals):
        if self._state_field in vals:
            self._check_transition_token()
        # spend the token: nested writes on other records must ask for their own
        records = self.with_context(bank_transition_token=None)
        return super(BankTransitionMixin, records).write(vals)
