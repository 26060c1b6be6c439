# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class ResUsersRole(models.Model):
    """A bundle of groups: what is in it decides what people may do."""

    _inherit = "res.users.role"

    def _log_bundle(self, act):
        """Record what the bundles hold now."""
        self.env["bank.decision"]._record(
            "role",
            [
                (
                    role,
                    {
                        "act": act,
                        "groups": sorted(role.sudo().implied_ids.ids),
                        "is_default": role.is_default,
                    },
                )
                for role in self
            ],
        )

    @api.model_create_multi
    def create(self, vals_list):
        roles = super().create(vals_list)
        roles._log_bundle("create")
        return roles

    def write(self, vals):
        # the stock method empties what it is given
        names = set(vals)
        result = super().write(vals)
        if names & {"implied_ids", "is_default", "line_ids"}:
            self._log_bundle("write")
        return result

    def unlink(self):
        self._log_bundle("unlink")
        return super().unlink()
