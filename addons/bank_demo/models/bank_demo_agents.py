# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import time

from odoo import Command, models
from odoo.tools import LazyTranslate

from .bank_demo_deals import MANAGER
from .bank_demo_setup import PRAGUE

_lt = LazyTranslate(__name__)

LOGIN = "agent"
GROUP = "bank_loan_portal.group_agent"
PAGE_CODE = "agents"
PERSON = _lt("Agent of a Car Dealer (demo)")
DEALER = _lt("Car Dealer (demo)")
PAGE = _lt("A loan for your client")
CONSENT = _lt(
    "The client has agreed in writing that the bank processes his personal data to "
    "decide on this application; I hand the paper to the bank on demand."
)
PASSPORT = _lt("Copy of the client's passport")
PURPOSE = _lt("A car of the dealer's stock")
PRODUCTS = ("car_loan", "consumer_loan")
# what a telephone's browser would send: who, his phone, how much, for how long
CLIENTS = (
    (_lt("Guest Agatha (demo)"), "+420 601 555 901", "280 000", "48"),
    (_lt("Guest Boris (demo)"), "+420 601 555 902", "150 000", "24"),
)
BORN, INCOME = "1988-04-12", "52 000"


class BankDemoImport(models.Model):
    """A car dealer sells loans of the bank: a login, a form, two applications."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "agents"]

    def _load_agents(self, _bank):
        """Make the agent and send two applications of his, unless he is there."""
        staff = self._find_staff((MANAGER,))
        products = self.env["bank.product"].search(
            [("code", "in", PRODUCTS), ("state", "=", "active")]
        )
        users = self.env["res.users"].with_context(active_test=False)
        if not staff or not products or users.search([("login", "=", LOGIN)]):
            return
        agent = self._make_agent(staff[MANAGER], products)
        self._make_agent_place()
        own = self.env["bank.agent"].with_user(agent.user_ids)
        own = own.with_context(lang=self._get_demo_lang())._find_own()
        for number, row in enumerate(CLIENTS):
            self._send_as_agent(own, products[:1], number, *row)

    def _make_agent(self, curator, products):
        branch = self._get_branches()[PRAGUE]
        form = self.env["bank.inquiry.form"].create(
            {
                "name": PAGE._translate("en_US"),
                "code": PAGE_CODE,
                "for_agents": True,
                "branch_id": branch.id,
                "product_ids": [Command.set(products.ids)],
                "consent_text": self._say(CONSENT),
            }
        )
        self._translate_names([(form, PAGE)])
        return self.env["bank.agent"].create(
            {
                "name": self._say(DEALER),
                "contract": "2026/07",
                "date_start": "2026-01-01",
                "branch_id": branch.id,
                "manager_id": curator.id,
                "form_id": form.id,
                "user_ids": [Command.set(self._make_agent_user().ids)],
            }
        )

    def _make_agent_user(self):
        users = self.env["res.users"].with_context(no_reset_password=True)
        return users.create(
            {
                "name": self._say(PERSON),
                "login": LOGIN,
                "password": LOGIN,
                "lang": self._get_demo_lang(),
                "group_ids": [Command.set(self.env.ref(GROUP).ids)],
            }
        )

    def _make_agent_place(self):
        """A place for a scan, in the dossier of what an agent brings."""
        kind = self.env["bank.document.type"].create(
            {
                "name": self._say(PASSPORT),
                "code": "agent_passport",
                "extensions": "pdf,jpg,png",
            }
        )
        self.env["bank.document.slot"].create(
            {
                "type_id": kind.id,
                "model_id": self.env["ir.model"]._get_id("bank.inquiry"),
                "domain": "[]",
            }
        )

    def _send_as_agent(self, agent, product, number, name, phone, amount, months):
        form = agent.form_id
        sent = {
            "name": self._say(name),
            "phone": phone,
            "product": product.code,
            "amount": amount,
            "term_months": months,
            "birth_date": BORN,
            "purpose": self._say(PURPOSE),
            "income_month": INCOME,
            "consent": "1",
            # not in no time, and each of its own
            "stamp": form._make_stamp(time.time() - 60 * (1 + number)),
        }
        form._submit_by_agent(agent, sent, [], "203.0.113.7")
