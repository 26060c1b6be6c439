# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import AccessError


class DiscussChannelMember(models.Model):
    _inherit = "discuss.channel.member"

    def _check_sees_client(self):
        """Who may not see a confidential deal is not let into its discussion either."""
        super()._check_sees_client()
        for member in self.sudo().filtered("channel_id.deal_id"):
            deal = member.channel_id.deal_id
            for user in member.partner_id.user_ids:
                if deal.with_user(user).sudo().is_withheld:
                    raise AccessError(
                        self.env._(
                            "The deal is confidential: %(name)s does not see it.",
                            name=member.partner_id.name,
                        )
                    )
