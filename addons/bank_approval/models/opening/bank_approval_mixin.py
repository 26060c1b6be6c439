# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError

# talk about a document is no content of it
LOOSE = ("message_", "activity_", "website_message_", "clock_")


class BankApprovalMixin(models.AbstractModel):
    """A route may close the whole document while it is decided on."""

    _inherit = "bank.approval.mixin"

    @api.model
    def _get_sealed_fields(self):
        """Return the names of the fields that no route leaves open."""
        named = {
            self._approval_amount,
            self._approval_currency,
            self._approval_client,
            self._approval_unsecured,
            self._approval_product,
            self._approval_rating,
        }
        return {*self._approval_fields, *named, "approval_id", "approval_state"}

    def write(self, vals):
        if not self.env.su:
            self._check_left_open(vals.keys())
        return super().write(vals)

    def _check_left_open(self, names):
        """Refuse what the route of a running request closes to this user."""
        pending = self.filtered(lambda row: row.approval_state == "pending")
        # which route it is is no secret from who may write the document
        routes_sudo = pending.sudo().approval_id.route_id
        for route_sudo in routes_sudo.filtered("is_closing"):
            closed = {
                name
                for name in names - route_sudo._find_open_fields(self.env.user)
                if name in self._fields and not name.startswith(LOOSE)
            }
            if closed:
                labels = [
                    self._fields[name]._description_string(self.env)
                    for name in sorted(closed)
                ]
                raise UserError(
                    self.env._(
                        "It is being approved, and its route closes it: %(fields)s. "
                        "Withdraw the request or ask for its return.",
                        fields=", ".join(labels),
                    )
                )
