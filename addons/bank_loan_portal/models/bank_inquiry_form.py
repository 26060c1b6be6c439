# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Command


class BankInquiryForm(models.Model):
    """A page for inquiries that is not on the Internet but in the portal of agents."""

    _inherit = "bank.inquiry.form"

    for_agents = fields.Boolean(
        help="Not a page of the site: outside agents fill it in for their clients."
    )
    field_ids = fields.One2many(
        comodel_name="bank.inquiry.form.field",
        inverse_name="form_id",
        string="What Is Asked For",
        copy=True,
    )

    @api.depends("for_agents")
    def _compute_url(self):
        super()._compute_url()
        for form in self.filtered("for_agents"):
            form.url = f"{form.get_base_url()}/my/applications/new"

    @api.model_create_multi
    def create(self, vals_list):
        forms = super().create(vals_list)
        for form in forms:
            if form.for_agents and not form.field_ids:
                rows = self.env["bank.inquiry.form.field"]._get_default_values()
                form.field_ids = [Command.create(row) for row in rows]
        return forms

    @api.model
    def _find(self, code):
        """What is for agents is no page of the site."""
        form_sudo = super()._find(code)
        return form_sudo.filtered(lambda form: not form.for_agents)
