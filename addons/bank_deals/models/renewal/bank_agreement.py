# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankAgreement(models.Model):
    """An agreement that ends is where the next deal begins."""

    _inherit = "bank.agreement"

    renewal_deal_ids = fields.One2many(
        comodel_name="crm.lead", inverse_name="renewed_agreement_id", copy=False
    )
    renewal_deal_id = fields.Many2one(
        comodel_name="crm.lead",
        string="Continued by",
        compute="_compute_renewal_deal_id",
        help="The deal in work or the last one that was won.",
    )

    @api.depends("renewal_deal_ids.won_status", "renewal_deal_ids.active")
    @api.depends_context("uid")
    def _compute_renewal_deal_id(self):
        """A deal that the reader may not see is not named to him."""
        deals = self.env["crm.lead"]
        if deals.has_access("read"):
            domain = [("renewed_agreement_id", "in", self.ids)]
            deals = deals.search_fetch(domain, ["renewed_agreement_id"], order="id")
        latest = {deal.renewed_agreement_id.id: deal for deal in deals}
        for agreement in self:
            agreement.renewal_deal_id = latest.get(agreement._origin.id, False)

    def action_offer_renewal(self):
        """Open the deal that continues this agreement; begin it where there is none."""
        self.ensure_one()
        self.check_access("read")
        deals = self.env["crm.lead"]
        # that somebody is at it is told, not who and what
        domain = [
            ("renewed_agreement_id", "=", self.id),
            ("won_status", "=", "pending"),
        ]
        present = deals.sudo().search(domain, limit=1).sudo(False)
        if present and not present.has_access("read"):
            raise UserError(
                self.env._(
                    "A deal that continues this agreement is in work already. Ask the "
                    "client's manager."
                )
            )
        return self._open_renewal(present or self._begin_renewal())

    def _begin_renewal(self):
        if self.state != "active":
            raise UserError(
                self.env._(
                    "An agreement that is in force is continued. Open a new deal."
                )
            )
        deal = self.env["crm.lead"].create(self._prepare_renewal_values())
        # closed to hands: what it continues is known from where it was begun
        deal.sudo().renewed_agreement_id = self.id
        return deal

    def _prepare_renewal_values(self):
        """Hook: the new deal asks for what the client has; its price is today's.

        Where the product is no longer on sale, the manager chooses another.
        """
        # whether it is on sale is no secret from who sells
        is_on_sale = self.product_id.sudo().state == "active"
        return {
            "type": "opportunity",
            "name": self.env._("Renewal of %(agreement)s", agreement=self.display_name),
            "partner_id": self.partner_id.id,
            "product_id": is_on_sale and self.product_id.id,
            "currency_id": self.currency_id.id,
            "amount": self.amount,
            "term_months": self.term_months,
            "user_id": self.env.uid,
        }

    def _open_renewal(self, deal):
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": deal.id,
            "views": [(self.env.ref("bank_deals.crm_lead_view_form_deal").id, "form")],
        }
