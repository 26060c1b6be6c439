# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    time_type = fields.Selection(
        selection_add=[("bank_work", "Transferred working day")],
        ondelete={"bank_work": "cascade"},
    )
    production_year_id = fields.Many2one(
        comodel_name="bank.production.year",
        string="Production Calendar",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
    )
    production_kind = fields.Selection(
        selection=[
            ("off", "Day off"),
            ("work", "Working day in place of a day off"),
            ("short", "Shorter by an hour"),
        ],
        string="Kind of Day",
        readonly=True,
    )

    @api.depends("production_year_id")
    def _compute_company_id(self):
        """Days of a calendar of all companies are read by all of them."""
        super()._compute_company_id()
        self.filtered(
            lambda leave: leave.production_year_id and not leave.calendar_id.company_id
        ).company_id = False

    @api.depends("name", "production_kind")
    def _compute_display_name(self):
        super()._compute_display_name()
        kinds = dict(self._fields["production_kind"]._description_selection(self.env))
        for leave in self:
            if leave.production_kind and not leave.name:
                leave.display_name = kinds[leave.production_kind]

    def _get_span(self):
        """Return begin and end; a day that ends at 23:59:59 ends at midnight."""
        end = self.date_to
        if end.second == 59:
            end += timedelta(seconds=1)
        return self.date_from, end
