# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class DiscussChannel(models.Model):
    """A discussion of a deal stands behind the wall of its client, as his own does."""

    _inherit = "discuss.channel"

    deal_id = fields.Many2one(
        comodel_name="crm.lead",
        string="About the Deal",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # set, not only left out: the context is the caller's input
            vals_list = [{**vals, "deal_id": False} for vals in vals_list]
        channels = super().create(vals_list)
        for channel in channels.filtered("parent_channel_id"):
            deal_sudo = channel.sudo().parent_channel_id.deal_id
            if deal_sudo:
                channel.sudo().deal_id = deal_sudo
        return channels

    def write(self, vals):
        if "deal_id" in vals and not self.env.su:
            raise AccessError(self.env._("Which deal a discussion is about stays."))
        return super().write(vals)

    @api.model
    def _get_client_domain(self, client):
        return super()._get_client_domain(client) & Domain("deal_id", "=", False)

    @api.model
    def _get_of_deal(self, deal):
        """Return the discussion of a deal with this user in it.

        The caller has checked that the user may read the deal.
        """
        client = deal.partner_id
        domain = Domain("deal_id", "=", deal.id)
        return self._open_one(domain, client, deal.display_name, deal_id=deal.id)
