# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command, models
from odoo.tools import LazyTranslate

from .bank_demo_lending import DRAFTER, GUARD, PUBLISHER, SAFETY, STAFF

_lt = LazyTranslate(__name__)

REQUEST = "bank.act.request"
HAND_OVER = "bank.handover:planned"
HEADS = "bank_crm_core.group_crm_head"
BOOKS = _lt("Books of Clients")
BOOKS_RULE = _lt("A Book Is Handed Over")
WHY = _lt("The manager leaves the bank; his clients know both colleagues.")


class BankDemoImport(models.Model):
    """A book of clients changes hands once the security service has seen it."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "acts"]

    def _load_acts(self, _bank):
        """Draw the rule, unless the bank has one; the head asks for the book at hand."""
        staff = self._find_staff(STAFF)
        rules = self.env["bank.act.rule"]
        if len(staff) < len(STAFF) or rules.search_count([], limit=1):
            return
        drawing = self._acting(staff[DRAFTER])
        publishing = self._acting(staff[PUBLISHER])
        steps = [Command.set(staff[GUARD].ids)]
        route = drawing._draw_route(
            BOOKS,
            [{"name": self._say(SAFETY), "who": "users", "user_ids": steps}],
            model_id=self.env["ir.model"]._get_id(REQUEST),
        )
        route.with_env(publishing.env).action_publish()
        rule = drawing._draw_act(route)
        rule.with_env(publishing.env).action_publish()
        self._ask_for_books()

    def _draw_act(self, route):
        return self.env["bank.act.rule"].create(
            {
                "name": self._say(BOOKS_RULE),
                "act": HAND_OVER,
                "route_id": route.id,
                "group_id": self.env.ref(HEADS).id,
            }
        )

    def _ask_for_books(self):
        """What is dealt out already waits for the security service."""
        for row in self.env["bank.handover"].search([("state", "=", "draft")]):
            own = self._acting(row.head_id).env
            action = row.with_env(own).action_ask_for_act()
            dialog = own["bank.act.ask"].browse(action["res_id"])
            dialog.reason = self._say(WHY)
            dialog.action_confirm()
