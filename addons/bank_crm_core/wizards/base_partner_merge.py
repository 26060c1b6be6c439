# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """The stock wizard deletes cards, and rows that hit a unique constraint: clients go
    through our merge, and of nobody else is a row lost either.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        partners = self.env["res.partner"].browse(partner_ids).exists()
        # users and walls are looked at for all of them, also for those out of sight
        partners_sudo = partners.sudo().with_context(active_test=False)
        if len(partners) < 2 or partners_sudo.user_ids:
            return super()._merge(partner_ids, dst_partner, extra_checks)
        merges = self.env["bank.client.merge"]
        if not any(partners_sudo.mapped("branch_id")):
            partners.check_access("write")
            # no client among them: whoever may use the stock wizard may merge them
            merges = merges.sudo()
        survivor = dst_partner if dst_partner in partners else None
        merges._create_draft(partners, survivor).action_merge()
        return None
