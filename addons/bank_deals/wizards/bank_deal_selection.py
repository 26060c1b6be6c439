# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

# so many at once: each deal is somebody's work
MOST = 200


class BankDealSelection(models.TransientModel):
    """Clients selected for a sale: a deal of each, or why there is none."""

    _name = "bank.deal.selection"
    _description = "Selection of Clients for a Sale"

    partner_ids = fields.Many2many(
        comodel_name="res.partner", string="Clients", required=True
    )
    partner_count = fields.Integer(
        string="Selected", compute="_compute_partner_count", help="Clients."
    )
    product_id = fields.Many2one(
        comodel_name="bank.product",
        string="What They Are Offered",
        required=True,
        domain=[("state", "=", "active")],
        ondelete="cascade",
    )
    campaign_id = fields.Many2one(comodel_name="utm.campaign", ondelete="cascade")
    opened_count = fields.Integer(string="Deals Opened", readonly=True)
    stayed = fields.Text(string="Not Opened", readonly=True)

    @api.depends("partner_ids")
    def _compute_partner_count(self):
        for dialog in self:
            dialog.partner_count = len(dialog.partner_ids)

    def action_open_deals(self):
        """Open the deals; whoever cannot have one is told with the reason."""
        self.ensure_one()
        clients = self.partner_ids
        clients.check_access("read")
        if len(clients) > MOST:
            raise UserError(
                self.env._("Select %(most)s clients at most: each is work.", most=MOST)
            )
        reasons = self._find_reasons(clients)
        free = clients.filtered(lambda client: client.id not in reasons)
        deals = self.env["crm.lead"].create(
            [self._prepare_deal_values(client) for client in free]
        )
        self.write(
            {"opened_count": len(deals), "stayed": self._say_reasons(clients, reasons)}
        )
        return self._reopen()

    def _find_reasons(self, clients):
        """Return ``{client id: why he gets no deal}``."""
        product_sudo = self.product_id.sudo()
        reasons = {}
        processes = self.env["bank.process"]
        for client in clients:
            if not client.client_kind:
                reasons[client.id] = self.env._("no client of the bank")
            elif not processes._find_for(product_sudo, client.sudo()):
                reasons[client.id] = self.env._("no process sells it to him")
        return {**reasons, **self._find_deal_reasons(clients)}

    def _find_deal_reasons(self, clients):
        """That a colleague has an open deal is told, not whose and which."""
        deals = self.sudo()._find_open_deals(clients).sudo(False)
        own = deals._filtered_access("read")
        of_others = self.env._("a colleague has an open deal with him")
        reasons = {deal.partner_id.id: of_others for deal in (deals - own).sudo()}
        for deal in own:
            reasons[deal.partner_id.id] = self.env._(
                "has an open deal already: %(deal)s", deal=deal.name
            )
        return reasons

    def _find_open_deals(self, clients):
        return self.env["crm.lead"].search(
            [
                ("partner_id", "in", clients.ids),
                ("product_id", "=", self.product_id.id),
                ("won_status", "=", "pending"),
                ("process_id", "!=", False),
            ]
        )

    def _prepare_deal_values(self, client):
        """Hook: a manager works on it himself, a head leaves it to the client's own."""
        seller = self.env.user
        if (
            seller.has_group("bank_crm_core.group_crm_head")
            and client.manager_id.active
        ):
            seller = client.manager_id
        return {
            "name": self.product_id.name,
            "type": "opportunity",
            "partner_id": client.id,
            "product_id": self.product_id.id,
            "user_id": seller.id,
            "campaign_id": self.campaign_id.id,
        }

    def _say_reasons(self, clients, reasons):
        return "\n".join(
            f"{client.display_name}: {reasons[client.id]}"
            for client in clients
            if client.id in reasons
        )

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open Deals for Clients"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_show_deals(self):
        """Show the open deals of the selected clients for the product."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_deals.crm_lead_action_deals"
        )
        domain = [("id", "in", self._find_open_deals(self.partner_ids).ids)]
        return {**action, "domain": domain, "context": {}}
