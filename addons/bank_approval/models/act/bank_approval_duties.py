# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from .bank_act_rule import REQUEST


class BankApprovalDuties(models.AbstractModel):
    """On a route for acts begins whoever could do the act that he then approves.

    That is the role which the rule names; where it names none, whoever makes such
    documents or changes them.
    """

    _inherit = "bank.approval.duties"

    @api.model
    def _read_initiator_roles(self, route, rules):
        if route.model != REQUEST:
            return super()._read_initiator_roles(route, rules)
        if rules is None:
            rules = self.env["bank.act.rule"].search([("state", "=", "published")])
        roles = set()
        for rule_sudo in rules.sudo():
            if route in rule_sudo.route_id._get_line():
                roles.update(
                    rule_sudo.group_id.ids or self._read_makers(rule_sudo.model)
                )
        return sorted(roles)

    @api.model
    def _tell(self, user_id, route, step, breach, kind):
        row = super()._tell(user_id, route, step, breach, kind)
        if route.model == REQUEST:
            row["text"] = self.env._(
                "%(user)s could do such acts (%(begin)s) and ends “%(route)s” on the "
                "step “%(step)s” (%(end)s).",
                user=row["user"].name,
                begin=self._tell_way(breach.initiate),
                route=route.display_name,
                step=step.name,
                end="; ".join(
                    dict.fromkeys(self._tell_way(way) for way in breach.approve)
                ),
            )
        return row
