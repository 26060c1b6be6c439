# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain


class BankProcess(models.Model):
    """A draft is tried on the deals of today before it is put into force."""

    _inherit = "bank.process"

    def action_try_out(self):
        """Show what the gates of this draft would say to the deals of today."""
        self.ensure_one()
        self.check_access("write")  # the figures are those of the whole bank
        trial = self.env["bank.process.trial"].create({"process_id": self.id})
        trial._fill()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tried on Today's Deals"),
            "res_model": trial._name,
            "res_id": trial.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _find_trial_deals(self):
        """Return the ids of the open deals that this version would sell, as a number."""
        deals_sudo = self.env["crm.lead"].sudo()
        domain = Domain("product_id", "!=", False) & Domain("process_id", "!=", False)
        if self.product_category_ids:
            domain &= Domain(
                "product_id.category_id", "child_of", self.product_category_ids.ids
            )
        else:
            domain &= Domain("process_id", "in", self._get_line().ids)
        if self.client_kind:
            domain &= Domain("partner_id.client_kind", "=", self.client_kind)
        domain &= Domain(deals_sudo._get_gate_open_domain())
        return deals_sudo.search(domain, order="id")
