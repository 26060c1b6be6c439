# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankApprovalRoute(models.Model):
    """What of a document may change while it is decided on, and by whom."""

    _inherit = "bank.approval.route"

    is_closing = fields.Boolean(
        string="Closes the Whole Document",
        help="While it is decided on nothing that is entered may change, beside the "
        "fields that are left open. Otherwise only what is decided on stands.",
    )
    opening_ids = fields.One2many(
        comodel_name="bank.approval.opening",
        inverse_name="route_id",
        string="Left Open",
        copy=True,
    )

    def _get_frozen_fields(self):
        return super()._get_frozen_fields() | {"is_closing", "opening_ids"}

    def _find_open_fields(self, user):
        """Return the names of the fields that the user may change meanwhile."""
        rows_sudo = self.sudo().opening_ids
        return set(
            rows_sudo.filtered(lambda row: row.group_id in user.all_group_ids).mapped(
                "field_id.name"
            )
        )
