# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from lxml import etree

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError


class BankTransitionMixin(models.AbstractModel):
    """A step may wait for an approval by a rule of the bank.

    It is asked where buttons and server are told why not, and once more where the state
    is written: no way of taking the step passes by. What the server does by itself
    (terms that end, nightly runs) is nobody's act.
    """

    _inherit = "bank.transition.mixin"
    # False: a step of the machinery of approvals itself
    _act_guarded = True

    def _find_act_rules(self, target):
        """Return ``{rule: those of the records for which it is meant}``."""
        rules = self.env["bank.act.rule"]
        ids = [key for key, state in rules._get_rules(self._name) if state == target]
        records = self._origin.filtered("id")
        if not ids or not records or self.env.uid == SUPERUSER_ID:
            return {}
        found = {
            rule: rule._filter_fitting(records) for rule in rules.sudo().browse(ids)
        }
        return {rule: fitting for rule, fitting in found.items() if fitting}

    def _get_act_reasons(self, target):
        """Return ``{id: why the act is not approved}``."""
        reasons = {}
        for rule_sudo, records in self._find_act_rules(target).items():
            requests_sudo = self.env["bank.act.request"].sudo()
            reasons.update(requests_sudo._tell_blockers(rule_sudo, records))
        return reasons

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
        requests_sudo = self.env["bank.act.request"].sudo()
        for rule_sudo, records in moving._find_act_rules(target).items():
            requests_sudo |= requests_sudo._find_last(rule_sudo, records)
        result = super().write(vals)
        requests_sudo._use()
        return result

    # Asking

    def action_ask_for_act(self):
        """Open the dialog in which the approval of a step is asked for."""
        self.ensure_one()
        self.check_access("read")
        rules = self._find_acts_to_ask()
        if not rules:
            raise UserError(
                self.env._("No step from here waits for an approval by a rule.")
            )
        requests_sudo = self.env["bank.act.request"].sudo()
        running = requests_sudo.union(
            *(requests_sudo._find_last(rule.sudo(), self) for rule in rules)
        ).filtered("is_open")
        if len(running) == len(rules):
            return running[:1].sudo(False)._get_form_action()
        return self.env["bank.act.ask"]._open_for(self, rules - running.rule_id)

    def _find_acts_to_ask(self):
        """Return the rules that stand before a step from the state of the record."""
        state = self[self._state_field]
        rules = self.env["bank.act.rule"].browse()
        for source, target in self._get_transitions():
            if source == state:
                for rule_sudo in self._find_act_rules(target):
                    rules |= rule_sudo.sudo(False)
        return rules

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self.env["bank.act.rule"]._get_rules(self._name))

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """A form whose document has such steps gets the button to ask."""
        arch, view = super()._get_view(view_id, view_type, **options)
        targets = {
            target for _id, target in self.env["bank.act.rule"]._get_rules(self._name)
        }
        if view_type == "form" and targets and arch.tag == "form":
            self._add_act_button(arch, targets)
        return arch, view

    @api.model
    def _add_act_button(self, arch, targets):
        name = self._state_field
        sources = sorted(
            {source for source, target in self._get_transitions() if target in targets}
        )
        header = arch.find("header")
        if header is None:
            header = etree.Element("header")
            arch.insert(0, header)
        button = etree.Element(
            "button",
            name="action_ask_for_act",
            type="object",
            string=self.env._("Ask for Approval"),
            invisible=f"not id or {name} not in {sources!r}",
        )
        last = len(header.findall("button"))
        header.insert(min(last, len(header)), button)
        if not arch.xpath(f".//field[@name='{name}']"):
            header.append(etree.Element("field", name=name, invisible="1"))
