# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class BankDocumentPackage(models.Model):
    """Letters that are printed together, for the documents that a condition names."""

    _name = "bank.document.package"
    _description = "Package of Letters"
    _inherit = ["bank.logged.config.mixin", "mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Printed For",
        required=True,
        ondelete="cascade",
        index=True,
        domain=lambda self: [
            ("model", "in", self.env["bank.document"]._get_dossier_models())
        ],
    )
    model = fields.Char(
        related="model_id.model", string="Model Name", store=True, index=True
    )
    domain = fields.Char(
        string="Condition",
        default="[]",
        tracking=True,
        help="It is offered for the documents that fulfil it.",
    )
    domain_note = fields.Char(
        string="Why Not",
        translate=True,
        help="What is told where the condition is not fulfilled, in one sentence.",
    )
    template_ids = fields.Many2many(
        comodel_name="bank.document.template",
        string="Letters",
        domain="[('model_id', '=', model_id), ('state', '=', 'in_force')]",
        help="Of each letter the version in force is printed.",
    )

    @api.constrains("domain", "model_id", "template_ids")
    def _check_domain(self):
        for package in self:
            try:
                model = self.env[package.model].sudo()
                model._search(package._get_condition(), limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition of “%(package)s” cannot be read: %(error)s",
                        package=package.name,
                        error=error,
                    )
                ) from error
            if package.template_ids.model_id - package.model_id:
                raise ValidationError(
                    self.env._("All letters of a package are for the same documents.")
                )

    def _get_condition(self):
        """Hook: the domain over documents that get this package; extend with super()."""
        return Domain(literal_eval(self.domain or "[]"))

    def _filter_fitting(self, documents):
        """Return the packages whose condition holds for all of these documents."""
        documents_sudo = documents.sudo().with_context(active_test=False)
        domain = Domain("id", "in", documents.ids)
        return self.filtered(
            lambda package: (
                package.model == documents._name
                and documents_sudo.search_count(domain & package._get_condition())
                == len(documents)
            )
        )
