# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a bank knew of a loan of the Berka set on the day it was granted.

``DATED`` is what the files put a day to, at or before the loan's. ``UNDATED`` has no day:
who else may use the account, standing orders, figures of the district. It may have come
after the loan, even because of how the loan went, so what is learned from it is shown
apart. The standing order that pays a loan is never looked at.
"""

from collections import defaultdict
from datetime import timedelta

from odoo.addons.bank_demo.tools.berka import read_owners

BAD = {"unpaid", "arrears"}
DATED = (
    "amount", "months", "payment", "age", "sex", "account_days", "frequency", "region",
    "district", "card", "operations", "lowest_balance", "mean_balance", "monthly_income",
)  # fmt: skip
UNDATED = (
    "users", "orders", "orders_sum", "household", "leasing", "salary", "unemployment",
    "urban_share", "entrepreneurs", "crimes",
)  # fmt: skip
# the time whose incomings count, and its length in months
RECENT, RECENT_MONTHS = timedelta(days=91), 3


class Loans:
    """Loans of the tables of ``berka.read_bank``, described as of their days."""

    def __init__(self, tables):
        def get(name):
            return tables[name].records

        self.accounts, self.clients = get("account"), get("client")
        self.districts = get("district")
        self.owners = read_owners(tables["disp"])
        self.users, self.orders = defaultdict(int), defaultdict(list)
        self.operations, self.cards = defaultdict(list), defaultdict(list)
        for row in get("disp").values():
            self.users[row.account] += 1
        for row in get("order").values():
            self.orders[row.account].append(row)
        for row in get("trans_test").values():
            self.operations[row.account].append(row)
        for row in get("card").values():
            account = get("disp")[row.disp].account
            self.cards[account].append(row)
        self.rows = [row for row in get("loan").values() if row.outcome]
        self.rows.sort(key=lambda row: row.number)

    def get_outcomes(self):
        return [row.outcome in BAD for row in self.rows]

    def get_columns(self, names):
        found = [self.describe(row) for row in self.rows]
        return {name: [row[name] for row in found] for name in names}

    def describe(self, loan):
        """Return all that is known of a loan, by name."""
        account = self.accounts[loan.account]
        client = self.clients[self.owners[loan.account]]
        cards = [row for row in self.cards[loan.account] if row.issued < loan.granted]
        return {
            "amount": float(loan.amount),
            "months": loan.months,
            "payment": float(loan.payment),
            "age": (loan.granted - client.birth.date).days / 365.25,
            "sex": client.birth.sex,
            "account_days": (loan.granted - account.opened).days,
            "frequency": account.frequency,
            "district": str(account.district),
            "card": cards[0].type if cards else "no",
            "users": self.users[loan.account],
            **self._describe_operations(loan),
            **self._describe_orders(loan),
            **self._describe_district(self.districts[account.district]),
        }

    def _describe_operations(self, loan):
        """Only operations of the days before the loan's: on its own day it is paid out."""
        rows = [row for row in self.operations[loan.account] if row.date < loan.granted]
        if not rows:
            names = ("operations", "lowest_balance", "mean_balance", "monthly_income")
            return dict.fromkeys(names)
        balances = [float(row.balance) for row in rows]
        recent = loan.granted - RECENT
        income = [
            row.amount for row in rows if row.direction > 0 and row.date >= recent
        ]
        return {
            "operations": len(rows),
            "lowest_balance": min(balances),
            "mean_balance": sum(balances) / len(balances),
            "monthly_income": float(sum(income)) / RECENT_MONTHS,
        }

    def _describe_orders(self, loan):
        orders = [row for row in self.orders[loan.account] if row.purpose != "loan"]
        purposes = [row.purpose for row in orders]
        return {
            "orders": len(orders),
            "orders_sum": float(sum(row.amount for row in orders)),
            "household": purposes.count("household"),
            "leasing": purposes.count("leasing"),
        }

    def _describe_district(self, district):
        def get(value):
            return None if value is None else float(value)

        crimes = district.crimes_1995
        return {
            "region": district.region,
            "salary": district.salary,
            "unemployment": get(district.unemployment_1995),
            "urban_share": get(district.urban_share),
            "entrepreneurs": district.entrepreneurs,
            "crimes": None if crimes is None else crimes / district.inhabitants,
        }
