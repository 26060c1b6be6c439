# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain

from ..tools.clock import WeekLine, WorkCalendar


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def _get_work_calendar(self):
        """Return the working time as plain data (``tools.clock.WorkCalendar``).

        Days off are those of the company or of this calendar, not of one person;
        transferred working days count although week and days off deny it.
        """
        self.ensure_one()
        lines = [
            WeekLine(
                weekday=int(line.dayofweek),
                start=round(line.hour_from * 60),
                end=min(round(line.hour_to * 60), 1440),
                week=int(line.week_type)
                if self.two_weeks_calendar and line.week_type
                else None,
            )
            for line in self._get_global_attendances()
        ]
        leaves = self.env["resource.calendar.leaves"].search_fetch(
            self._get_general_leaves_domain(), ["date_from", "date_to", "time_type"]
        )
        spans = {"leave": [], "bank_work": []}
        for leave in leaves:
            spans[leave.time_type].append(leave._get_span())
        return WorkCalendar(self.tz, lines, spans["leave"], spans["bank_work"])

    def _get_general_leaves_domain(self):
        domain = (
            Domain("resource_id", "=", False)
            & Domain("calendar_id", "in", [False, self.id])
            & Domain("time_type", "in", ["leave", "bank_work"])
        )
        if self.company_id:
            domain &= Domain("company_id", "in", [False, self.company_id.id])
        return domain
