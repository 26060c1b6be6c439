# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain


class BankActionPlan(models.Model):
    """A sequence runs until its last step is done or left out."""

    _inherit = "bank.action.plan"

    def _get_unfinished_blocker(self):
        waiting = self.filtered(lambda plan: "waiting" in plan.item_ids.mapped("state"))
        reason = self.env._("Steps still wait for their turn.")
        return {
            **dict.fromkeys(waiting.ids, reason),
            **super()._get_unfinished_blocker(),
        }

    @api.model
    def _find_deaf(self, plans):
        """Return those of these plans whose deals are closed: nothing more is sent."""
        deals = self.env["crm.lead"].with_context(active_test=False)
        domain = Domain("id", "in", plans.mapped("res_id"))
        domain &= Domain("won_status", "!=", "pending") | Domain("active", "=", False)
        on_deals = plans.filtered(lambda plan: plan.res_model == "crm.lead")
        closed = set(deals.search(domain).ids) if on_deals else set()
        return on_deals.filtered(lambda plan: plan.res_id in closed)
