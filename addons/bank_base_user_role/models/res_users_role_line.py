# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class ResUsersRoleLine(models.Model):
    """A role that somebody has, for good or from one day to another.

    The stock addon applies a line that was written by itself only when its scheduler
    runs; here a role given or taken works at once, and stands in the decision log.
    """

    _inherit = "res.users.role.line"

    def _log_role(self, act):
        """Record whose role it is and for how long."""
        self.env["bank.decision"]._record(
            "role",
            [
                (
                    line.user_id,
                    {
                        "act": act,
                        "role": line.role_id.id,
                        "from": fields.Date.to_string(line.date_from) or None,
                        "to": fields.Date.to_string(line.date_to) or None,
                    },
                )
                for line in self
            ],
        )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._log_role("create")
        # who may give roles is checked by the access list of the lines
        lines.user_id.sudo().set_groups_from_roles()
        return lines

    def write(self, vals):
        users = self.user_id
        result = super().write(vals)
        self._log_role("write")
        # whose line it was loses the role, whose it is gets it
        (users | self.user_id).sudo().set_groups_from_roles(force=True)
        return result

    def unlink(self):
        self._log_role("unlink")
        return super().unlink()
