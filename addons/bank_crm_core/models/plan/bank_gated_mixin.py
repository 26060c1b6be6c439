# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankGatedMixin(models.AbstractModel):
    """A published plan of a stage is started as any other, and followed."""

    _inherit = "bank.gated.mixin"

    def _schedule_plan(self, plan):
        plans = self.env["bank.action.plan"]
        followed = self.browse()
        if plan.state == "published" and plan.res_model == self._name:
            followed = self.filtered(
                lambda document: plans._get_client(document).client_kind
            )
        if followed:
            plans._start_many(plan, followed, [{}] * len(followed))
        return super(BankGatedMixin, self - followed)._schedule_plan(plan)
