# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from .iap_autocomplete_api import SERVICE


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        self.env["res.partner"]._drop_autocomplete(arch)
        return arch, view

    def iap_enrich_auto(self):
        """Ask nobody about the bank itself, at the first page of an administrator."""
        if not self.env["bank.outside.service"]._is_open(SERVICE):
            return False
        return super().iap_enrich_auto()
