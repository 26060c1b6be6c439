# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class BankAccessTask(models.AbstractModel):
    _inherit = "bank.access.task"

    @api.model
    def _get_task_queries(self, user_id=None):
        """A member from another branch reads by his role, until its last day."""
        self.env["bank.team.member"].flush_model()
        query = SQL(
            "SELECT user_id, res_model, res_id FROM bank_team_member WHERE is_lent "
            "AND NOT is_ended AND date_end >= %s AND res_model = ANY(%s) AND %s",
            fields.Date.context_today(self),
            self._get_models(),
            SQL("user_id = %s", user_id) if user_id else SQL("TRUE"),
        )
        return [*super()._get_task_queries(user_id), query]
