# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import LazyTranslate

from ..tools import berka, feed_rows, operations

_lt = LazyTranslate(__name__)

PURPOSES = {
    "household": _lt("Household payment"),
    "insurance": _lt("Insurance"),
    "leasing": _lt("Leasing"),
    "loan": _lt("Loan payment"),
    "pension": _lt("Pension"),
    "interest": _lt("Interest credited"),
    "penalty": _lt("Penalty interest for a negative balance"),
    "statement": _lt("Fee for a statement"),
    "cash_in": _lt("Cash paid in"),
    "cash_out": _lt("Cash withdrawn"),
    "transfer_in": _lt("Transfer from another bank"),
    "transfer_out": _lt("Transfer to another bank"),
    "card": _lt("Cash withdrawn by card"),
}


class BankDemoImport(models.Model):
    """The rows of the files on their way through the feeds of the bank."""

    _inherit = "bank.demo.import"

    def _get_purpose_labels(self):
        """Return what people read, in the language of the demonstration."""
        return {key: self._say(label) for key, label in PURPOSES.items()}

    def _load_clients(self, bank):
        rows = feed_rows.client_rows(
            bank["client"].records.values(), self._get_manager_logins()
        )
        self._feed(bank, "res.partner", rows)

    def _load_accounts(self, bank):
        """Agreements first, then the accounts kept under them, then who may use them."""
        owners = berka.read_owners(bank["disp"])
        accounts = bank["account"].records
        branches = self._get_branches()
        branch_ids = {code: branch.id for code, branch in branches.items()}
        last = {
            operation.account: (operation, moment)
            for operation, moment in self._arrange(bank)
        }
        agreements = feed_rows.account_agreement_rows(
            list(accounts.values()), owners, branch_ids, last
        )
        self._feed(bank, "bank.agreement", agreements)
        rows = feed_rows.account_rows(list(accounts.values()), owners, last)
        self._feed(bank, "bank.account", rows)
        rows = feed_rows.disp_rows(list(bank["disp"].records.values()))
        self._feed(bank, "bank.agreement.party", rows)

    def _load_loans(self, bank):
        owners = berka.read_owners(bank["disp"])
        loans = list(bank["loan"].records.values())
        agreements = list(feed_rows.loan_rows(loans, owners))
        self._feed(bank, "bank.agreement", agreements)
        parties = feed_rows.owner_rows("loan", agreements)
        self._feed(bank, "bank.agreement.party", parties)
        self._feed(bank, "bank.agreement.payment", feed_rows.schedule_rows(loans))

    def _load_cards(self, bank):
        cards = list(bank["card"].records.values())
        agreements = list(feed_rows.card_rows(cards, bank["disp"].records))
        self._feed(bank, "bank.agreement", agreements)
        parties = feed_rows.owner_rows("card", agreements)
        self._feed(bank, "bank.agreement.party", parties)

    def _load_orders(self, bank):
        orders = list(bank["order"].records.values())
        rows = feed_rows.order_rows(orders, self._get_purpose_labels())
        self._feed(bank, "bank.standing.order", rows)

    def _load_operations(self, bank):
        """Operations, and as facts of a loan those that pay it."""
        arranged = self._arrange(bank)
        loans = {loan.account: loan for loan in bank["loan"].records.values()}
        labels = self._get_purpose_labels()
        rows = feed_rows.operation_rows(arranged, loans, labels)
        self._feed(bank, "bank.operation", rows)
        rows = feed_rows.payment_rows(arranged, loans)
        self._feed(bank, "bank.agreement.payment", rows)

    def _arrange(self, bank):
        return operations.arrange(list(bank["trans_test"].records.values()))
