# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import AccessError


class DiscussChannelMember(models.Model):
    _inherit = "discuss.channel.member"

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members._check_sees_client()
        return members

    def _check_sees_client(self):
        """Refuse to who may not see the client, whoever invites him and by what way."""
        for member in self.sudo().filtered("channel_id.client_id"):
            client = member.channel_id.client_id
            users = member.partner_id.user_ids.filtered("active")
            seen = users and all(
                client.with_user(user)
                .with_context(bank_own_access=True)
                .sudo(False)
                .has_access("read")
                for user in users
            )
            if not seen:
                raise AccessError(
                    self.env._(
                        "%(name)s does not see the client whom this is about.",
                        name=member.partner_id.name or member.guest_id.name,
                    )
                )
