# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from lxml import etree

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError


class BankActMixin(models.AbstractModel):
    """An act on a document may wait for an approval by a rule of the bank.

    The act is named by its method, or by the status to which a step leads. What the
    server does by itself (terms that end, nightly runs) is nobody's act.
    """

    _inherit = "bank.act.mixin"
    # False: an act of the machinery of approvals itself
    _act_guarded = True

    def _find_act_rules(self, act):
        """Return ``{rule: those of the records for which it is meant}``."""
        rules = self.env["bank.act.rule"]
        ids = [key for key, target in rules._get_rules(self._name) if target == act]
        records = self._origin.filtered("id")
        if not ids or not records or self.env.uid == SUPERUSER_ID:
            return {}
        found = {
            rule: rule._filter_fitting(records) for rule in rules.sudo().browse(ids)
        }
        return {rule: fitting for rule, fitting in found.items() if fitting}

    def _get_act_reasons(self, act):
        reasons = super()._get_act_reasons(act)
        for rule_sudo, records in self._find_act_rules(act).items():
            requests_sudo = self.env["bank.act.request"].sudo()
            reasons.update(requests_sudo._tell_blockers(rule_sudo, records))
        return reasons

    def _take_act(self, act):
        """An approval covers one act: with it, it is used."""
        if not self:
            self._check_no_act_rule(act)
        super()._take_act(act)
        self._find_act_requests(act)._use()

    def _find_act_requests(self, act):
        """Return the approvals that these acts use, with the server's rights."""
        requests_sudo = self.env["bank.act.request"].sudo()
        for rule_sudo, records in self._find_act_rules(act).items():
            requests_sudo |= requests_sudo._find_last(rule_sudo, records)
        return requests_sudo

    def _check_no_act_rule(self, act):
        rules = self.env["bank.act.rule"]
        ids = [key for key, target in rules._get_rules(self._name) if target == act]
        if ids and self.env.uid != SUPERUSER_ID:
            raise UserError(
                self.env._(
                    "By the rule “%(rule)s” this is approved first, for one document: "
                    "%(kind)s. Make such a document and ask for its approval.",
                    rule=rules.sudo().browse(ids[0]).name,
                    kind=self.env["ir.model"]._get(self._name).display_name,
                )
            )

    # Asking

    def action_ask_for_act(self):
        """Open the dialog in which the approval of an act is asked for."""
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
        """Return the rules that stand before what can be done with the record now."""
        rules = self.env["bank.act.rule"].browse()
        for act in self._list_acts_ahead():
            for rule_sudo in self._find_act_rules(act):
                rules |= rule_sudo.sudo(False)
        return rules

    def _list_acts_ahead(self):
        """Hook: names of the acts that can be done from where the record stands."""
        return list(self._get_acts())

    # On the form

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self.env["bank.act.rule"]._get_rules(self._name))

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """A form whose document has such acts gets the button to ask."""
        arch, view = super()._get_view(view_id, view_type, **options)
        acts = {act for _id, act in self.env["bank.act.rule"]._get_rules(self._name)}
        if view_type == "form" and acts and arch.tag == "form":
            self._add_act_button(arch, self._get_act_invisible(arch, acts))
        return arch, view

    @api.model
    def _get_act_invisible(self, arch, acts):
        """Hook: when the button to ask is not there."""
        return "not id"

    @api.model
    def _add_act_button(self, arch, invisible):
        header = arch.find("header")
        if header is None:
            header = etree.Element("header")
            arch.insert(0, header)
        button = etree.Element(
            "button",
            name="action_ask_for_act",
            type="object",
            string=self.env._("Ask for Approval"),
            invisible=invisible,
        )
        last = len(header.findall("button"))
        header.insert(min(last, len(header)), button)
