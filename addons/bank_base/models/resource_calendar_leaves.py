# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields, models


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    time_type = fields.Selection(
        selection_add=[("bank_work", "Transferred working day")],
        ondelete={"bank_work": "cascade"},
    )

    def _get_span(self):
        """Return begin and end; a day that ends at 23:59:59 ends at midnight."""
        end = self.date_to
        if end.second == 59:
            end += timedelta(seconds=1)
        return self.date_from, end
