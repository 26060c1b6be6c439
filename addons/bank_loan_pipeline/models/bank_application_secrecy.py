# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class BankApplication(models.Model):
    """An application is as closed as its deal, but for who has a task on it.

    What hangs on an application says in its rule that it is not withheld:
    ``'!', ('application_id.is_withheld', '=', True)``.
    """

    _inherit = "bank.application"

    is_withheld = fields.Boolean(
        string="Of a Confidential Deal",
        compute="_compute_is_withheld",
        compute_sudo=True,
        search="_search_is_withheld",
    )

    @api.depends("deal_id.is_withheld")
    @api.depends_context("uid", "bank_own_access")
    def _compute_is_withheld(self):
        for application in self:
            application.is_withheld = (
                application.deal_id.is_withheld and not application.is_my_task
            )

    def _search_is_withheld(self, operator, value):
        if operator != "in":
            return NotImplemented
        hidden = Domain("deal_id.is_withheld", "=", True)
        hidden &= Domain("is_my_task", "=", False)
        return Domain.OR(hidden if wanted else ~hidden for wanted in value)

    def _get_told_deals(self):
        return self.sudo().deal_id
