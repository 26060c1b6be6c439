# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

NAMES = ("approved_action_ids", "refused_action_ids")


class BankApprovalRoute(models.Model):
    """What the system does by itself at the end of a route, after the decision."""

    _inherit = "bank.approval.route"

    approved_action_ids = fields.Many2many(
        comodel_name="ir.actions.server",
        relation="bank_approval_route_approved_action_rel",
        string="After an Approval",
        copy=False,
        groups="base.group_system",
        help="Run once for each request, when its decision is kept: they decide nothing, "
        "and one that fails stops nothing. It stands among the automatic actions.",
    )
    refused_action_ids = fields.Many2many(
        comodel_name="ir.actions.server",
        relation="bank_approval_route_refused_action_rel",
        string="After a Refusal",
        copy=False,
        groups="base.group_system",
    )

    def _get_frozen_fields(self):
        return super()._get_frozen_fields() | {*NAMES}

    @api.constrains("model_id", *NAMES)
    def _check_actions(self):
        for route_sudo in self.sudo():
            actions = route_sudo.approved_action_ids | route_sudo.refused_action_ids
            if actions.model_id - route_sudo.model_id:
                raise ValidationError(
                    self.env._(
                        "An action after the decision is one of the document that the "
                        "route decides on."
                    )
                )

    def _repair_references(self, source):
        """A new version does what the one before did, whoever makes it."""
        result = super()._repair_references(source)
        # only an administrator of the system chooses actions; a copy chooses none
        for name in NAMES:
            self.sudo()[name] = source.sudo()[name]
        return result
