# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import AccessError


class BankReferral(models.Model):
    """An accepted referral becomes a deal of whoever accepts it."""

    _inherit = "bank.referral"

    deal_id = fields.Many2one(
        comodel_name="crm.lead",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
    )

    def _after_accepted(self):
        super()._after_accepted()
        deals = self.env["crm.lead"]
        for row in self.sudo():
            client = row.partner_id.sudo(False)
            # the card that a task has lent is read, nothing is sold on it
            if client and client.sudo().branch_id not in self._get_own_branches():
                raise AccessError(
                    self.env._(
                        "Another branch serves this client: hand the referral over to a "
                        "colleague who sells there."
                    )
                )
            row.deal_id = deals.create(row._prepare_deal_values())
            # closed to hands: who has passed the client on stays with the deal
            row.deal_id.sudo().write(
                {"begun_from_model": row._name, "begun_from_id": row.id}
            )

    def _get_own_branches(self):
        return self.env.user.sudo().client_branch_ids

    def _prepare_deal_values(self):
        """Hook: what the deal knows already; the product where there is but one."""
        category = self.category_id
        products = self.env["bank.product"].search(
            [("category_id", "child_of", category.ids), ("state", "=", "active")],
            limit=2,
        )
        return {
            "name": category.display_name,
            "type": "opportunity",
            "partner_id": self.partner_id.id,
            "contact_name": self.prospect_name,
            "phone": self.partner_id.phone or self.prospect_phone,
            "description": self.note,
            "product_id": products.id if len(products) == 1 else False,
            "user_id": self.env.uid,
        }

    def _open_accepted(self):
        deal = self.sudo().deal_id[:1].sudo(False)
        if not deal:
            return super()._open_accepted()
        form = self.env.ref("bank_deals.crm_lead_view_form_deal")
        return {
            "type": "ir.actions.act_window",
            "res_model": deal._name,
            "res_id": deal.id,
            "views": [(form.id, "form")],
            "context": {"bank_deal_form": True},
        }
