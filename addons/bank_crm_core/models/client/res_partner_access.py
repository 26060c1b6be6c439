# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class ResPartner(models.Model):
    """Clients and their contacts stand in the read log; colleagues do not.

    An open task on a client, or on what he has, lets its holder read the client.
    """

    _name = "res.partner"
    _inherit = ["bank.task.access.mixin", "res.partner"]
    _access_logged = True

    @api.model
    def _get_access_log_client(self, alias):
        """A contact of a client is the client's data."""
        return SQL(
            "CASE WHEN %(kind)s IS NULL THEN %(parent)s ELSE %(id)s END",
            kind=SQL.identifier(alias, "client_kind"),
            parent=SQL.identifier(alias, "parent_id"),
            id=SQL.identifier(alias, "id"),
        )

    @api.model
    def _get_access_log_condition(self, alias):
        return SQL("%s IS NOT NULL", SQL.identifier(alias, "branch_id"))

    def action_view_access_log(self):
        """Show the auditor who looked at these clients and at what they have."""
        self.check_access("read")
        return self.env["bank.access.log"]._get_action_for(self)
