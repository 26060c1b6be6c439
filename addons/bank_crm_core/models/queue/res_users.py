# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import SQL


class ResUsers(models.Model):
    _inherit = "res.users"

    def _find_absent(self):
        """Return those who get nothing now: they have left, are on leave by their
        working time, or act through a deputy who does everything for them.
        """
        self.flush_model(["active"])
        for name in (
            "bank.delegation",
            "resource.calendar.leaves",
            "resource.resource",
        ):
            self.env[name].flush_model()
        query = SQL(
            """
            SELECT u.id FROM res_users u
             WHERE u.id = ANY(%(ids)s) AND (NOT u.active
                OR EXISTS (SELECT 1 FROM resource_calendar_leaves l
                      JOIN resource_resource r ON r.id = l.resource_id
                     WHERE r.user_id = u.id AND %(now)s >= l.date_from
                       AND %(now)s <= l.date_to)
                OR EXISTS (SELECT 1 FROM bank_delegation d
                     WHERE d.from_user_id = u.id AND d.state = 'active'
                       AND d.act = 'any' AND %(today)s >= d.date_start
                       AND %(today)s <= d.date_end))
            """,
            ids=self.ids,
            now=fields.Datetime.now(),
            today=fields.Date.today(),
        )
        return self.browse(row_id for (row_id,) in self.env.execute_query(query))
