# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL

OWN = """
    SELECT user_id, res_model, res_id FROM bank_approval_task
     WHERE state = 'open' AND res_model = ANY(%s) AND %s
"""
DEPUTY = """
    SELECT d.to_user_id, t.res_model, t.res_id FROM bank_approval_task t
      JOIN bank_delegation d ON d.from_user_id = t.user_id
     WHERE t.state = 'open' AND t.res_model = ANY(%s) AND %s
       AND d.state = 'active' AND d.act IN ('approval', 'any')
       AND %s BETWEEN d.date_start AND d.date_end
"""


class BankAccessTask(models.AbstractModel):
    """Whoever is asked now reads what he is asked about, and so does his deputy."""

    _inherit = "bank.access.task"

    @api.model
    def _get_task_queries(self, user_id=None):
        self.env["bank.approval.task"].flush_model(
            ["user_id", "res_model", "res_id", "state"]
        )
        day = self.env["bank.delegation"]._get_day_query(SQL("d.company_id"))
        own = SQL("user_id = %s", user_id) if user_id else SQL("TRUE")
        deputy = SQL("d.to_user_id = %s", user_id) if user_id else SQL("TRUE")
        return [
            *super()._get_task_queries(user_id),
            SQL(OWN, self._get_models(), own),
            SQL(DEPUTY, self._get_models(), deputy, day),
        ]
