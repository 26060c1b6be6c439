# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import LazyTranslate

from .bank_demo_plans import Item

_lt = LazyTranslate(__name__)

PLAN = _lt("A new client is taken on")
ITEMS = (
    Item(
        _lt("See the original passport, or the papers of the company"),
        "todo",
        "manager",
        0,
    ),
    Item(_lt("Evaluate the client: lists, papers, numbers"), "todo", "manager", 0),
    Item(
        _lt("Ask what the client lives on and where the money comes from"),
        "call",
        "manager",
        1,
    ),
    Item(_lt("Enter founders, directors and beneficial owners"), "todo", "manager", 1),
    Item(_lt("Ask whether the client holds a public office"), "call", "manager", 1),
    Item(_lt("Collect the papers of the dossier"), "todo", "manager", 3),
    Item(_lt("Check the papers of the dossier"), "todo", "head", 4),
    Item(_lt("Begin the review of the client"), "todo", "manager", 4),
    Item(_lt("See to it that the review is concluded"), "todo", "head", 7),
    Item(_lt("Sign the agreement and open the account"), "todo", "manager", 8),
    Item(_lt("Call: does everything work?"), "call", "manager", 30),
)


class BankDemoImport(models.Model):
    """How a client is taken on, in eleven steps: the plan that was followed is the
    proof that each of them was done, by whom and when.
    """

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "onboarding"]

    def _load_onboarding(self, _bank):
        """Publish the template, unless it was done before."""
        plans = self.env["mail.activity.plan"]
        domain = [("name", "=", self._say(PLAN)), ("res_model", "=", "res.partner")]
        if not plans.search_count(domain, limit=1):
            self._publish(PLAN, ITEMS)
