# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError


class BankActMixin(models.AbstractModel):
    """A document with buttons that a bank may want somebody else to approve first.

    A method names what it does after it has asked for the caller's own rights:
    ``self._check_act("export")`` where its dialog is opened, ``self._take_act("export")``
    where it is done. Nothing here asks for an approval: whoever keeps approvals
    (``bank_approval``) extends :meth:`_get_act_reasons` and :meth:`_take_act`.
    """

    _name = "bank.act.mixin"
    _description = "Document with Named Acts (abstract)"
    # fields that change by themselves: no part of what an act was approved on
    _act_loose_fields = ()

    @api.model
    def _get_acts(self):
        """Hook: ``{name: translated label}`` of what buttons do beside the status.

        Extend with super(); a name is no key of the document's status.
        """
        return {}

    def _read_act_content(self):
        """Hook: ``{id: value}`` of what an act is about beside the entered fields."""
        return {}

    def _get_act_reasons(self, act):
        """Hook: ``{id: why the user cannot do it now}``; a free record is absent."""
        return {}

    def _check_act(self, act):
        """Refuse what the user cannot do now."""
        if reasons := self._get_act_reasons(act):
            raise UserError("\n".join(dict.fromkeys(reasons.values())))

    def _take_act(self, act):
        """Refuse it, or let it be done: called once, where it is done.

        On no document at all it means an act on what belongs to no document (loose
        clients, say): refused wherever such acts wait for an approval.
        """
        self._check_act(act)
