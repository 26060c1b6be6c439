# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command, fields, models
from odoo.tools import SQL, LazyTranslate

from .bank_demo_deals import MANAGER
from .bank_demo_lending import DRAFTER, PUBLISHER, UNDERWRITER, UNDERWRITING

_lt = LazyTranslate(__name__)

REASON = _lt("The client asks for smaller payments: his hours were cut")
LONGER = 12
# as many nights are reckoned as the server would have been at work
NIGHTS = 14
# agreement, type of paper, in how many days; negative: late already
AWAITED = (
    ("DEMO-B1", "loan_statements", 20),
    ("DEMO-B1", "insurance_policy", -4),
    ("DEMO-3", "loan_use", 9),
    ("DEMO-4", "insurance_policy", 27),
)
WHY_AWAITED = _lt("Agreed with the client by telephone")
ROUTES = {
    "bank.loan.change": _lt("Changes of Loans"),
    "bank.loan.review": _lt("Reviews of Borrowers"),
}


class BankDemoImport(models.Model):
    """Nights have counted days past due; a loan is to be prolonged, papers are awaited."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "servicing"]

    def _load_servicing(self, _bank):
        """Run the night once, and begin a change of a loan that is late."""
        runs = self.env["bank.delinquency.run"]
        manager = self._find_staff((MANAGER,)).get(MANAGER)
        if not manager or runs.search_count([], limit=1):
            return
        today = fields.Date.context_today(self)
        for back in reversed(range(NIGHTS)):
            runs._run_day(fields.Date.subtract(today, days=back))
        self._draw_servicing_routes()
        self._acting(manager)._await_papers(today)
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

    def _await_papers(self, today):
        """The manager has asked for papers after the issue; one has not come in time."""
        kinds = self._find_by_code("bank.document.type", {row[1] for row in AWAITED})
        for number, code, days in AWAITED:
            loan = self.env["bank.agreement"].search([("number", "=", number)])
            if not loan:
                continue
            due = fields.Date.add(today, days=max(days, 1))
            paper = loan._ask_for(kinds[code], "", due, self._say(WHY_AWAITED))
            if days < 0:
                self._let_pass_due(paper, fields.Date.add(today, days=days))

    def _let_pass_due(self, paper, day):
        """Nobody enters a day that is over: the paper was asked for weeks ago."""
        paper.flush_recordset()
        self.env.cr.execute(
            SQL("UPDATE bank_document SET date_due = %s WHERE id = %s", day, paper.id)
        )
        paper.invalidate_recordset()

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
