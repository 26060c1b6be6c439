# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Fields that the bank has added of its own, by kind of client."""

    _inherit = "res.partner"

    client_form_id = fields.Many2one(
        comodel_name="bank.client.form",
        compute="_compute_client_form_id",
        search="_search_client_form_id",
    )
    client_properties = fields.Properties(
        definition="client_form_id.definition", string="Own Fields", copy=True
    )

    @api.depends("client_kind", "branch_id")
    def _compute_client_form_id(self):
        forms_sudo = self.env["bank.client.form"].sudo()
        forms = {
            (form.client_kind, form.company_id): form
            for form in forms_sudo.search([("client_kind", "!=", False)])
        }
        for partner in self:
            company = partner.sudo().branch_id.company_id
            form = forms.get((partner.client_kind, company), forms_sudo)
            partner.client_form_id = form.sudo(False)

    def _search_client_form_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        forms_sudo = self.env["bank.client.form"].sudo()
        forms = forms_sudo.browse(one for one in value if isinstance(one, int))
        return Domain.OR(
            Domain("client_kind", "=", form.client_kind)
            & Domain("branch_id.company_id", "=", form.company_id.id)
            for form in forms
        )

    def _get_feed_covered_fields(self):
        return super()._get_feed_covered_fields() | {"client_properties"}
