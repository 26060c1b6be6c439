# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApplicationStage(models.Model):
    _name = "bank.application.stage"
    _description = "Application Stage"
    _inherit = ["bank.stage.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    fold = fields.Boolean(string="Folded")
    is_review = fields.Boolean(
        string="Sent for Approval Here",
        help="Applications are sent along the route of approval from this stage.",
    )
    starts_approval = fields.Boolean(
        string="Sent by Itself",
        help="An application that enters this stage is sent for approval at once. What "
        "cannot be sent yet stays here, and its messages say what is missing.",
    )
    process_id = fields.Many2one(
        comodel_name="bank.application.process",
        required=True,
        index=True,
        ondelete="cascade",
    )
    check_entry_ids = fields.Many2many(
        comodel_name="bank.check",
        relation="bank_application_stage_check_entry_rel",
        string="Checks on Entry",
    )
    check_exit_ids = fields.Many2many(
        comodel_name="bank.check",
        relation="bank_application_stage_check_exit_rel",
        string="Checks on Leaving",
    )

    @api.model
    def _get_frozen_fields(self):
        return super()._get_frozen_fields() | {"is_review", "starts_approval"}
