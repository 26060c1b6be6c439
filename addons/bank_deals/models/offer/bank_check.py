# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

SHIPPED = "bank_deals.bank_check_offer"


class BankCheck(models.Model):
    """A gate that the client opens: he has accepted a final offer."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("offer", "A final offer accepted, where the product asks")],
        ondelete={"offer": "cascade"},
    )

    @api.constrains("kind", "model_id")
    def _check_offer_document(self):
        for check in self.filtered(lambda check: check.kind == "offer"):
            if check.model != "crm.lead":
                raise ValidationError(
                    self.env._("Offers are made in deals: choose deals in the check.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_offer(self):
        if self.env.ref(SHIPPED, raise_if_not_found=False) in self:
            raise UserError(
                self.env._(
                    "This check stands before every won deal. Whether it asks for "
                    "anything is said by the product."
                )
            )

    def _find_failures_offer(self, deals):
        wanting = deals.filtered("product_id.needs_offer")
        accepted = self.env["bank.offer"].search(
            [
                ("deal_id", "in", wanting.ids),
                ("state", "=", "accepted"),
                ("kind", "=", "final"),
            ]
        )
        return dict.fromkeys((wanting - accepted.deal_id).ids, self._get_reason())
