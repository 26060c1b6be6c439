# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from typing import Any, NamedTuple

from odoo import fields, models
from odoo.tools import LazyTranslate

from ..tools import feed_rows

_lt = LazyTranslate(__name__)

MANAGER = "manager"


class Story(NamedTuple):
    """A deal of the demonstration: what is sold and how far it has come."""

    name: Any
    product: str
    amount: int  # 0: not agreed yet
    months: int
    stages: int  # how many gates the manager has passed
    is_presented: bool  # the terms were presented to the client
    due_days: int  # when the client is to be called; negative: already late


OBJECTION = _lt("The monthly payment is too high")
STORIES = (
    Story(_lt("A car for the family"), "car_loan", 0, 0, 0, False, -2),
    Story(_lt("A flat in the new quarter"), "mortgage", 0, 0, 1, False, 1),
    Story(_lt("Repair of the house"), "consumer_loan", 180000, 36, 1, False, 0),
    Story(_lt("Savings after a sale"), "term_deposit", 250000, 12, 2, False, 2),
    Story(_lt("A second car"), "car_loan", 420000, 60, 2, True, 3),
)


class BankDemoImport(models.Model):
    """Deals of today, worked on by the demo manager as by anybody: gate after gate."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "deals"]

    def _load_deals(self, bank):
        """Open the deals of the demo manager, unless he has some already."""
        manager = self.env["res.users"].search([("login", "=", MANAGER)])
        deals = self.env["crm.lead"].with_context(active_test=False)
        if not manager or deals.search_count([("user_id", "=", manager.id)], limit=1):
            return
        acting = self.with_user(manager).with_context(lang=self._get_demo_lang())
        clients = acting._find_clients_of(manager, bank)
        products = self._find_by_code("bank.product", [row.product for row in STORIES])
        for story, client in zip(STORIES, clients):
            acting._tell(story, client, products[story.product].with_env(acting.env))

    def _offer_twice(self, deal):
        """The client found the first offer too dear; a longer one is being prepared."""
        offers = self.env["bank.offer"]
        first = offers.create({"deal_id": deal.id})
        first.action_present()
        first.objection = self._say(OBJECTION)
        first.action_decline()
        offers.create(
            {"deal_id": deal.id, "kind": "final", "term_months": first.term_months + 12}
        )

    def _find_clients_of(self, manager, bank):
        """Return his first clients by their number in the file, one a story."""
        keys = [
            feed_rows.source_key("client", number) for number in bank["client"].records
        ]
        clients = self.env["res.partner"].search(
            [("manager_id", "=", manager.id), ("source_key", "in", keys)]
        )
        by_number = clients.sorted(
            lambda client: feed_rows.parse_source_key(client.source_key)
        )
        return by_number[: len(STORIES)]

    def _tell(self, story, client, product):
        """Do what the manager has done so far; nothing goes round a gate."""
        client._log_interaction(
            channel="phone",
            direction="in",
            subject=self.env._("Asked about: %(product)s", product=product.name),
        )
        deal = self.env["crm.lead"].create(
            {
                "name": self._say(story.name),
                "type": "opportunity",
                "partner_id": client.id,
                "product_id": product.id,
                "user_id": self.env.uid,
                "amount": story.amount,
                "term_months": story.months,
            }
        )
        for _stage in range(story.stages):
            deal.action_next_stage()
        if story.is_presented:
            deal.activity_ids.action_feedback()
            self._offer_twice(deal)
        deal.activity_schedule(
            "mail.mail_activity_data_call",
            date_deadline=fields.Date.context_today(deal)
            + timedelta(days=story.due_days),
            summary=self.env._("Call the client back"),
            user_id=self.env.uid,
        )
