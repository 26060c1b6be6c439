# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time, timedelta

from odoo import fields, models
from odoo.tools import LazyTranslate

from ..tools import feed_rows
from .bank_demo_deals import MANAGER

_lt = LazyTranslate(__name__)

CHANNELS = ("phone", "email", "sms")
# of the manager's first clients: every such one has allowed less
WITHDRAWN_EVERY = 4
ALLOWED = 12
PROMISE = _lt("Send the terms of the mortgage")
PEACE = _lt("Asked not to be called before the summer")


class BankDemoImport(models.Model):
    """What clients have allowed, what was promised to them, what their loans bring."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "contacts"]

    def _load_contacts(self, bank):
        """Enter consents of the demo manager's clients, unless there are some."""
        manager = self.env["res.users"].search([("login", "=", MANAGER)])
        if not manager or self.env["bank.consent"].search_count([], limit=1):
            return
        acting = self.with_user(manager).with_context(lang=self._get_demo_lang())
        clients = self._find_allowed(manager, bank).with_env(acting.env)
        for place, client in enumerate(clients):
            acting._allow(place, client)
        if clients:
            acting._promise_and_leave_in_peace(clients)
        self.env["bank.obligation"]._search_events()

    def _find_allowed(self, manager, bank):
        """Return the manager's clients who have said what they allow, in a fixed order."""
        keys = [
            feed_rows.source_key("client", number) for number in bank["client"].records
        ]
        return self.env["res.partner"].search(
            [("manager_id", "=", manager.id), ("source_key", "in", keys)],
            order="source_key, id",
            limit=ALLOWED,
        )

    def _allow(self, place, client):
        """The consent was given with the first agreement; some took it back."""
        opened = client.agreement_ids.filtered("date_start").mapped("date_start")
        moment = datetime.combine(
            min(opened, default=fields.Date.today() - timedelta(days=30)), time(9)
        )
        channels = self._find_by_code("bank.channel", CHANNELS)
        consents = self.env["bank.consent"]
        for code in CHANNELS:
            values = {
                "purpose": "marketing",
                "method": "phone",
                "recording": f"{client.id}/{code}",
                "channel_id": channels[code].id,
            }
            consents._enter(client, state="given", date=moment, **values)
            if place % WITHDRAWN_EVERY == WITHDRAWN_EVERY - 1 and code == "sms":
                consents._enter(client, state="withdrawn", **values)

    def _promise_and_leave_in_peace(self, clients):
        self.env["bank.obligation"]._promise(
            clients[0],
            self._say(PROMISE),
            fields.Date.add(fields.Date.today(), days=2),
        )
        self.env["bank.suppression"].create(
            {"partner_id": clients[-1].id, "reason": self._say(PEACE)}
        )
