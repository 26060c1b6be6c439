# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from typing import NamedTuple

from odoo import fields, models
from odoo.tools import LazyTranslate

from .bank_demo_deals import MANAGER

_lt = LazyTranslate(__name__)

PRODUCT = "consumer_loan"
MONTH = 30
REASON = _lt("Pays on time, the salary comes to our account")


class Past(NamedTuple):
    """A loan of a client of the demo manager, and how late each payment was."""

    key: str
    client: int  # his place among the clients of the manager's deals
    amount: int  # of each payment
    delays: tuple  # in days; None: not paid yet
    is_closed: bool


LOANS = (
    Past("1", 0, 4000, (0, 0, 3, 0, 12, 0, 0, 45, 15, 0), True),
    Past("2", 1, 6500, (0,) * 8, False),
    Past("3", 2, 5200, (0, 2, 35, 70, None, None), False),
    Past("4", 0, 3000, (0, 0, 0, None), False),
)
# (client, product, limit, rate, days it holds)
OFFERS = (
    (0, "consumer_loan", 150000, 11.9, 45),
    (0, "mortgage", 1500000, 7.4, 20),
    (1, "car_loan", 400000, 9.9, 30),
    (3, "consumer_loan", 90000, 13.5, 6),
)
# (product, margin, fees, cost) of a month
PROFITS = (
    ("current_account", 20, 95, 60),
    ("consumer_loan", 900, 50, 210),
    ("car_loan", 650, 30, 240),
)
CLIENTS_WITH_PROFIT = 5


class BankDemoImport(models.Model):
    """What only other systems of a bank know: how newer loans were paid, what scoring
    would give, what clients earn the bank. Made up, by the same feeds.
    """

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "card"]

    def _load_card(self, bank):
        """Feed it for the clients of the demo manager's deals; twice is as good as once."""
        manager = self.env["res.users"].search([("login", "=", MANAGER)])
        clients = self._find_clients_of(manager, bank) if manager else ()
        if not clients:
            return
        today = fields.Date.context_today(self)
        loans = [row for row in LOANS if row.client < len(clients)]
        codes = {PRODUCT, *(row[1] for row in OFFERS), *(row[0] for row in PROFITS)}
        products = self._find_by_code("bank.product", codes)
        self._feed_made_up(
            "bank.agreement",
            [self._prepare_loan(row, clients[row.client], today) for row in loans],
        )
        self._feed_made_up(
            "bank.agreement.payment",
            [line for row in loans for line in self._prepare_payments(row, today)],
        )
        self._feed_made_up(
            "bank.preapproved.offer", self._prepare_offers(clients, products, today)
        )
        self._feed_made_up(
            "bank.client.profit", self._prepare_profits(clients, products, today)
        )

    def _feed_made_up(self, model, rows):
        refused = self.env[model]._upsert(rows)["refused"]
        if refused:
            raise ValueError(f"{model}: {refused}")

    def _get_due_day(self, row, number, today):
        """Return the day of a line; the last one fell due ten days ago."""
        months_ago = len(row.delays) - 1 - number
        return today - timedelta(days=10 + MONTH * months_ago)

    def _prepare_loan(self, row, client, today):
        unpaid = row.delays.count(None)
        ahead = 0 if row.is_closed else 12
        last = self._get_due_day(row, len(row.delays) - 1, today)
        return {
            "source_key": f"demo-loan-{row.key}",
            "number": f"DEMO-{row.key}",
            "product": PRODUCT,
            "partner": client.source_key,
            "currency": "CZK",
            "amount": row.amount * (len(row.delays) + ahead),
            "balance": row.amount * (unpaid + ahead),
            "arrears": row.amount * unpaid,
            "rate": 12.9,
            "date_start": self._get_due_day(row, -1, today),
            "date_end": today + timedelta(days=360),
            "date_closed": last + timedelta(days=5) if row.is_closed else None,
            "state": "closed" if row.is_closed else "active",
        }

    def _prepare_payments(self, row, today):
        """Return the schedule, and a payment for each line that was paid."""
        lines = []
        for number, delay in enumerate(row.delays):
            due = self._get_due_day(row, number, today)
            line = {
                "source_key": f"demo-plan-{row.key}-{number}",
                "agreement": f"demo-loan-{row.key}",
                "date": due,
                "kind": "schedule",
                "state": "overdue" if delay is None else "paid",
                "amount": row.amount,
            }
            lines.append(line)
            if delay is not None:
                lines.append(
                    {
                        **line,
                        "source_key": f"demo-fact-{row.key}-{number}",
                        "date": due + timedelta(days=delay),
                        "kind": "fact",
                        "state": "paid",
                    }
                )
        return lines

    def _prepare_offers(self, clients, products, today):
        return [
            {
                "source_key": f"demo-offer-{place}-{code}",
                "partner": clients[place].source_key,
                "product": code,
                "currency": "CZK",
                "amount_limit": limit,
                "rate": rate,
                "date_end": today + timedelta(days=days),
                "reason": self._say(REASON),
            }
            for place, code, limit, rate, days in OFFERS
            if place < len(clients) and code in products
        ]

    def _prepare_profits(self, clients, products, today):
        """Return twelve months, one client a little more than the next."""
        first = today.replace(day=1)
        return [
            {
                "source_key": f"demo-profit-{client.source_key}-{code}-{month}",
                "month": fields.Date.subtract(first, months=month),
                "partner": client.source_key,
                "product": code,
                "interest_margin": margin * (5 - place) - 10 * month,
                "fees": fees,
                "cost": cost,
            }
            for place, client in enumerate(clients[:CLIENTS_WITH_PROFIT])
            for code, margin, fees, cost in PROFITS
            if code in products
            for month in range(12)
        ]
