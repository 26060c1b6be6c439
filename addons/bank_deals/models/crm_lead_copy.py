# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class CrmLead(models.Model):
    """A deal that is duplicated begins anew: in work, at the rate of its product."""

    _inherit = "crm.lead"

    def copy_data(self, default=None):
        rows = super().copy_data(default)
        given = default or {}
        for deal, vals in zip(self, rows, strict=True):
            if not deal.process_id:
                continue
            begun = {"active": True, "lost_reason_id": False}
            vals.update({name: given.get(name, begun[name]) for name in begun})
            # a rate that was agreed is that of its offer; one without a product's stays
            if deal.product_id.sudo().rate and "rate" not in given:
                vals.pop("rate", None)
        return rows
