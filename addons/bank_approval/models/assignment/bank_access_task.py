# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class BankAccessTask(models.AbstractModel):
    """Whoever has something to do about a document reads it while he has."""

    _inherit = "bank.access.task"

    @api.model
    def _get_task_queries(self, user_id=None):
        self.env["bank.approval.assignment"].flush_model()
        return [
            *super()._get_task_queries(user_id),
            self._get_assignment_query("a.user_id", user_id),
            self._get_assignment_query("a.controller_id", user_id),
            self._get_assignment_query("r.user_id", user_id),
        ]

    @api.model
    def _get_assignment_query(self, column, user_id):
        holder = SQL(column)
        join = SQL("JOIN bank_approval_assignment_user_rel r ON r.assignment_id = a.id")
        return SQL(
            "SELECT %s AS user_id, a.res_model, a.res_id "
            "FROM bank_approval_assignment a %s "
            "WHERE a.state IN ('open', 'reported') AND a.res_model = ANY(%s) AND %s",
            holder,
            join if column.startswith("r.") else SQL(),
            self._get_models(),
            SQL("%s = %s", holder, user_id) if user_id else SQL("TRUE"),
        )
