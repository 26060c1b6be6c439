# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain


class BankProcess(models.Model):
    """A draft is tried on the deals of today before it is put into force."""

    _inherit = "bank.process"
    _trial_needed = True

    @api.model
    def _get_drawn_fields(self):
        return super()._get_drawn_fields() | {"product_category_ids", "client_kind"}

    def _find_trial_documents(self, trial):
        """Return the open deals that it would sell, or that it is compared with."""
        deals_sudo = self.env["crm.lead"].sudo()
        domain = Domain("product_id", "!=", False) & Domain("process_id", "!=", False)
        domain &= Domain(deals_sudo._get_gate_open_domain())
        domain &= trial._get_comparison_domain() or self._get_trial_domain()
        return deals_sudo.search(domain, order="id")

    def _get_trial_domain(self):
        if self.product_category_ids:
            domain = Domain(
                "product_id.category_id", "child_of", self.product_category_ids.ids
            )
        else:
            domain = Domain("process_id", "in", self._get_line().ids)
        if self.client_kind:
            domain &= Domain("partner_id.client_kind", "=", self.client_kind)
        return domain
