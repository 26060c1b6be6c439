# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from .iap_autocomplete_api import SERVICE

WIDGET = "field_partner_autocomplete"


class ResPartner(models.Model):
    """What is typed into the name or the tax number of a client stays in the bank."""

    _inherit = "res.partner"

    @api.model
    def autocomplete_by_vat(self, vat, query_country_id, timeout=15):
        # the stock product asks the European register of VAT when its own is silent
        if not self.env["bank.outside.service"]._is_open(SERVICE):
            return []
        return super().autocomplete_by_vat(vat, query_country_id, timeout=timeout)

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        self._drop_autocomplete(arch)
        return arch, view

    @api.model
    def _drop_autocomplete(self, arch):
        """Take the widget off that sends what is being typed."""
        if self.env["bank.outside.service"]._is_open(SERVICE):
            return
        for node in arch.xpath(f"//field[@widget='{WIDGET}']"):
            del node.attrib["widget"]

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self.env["bank.outside.service"]._is_open(SERVICE))
