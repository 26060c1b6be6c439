# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankPreapprovedOffer(models.Model):
    """A pre-approved offer that is taken up becomes a deal, once."""

    _inherit = "bank.preapproved.offer"

    deal_ids = fields.One2many(
        comodel_name="crm.lead", inverse_name="preapproved_id", string="Deals"
    )
    deal_id = fields.Many2one(
        comodel_name="crm.lead",
        string="Taken Up by",
        compute="_compute_deal_id",
        compute_sudo=True,
        help="A lost deal sets the offer free again.",
    )

    @api.depends("deal_ids.active")
    def _compute_deal_id(self):
        for offer in self:
            offer.deal_id = offer.deal_ids.filtered("active")[:1]

    def _get_invalid_reason(self):
        if self.deal_id:
            return self.env._("This offer is taken up already: open its deal.")
        return super()._get_invalid_reason()

    def action_take_up(self):
        """Make a deal on the terms of the offer and open it."""
        self.ensure_one()
        self.check_access("read")
        if reason := self._get_invalid_reason():
            raise UserError(reason)
        values = self._prepare_deal_values()
        rate = values.pop("rate")
        deal = self.env["crm.lead"].create(values)
        # closed to hands: whoever sets them claims a decision of the bank
        deal.sudo().write({"preapproved_id": self.id, "rate": rate})
        return self._open_deal(deal)

    def _prepare_deal_values(self):
        """Hook: the deal asks for all that the client would get."""
        return {
            "type": "opportunity",
            "name": self.product_id.name,
            "partner_id": self.partner_id.id,
            "product_id": self.product_id.id,
            "currency_id": self.currency_id.id,
            "amount": self.amount_limit,
            "rate": self.rate or self.product_id.rate,
            "term_months": self.term_months,
            "user_id": self.env.uid,
        }

    def action_open_deal(self):
        self.ensure_one()
        self.check_access("read")
        return self._open_deal(self.deal_id.sudo(False))

    def _open_deal(self, deal):
        deal.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": deal.id,
            "views": [(self.env.ref("bank_deals.crm_lead_view_form_deal").id, "form")],
            "context": {"bank_deal_form": True},
        }
