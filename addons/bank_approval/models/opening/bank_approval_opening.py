# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankApprovalOpening(models.Model):
    """A field that a role may still change while the document is decided on."""

    _name = "bank.approval.opening"
    _description = "Field Left Open While Decided On"
    _inherit = ["bank.approval.drawn.part.mixin", "bank.logged.config.mixin"]
    _order = "route_id, id"
    _draft_field = "route_id"
    _rec_name = "field_id"

    route_id = fields.Many2one(
        comodel_name="bank.approval.route",
        required=True,
        index=True,
        ondelete="cascade",
    )
    model_id = fields.Many2one(related="route_id.model_id")
    field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        required=True,
        ondelete="cascade",
        domain="[('model_id', '=', model_id), ('store', '=', True)]",
    )
    group_id = fields.Many2one(
        comodel_name="res.groups",
        string="Who May Change It",
        required=True,
        ondelete="cascade",
        help="Everybody else finds the field closed.",
    )

    _field_uniq = models.Constraint(
        "UNIQUE (route_id, field_id, group_id)", "This role may change it already."
    )

    @api.constrains("route_id", "field_id")
    def _check_field(self):
        """What is decided on, its amount above all, is opened for nobody."""
        for row in self:
            model = self.env.get(row.route_id.model)
            field_sudo = row.sudo().field_id
            if model is None or field_sudo.model != model._name:
                raise ValidationError(
                    self.env._("Choose a field of the document of the route.")
                )
            if field_sudo.name in model._get_sealed_fields():
                raise ValidationError(
                    self.env._(
                        "“%(field)s” is decided on: nobody changes it meanwhile.",
                        field=field_sudo.field_description,
                    )
                )
