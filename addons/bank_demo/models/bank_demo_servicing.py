# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command, fields, models
from odoo.tools import LazyTranslate

from .bank_demo_deals import MANAGER
from .bank_demo_lending import DRAFTER, PUBLISHER, UNDERWRITER, UNDERWRITING

_lt = LazyTranslate(__name__)

REASON = _lt("The client asks for smaller payments: his hours were cut")
LONGER = 12
ROUTES = {
    "bank.loan.change": _lt("Changes of Loans"),
    "bank.loan.review": _lt("Reviews of Borrowers"),
}


class BankDemoImport(models.Model):
    """The night has counted days past due; a loan is to be prolonged."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "servicing"]

    def _load_servicing(self, _bank):
        """Run the night once, and begin a change of a loan that is late."""
        runs = self.env["bank.delinquency.run"]
        manager = self._find_staff((MANAGER,)).get(MANAGER)
        if not manager or runs.search_count([], limit=1):
            return
        runs._run_day(fields.Date.context_today(self))
        self._draw_servicing_routes()
        loans = self._acting(manager).env["bank.agreement"]
        loan = loans.search(
            [
                ("partner_id.manager_id", "=", manager.id),
                ("trade", "=", "credit"),
                ("state", "in", ("active", "defaulted")),
                ("date_end", ">", fields.Date.context_today(self)),
            ],
            order="days_past_due desc, id",
            limit=1,
        )
        if loan:
            change = loan.change_ids.create(
                {"agreement_id": loan.id, "reason": self._say(REASON)}
            )
            change.date_end = fields.Date.add(loan.date_end, months=LONGER)

    def _draw_servicing_routes(self):
        """The underwriter decides on both; a second one has agreed to that."""
        staff = self._find_staff((DRAFTER, PUBLISHER, UNDERWRITER))
        if len(staff) < 3:
            return
        drawing = self._acting(staff[DRAFTER])
        for model, label in ROUTES.items():
            step = {
                "name": self._say(UNDERWRITING),
                "who": "users",
                "user_ids": [Command.set(staff[UNDERWRITER].ids)],
            }
            route = drawing.env["bank.approval.route"].create(
                {
                    "name": drawing._say(label),
                    "model_id": self.env["ir.model"]._get_id(model),
                    "step_ids": [Command.create(step)],
                }
            )
            route.with_env(self._acting(staff[PUBLISHER]).env).action_publish()
