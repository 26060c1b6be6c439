# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from lxml import etree

from odoo import api, models
from odoo.exceptions import UserError


class BankTransitionMixin(models.AbstractModel):
    """A step to another status is an act: it is named by the status it leads to.

    It is asked where buttons and server are told why not, and once more where the state
    is written: no way of taking the step passes by.
    """

    _inherit = "bank.transition.mixin"

    def _get_blocking_reasons(self, target):
        reasons = super()._get_blocking_reasons(target)
        free = self.filtered(lambda row: row.id not in reasons)
        return {**reasons, **free._get_act_reasons(target)}

    def write(self, vals):
        if self._state_field not in vals or not self.env["bank.act.rule"]._get_rules(
            self._name
        ):
            return super().write(vals)
        self._check_transition_token()
        target = vals[self._state_field]
        moving = self.filtered(lambda row: row[self._state_field] != target)
        if reasons := moving._get_act_reasons(target):
            raise UserError("\n".join(dict.fromkeys(reasons.values())))
        requests_sudo = moving._find_act_requests(target)
        result = super().write(vals)
        requests_sudo._use()
        return result

    def _list_acts_ahead(self):
        state = self[self._state_field]
        steps = [
            target for source, target in self._get_transitions() if source == state
        ]
        return [*super()._list_acts_ahead(), *steps]

    @api.model
    def _get_act_invisible(self, arch, acts):
        if acts & self._get_acts().keys():
            return super()._get_act_invisible(arch, acts)
        name = self._state_field
        sources = sorted(
            {source for source, target in self._get_transitions() if target in acts}
        )
        if not arch.xpath(f".//field[@name='{name}']"):
            header = arch.find("header")
            field = etree.Element("field", name=name, invisible="1")
            (arch if header is None else header).append(field)
        return f"not id or {name} not in {sources!r}"
