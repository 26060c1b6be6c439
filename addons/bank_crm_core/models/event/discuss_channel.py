# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class DiscussChannel(models.Model):
    """A discussion of a client stands behind his wall: who may not see him is not let
    in, and whoever loses the right loses the discussion.
    """

    _inherit = "discuss.channel"
    _access_names = True

    client_id = fields.Many2one(
        comodel_name="res.partner",
        string="About the Client",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    client_branch_id = fields.Many2one(
        related="client_id.branch_id",
        string="Branch of the Client",
        store=True,
        related_sudo=True,
        index="btree_not_null",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # set, not only left out: the context is the caller's input
            vals_list = [{**vals, "client_id": False} for vals in vals_list]
        channels = super().create(vals_list)
        for channel in channels.filtered("parent_channel_id"):
            # a thread of a discussion is about whom the discussion is about
            client_sudo = channel.sudo().parent_channel_id.client_id
            if client_sudo:
                channel.sudo().client_id = client_sudo
        return channels

    def write(self, vals):
        if "client_id" in vals and not self.env.su:
            raise AccessError(self.env._("Whom a discussion is about stays."))
        return super().write(vals)

    @api.model
    def _get_of_client(self, client):
        """Return the discussion of a client with this user in it.

        The caller has checked that the user may read the client.
        """
        return self._open_one(self._get_client_domain(client), client, client.name)

    @api.model
    def _get_client_domain(self, client):
        """Hook: the discussion of the client himself, not of a document of his."""
        return Domain("client_id", "=", client.id)

    @api.model
    def _open_one(self, domain, client, name, **values):
        """Return the one discussion of ``domain``, begun if need be, with this user."""
        # of all of them there is one, whether the user is in it or not
        channel_sudo = self.sudo().search(
            domain & Domain("parent_channel_id", "=", False), limit=1
        )
        if not channel_sudo:
            channel_sudo = self.sudo().create(
                {
                    "name": name,
                    "channel_type": "group",
                    "client_id": client.id,
                    **values,
                }
            )
        channel = channel_sudo.sudo(False)
        if self.env.user.partner_id not in channel_sudo.channel_member_ids.partner_id:
            # who may has been asked by the caller; stock lets nobody in by himself
            channel_sudo._add_members(users=self.env.user)
        return channel
