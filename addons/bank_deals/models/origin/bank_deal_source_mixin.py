# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools.misc import clean_context

# what a deal takes over from its document, where the document has it
TAKEN_OVER = ("source_id", "medium_id", "campaign_id")


class BankDealSourceMixin(models.AbstractModel):
    """A document from which a deal begins: each of the two shows the other.

    A document inherits this and shows ``action_begin_deal`` and ``begun_deal_count``;
    the hooks say whose it is, over which channel he came and what the deal knows of it.
    """

    _name = "bank.deal.source.mixin"
    _description = "Document from Which a Deal Begins"

    begun_deal_count = fields.Integer(
        string="Deals Begun from It", compute="_compute_begun_deal_count"
    )

    @api.depends_context("uid")
    def _compute_begun_deal_count(self):
        """Those that the reader may see: that there are others is not told."""
        counts, deals = {}, self._get_begun_deals()
        if deals.has_access("read"):
            domain = self._get_begun_domain()
            counts = dict(deals._read_group(domain, ["begun_from_id"], ["__count"]))
        for document in self:
            document.begun_deal_count = counts.get(document._origin.id, 0)

    def _get_begun_deals(self):
        return self.env["crm.lead"].with_context(active_test=False)

    def _get_begun_domain(self):
        return Domain("begun_from_model", "=", self._name) & Domain(
            "begun_from_id", "in", self.ids
        )

    def action_begin_deal(self):
        """Open the deal in work from this document; begin it where there is none.

        Raises AccessError where another branch serves the client, UserError where the
        document names no client or a colleague is at it already.
        """
        self.ensure_one()
        self.check_access("read")
        present = self._find_deal_in_work().sudo(False)
        if present and not present.has_access("read"):
            raise UserError(
                self.env._(
                    "A deal that began from this document is in work already. Ask the "
                    "client's manager."
                )
            )
        return (present or self._begin_deal())._open_deal_form()

    def _find_deal_in_work(self):
        """Return the deal in work from it: that there is one is told, not whose."""
        in_work = self._get_begun_domain() & Domain("won_status", "=", "pending")
        return self.env["crm.lead"].sudo().search(in_work, limit=1)

    def action_open_begun_deals(self):
        """Open the deals that began from this document, those that are lost too."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Deals"),
            "res_model": "crm.lead",
            "views": [
                (self.env.ref("bank_deals.crm_lead_view_list_deal").id, "list"),
                (self.env.ref("bank_deals.crm_lead_view_form_deal").id, "form"),
            ],
            "domain": list(self._get_begun_domain()),
            "context": {"active_test": False, "create": False, "bank_deal_form": True},
        }

    def _begin_deal(self):
        client = self._get_deal_client()
        if not client:
            raise UserError(
                self.env._("It names no client. Take it down as an inquiry.")
            )
        # a card that a task has lent is read, nothing is sold on it
        if client.sudo().branch_id not in self.env.user.sudo().client_branch_ids:
            raise AccessError(
                self.env._(
                    "Another branch serves this client: hand it over to a colleague who "
                    "sells there."
                )
            )
        # where it stands and how it ends is not for the caller's context to say
        deals = self.env["crm.lead"].with_context(clean_context(self.env.context))
        deal = deals.create(self._prepare_begun_deal_values(client))
        # closed to hands: where a deal began is known from where it was begun
        deal.sudo().write(
            {
                "begun_from_model": self._name,
                "begun_from_id": self.id,
                "channel_id": self._get_deal_channel().id,
            }
        )
        return deal

    def _get_deal_client(self):
        """Hook: whose document it is; empty where it is nobody's."""
        has_client = "partner_id" in self._fields
        return self["partner_id"] if has_client else self.env["res.partner"]

    def _get_deal_channel(self):
        """Hook: the channel of the contact, by which channels are compared."""
        field = self._fields.get("channel_id")
        is_ours = field and field.comodel_name == "bank.channel"
        return self["channel_id"] if is_ours else self.env["bank.channel"]

    def _get_deal_product(self):
        """Hook: what is asked for."""
        has_product = "product_id" in self._fields
        return self["product_id"] if has_product else self.env["bank.product"]

    def _prepare_begun_deal_values(self, client):
        """Hook: what the deal knows already, so that nothing is typed twice."""
        product = self._get_deal_product().filtered(lambda row: row.state == "active")
        return {
            "type": "opportunity",
            "name": self.display_name,
            "partner_id": client.id,
            "product_id": product.id,
            "user_id": self.env.uid,
            **{name: self[name].id for name in TAKEN_OVER if name in self._fields},
        }
