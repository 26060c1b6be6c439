# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankClientForm(models.Model):
    """The fields that a bank adds of its own to the cards of one kind of client.

    What gates, segments or scoring use is a column; what a bank only wants to know
    lies here, and a business administrator adds and removes it.
    """

    _name = "bank.client.form"
    _description = "Own Fields of the Card"
    _inherit = ["bank.logged.config.mixin"]
    _rec_name = "client_kind"
    _check_company_auto = True

    client_kind = fields.Selection(
        selection=lambda self: self._selection_client_kind(), required=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self._default_company_id(),
    )
    definition = fields.PropertiesDefinition(readonly=True)
    field_ids = fields.One2many(
        comodel_name="bank.client.form.field",
        inverse_name="form_id",
        string="Fields",
        copy=True,
    )

    _kind_uniq = models.UniqueIndex(
        "(client_kind, company_id)", "This kind of client has its own fields already."
    )

    @api.model
    def _selection_client_kind(self):
        field = self.env["res.partner"]._fields["client_kind"]
        return field._description_selection(self.env)

    def _default_company_id(self):
        return self.env.company

    def _get_logged_config_fields(self):
        return super()._get_logged_config_fields() - {"definition"}

    def _compile(self):
        """Write the definition of the properties from the fields in use."""
        for form in self:
            # who changes a field may change its form; the definition is the server's
            form.sudo().definition = [
                field._prepare_property() for field in form.field_ids
            ]

    @api.model
    def _find(self, kind, company):
        """Return the form of a kind of client, whoever asks."""
        domain = [("client_kind", "=", kind), ("company_id", "=", company.id)]
        return self.sudo().search(domain, limit=1)
