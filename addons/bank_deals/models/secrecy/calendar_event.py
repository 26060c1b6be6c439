# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class CalendarEvent(models.Model):
    """A meeting about a confidential deal stands in the calendars of who meets."""

    _name = "calendar.event"
    _inherit = ["bank.deal.secret.mixin", "calendar.event"]

    @api.model
    def _get_withheld_sql(self, alias):
        """Stock links a meeting to its deal beside the document it was planned on."""
        deals = self.env["crm.lead"]._get_withheld_query().subselect()
        linked = SQL(
            "COALESCE(%s IN %s, FALSE)", SQL.identifier(alias, "opportunity_id"), deals
        )
        return SQL("(%s OR %s)", super()._get_withheld_sql(alias), linked)
