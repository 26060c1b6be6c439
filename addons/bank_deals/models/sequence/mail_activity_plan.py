# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class MailActivityPlan(models.Model):
    """A sequence is a plan whose steps wait for each other."""

    _inherit = "mail.activity.plan"

    def _get_publish_blocker(self):
        reasons = super()._get_publish_blocker()
        for plan in self:
            lost = plan.template_ids.filtered(
                lambda item: item.branch != "always" and not item.after_id
            )
            if lost:
                reasons[plan.id] = self.env._(
                    "Say after which step the client replies, or does not, before "
                    "“%(step)s”.",
                    step=lost[0]._get_name(),
                )
        return reasons

    def copy(self, default=None):
        """Steps of a copy wait for steps of the copy."""
        plans = super().copy(default)
        for origin, plan in zip(self, plans, strict=True):
            # a copy is made line by line in the order of their numbers
            items = plan.template_ids.sorted("id")
            twins = dict(zip(origin.template_ids.sorted("id"), items, strict=True))
            for item, twin in twins.items():
                if item.after_id:
                    twin.after_id = twins[item.after_id]
        return plans
