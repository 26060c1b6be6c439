# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Records of the files as rows of the feeds of ``bank_crm_core``.

Every source key is ``berka-<file>-<number>``, with a tail where one row of a file
becomes several of a feed: so a refused row is traced back to its file.
"""

from . import berka, loans, names, operations

CURRENCY = "CZK"
COUNTRY = "CZ"
ACCOUNT_PRODUCT = "current_account"
LOAN_PRODUCT = "former_loan"
CARD_PRODUCTS = {
    "classic": "card_classic",
    "junior": "card_junior",
    "gold": "card_gold",
}


def source_key(file, number, *tail):
    """Return the key of a row.

    >>> source_key("loan", 5314, "s", 1)
    'berka-loan-5314-s-1'
    """
    return "-".join(map(str, ("berka", file, number, *tail)))


def parse_source_key(key):
    """Return the file and the number that a key was made of.

    >>> parse_source_key("berka-loan-5314-s-1")
    ('loan', 5314)
    """
    _source, file, number, *_tail = key.split("-")
    return file, int(number)


def branch_code(district):
    """Return the code of the branch of a district.

    >>> branch_code(7)
    'CZ-07'
    """
    return f"CZ-{district:02d}"


def make_number(kind, number):
    """Return a number of ten digits: the kind, then the number in the file.

    >>> make_number("loan", 5314)
    '2000005314'
    """
    prefix = {"account": 1, "loan": 2, "card": 3}[kind]
    return f"{prefix}{number:09d}"


def client_rows(clients, managers):
    """Yield clients; ``managers`` are logins by branch code, taken in turn."""
    for client in clients:
        branch = branch_code(client.district)
        logins = managers.get(branch)
        yield {
            "source_key": source_key("client", client.number),
            "name": names.make_name(client.number, client.birth.sex),
            "client_kind": "person",
            "branch": branch,
            "manager": logins[client.number % len(logins)] if logins else None,
            "birth_date": client.birth.date,
            "sex": client.birth.sex,
            "country": COUNTRY,
            "phones": [names.make_phone(client.number)],
        }


def account_agreement_rows(accounts, owners, branch_ids, last_operations):
    """Yield the agreements under which accounts are kept."""
    for account in accounts:
        last, _moment = last_operations.get(account.number, (None, None))
        yield {
            "source_key": source_key("account", account.number),
            "number": make_number("account", account.number),
            "product": ACCOUNT_PRODUCT,
            "partner": source_key("client", owners[account.number]),
            "date_start": account.opened,
            "currency": CURRENCY,
            "balance": last and last.balance,
            "state": "active",
            "attribute_values": {
                "statement_frequency": account.frequency,
                "opening_branch": branch_ids[branch_code(account.district)],
            },
        }


def account_rows(accounts, owners, last_operations):
    """Yield accounts; the balance is that of the last operation, if there is one."""
    for account in accounts:
        last, moment = last_operations.get(account.number, (None, None))
        yield {
            "source_key": source_key("account", account.number),
            "number": make_number("account", account.number),
            "partner": source_key("client", owners[account.number]),
            "agreement": source_key("account", account.number),
            "currency": CURRENCY,
            "balance": last and last.balance,
            "date_balance": moment,
            "date_opened": account.opened,
            "state": "open",
        }


def disp_rows(disp):
    """Yield who may operate which account."""
    for row in disp:
        yield {
            "source_key": source_key("disp", row.number),
            "agreement": source_key("account", row.account),
            "partner": source_key("client", row.client),
            "role": row.role,
        }


def relation_rows(disp, accounts, owners):
    """Yield who may operate the account of whom, once a pair, since the first account.

    >>> from types import SimpleNamespace as Row
    >>> users = [Row(number=7, client=2, account=10, role="user")]
    >>> accounts = {10: Row(opened="1993-01-01")}
    >>> [row["partner_to"] for row in relation_rows(users * 2, accounts, {10: 1})]
    ['berka-client-1']
    """
    first = {}
    for row in disp:
        owner = owners.get(row.account)
        if row.role == "owner" or owner in (None, row.client):
            continue
        if row.account not in accounts:  # refused before
            continue
        opened = accounts[row.account].opened
        known = first.get((row.client, owner))
        if known is None or opened < known[1]:
            first[row.client, owner] = (row.number, opened)
    for (client, owner), (number, opened) in first.items():
        yield {
            "source_key": source_key("disp", number, "relation"),
            "type": "account_user",
            "partner_from": source_key("client", client),
            "partner_to": source_key("client", owner),
            "date_from": opened,
        }


def loan_rows(loan_records, owners):
    """Yield the agreements of loans; what the files do not tell stays empty."""
    for loan in loan_records:
        schedule = loans.build_schedule(loan, berka.AS_OF)
        state = loans.find_state(loan)
        end = schedule[-1].date
        yield {
            "source_key": source_key("loan", loan.number),
            "number": make_number("loan", loan.number),
            "product": LOAN_PRODUCT,
            "partner": source_key("client", owners[loan.account]),
            "account": source_key("account", loan.account),
            "date_start": loan.granted,
            "date_end": end,
            "date_closed": end if state == "closed" else None,
            "currency": CURRENCY,
            "amount": loan.amount,
            "term_months": loan.months,
            "balance": loans.find_balance(loan, schedule),
            "state": state,
            "attribute_values": {"loan_outcome": loan.outcome} if loan.outcome else {},
        }


def schedule_rows(loan_records):
    """Yield the instalments of loans; how they split is not in the files."""
    for loan in loan_records:
        for row in loans.build_schedule(loan, berka.AS_OF):
            yield {
                "source_key": source_key("loan", loan.number, "s", row.number),
                "agreement": source_key("loan", loan.number),
                "date": row.date,
                "kind": "schedule",
                "state": row.state,
                "amount": loan.payment,
            }


def payment_rows(arranged, loan_by_account):
    """Yield payments that operations prove: money out for the loan of the account."""
    for operation, _moment in arranged:
        loan = loan_by_account.get(operation.account)
        if loan and operation.purpose == "loan" and operation.direction < 0:
            yield {
                "source_key": source_key("trans_test", operation.number, "p"),
                "agreement": source_key("loan", loan.number),
                "date": operation.date,
                "kind": "fact",
                "state": "paid",
                "amount": operation.amount,
            }


def card_rows(cards, disp):
    """Yield the agreements of cards; ``disp`` are the records by number."""
    for card in cards:
        holder = disp[card.disp]
        yield {
            "source_key": source_key("card", card.number),
            "number": make_number("card", card.number),
            "product": CARD_PRODUCTS[card.type],
            "partner": source_key("client", holder.client),
            "account": source_key("account", holder.account),
            "date_start": card.issued,
            "currency": CURRENCY,
            "state": "active",
        }


def owner_rows(file, agreement_rows):
    """Yield the owners of agreements of which a file names none but the client."""
    for row in agreement_rows:
        _file, number = parse_source_key(row["source_key"])
        yield {
            "source_key": source_key(file, number, "owner"),
            "agreement": row["source_key"],
            "partner": row["partner"],
            "role": "owner",
        }


def order_rows(orders, labels):
    """Yield standing orders; ``labels`` name the purposes for people."""
    for order in orders:
        yield {
            "source_key": source_key("order", order.number),
            "account": source_key("account", order.account),
            "amount": order.amount,
            "purpose": labels.get(order.purpose),
            "counterparty_bank": order.to_bank,
            "counterparty_account": order.to_account,
            "state": "active",
        }


def operation_rows(arranged, loan_by_account, labels):
    """Yield operations in the order in which the balance ran."""
    for operation, moment in arranged:
        loan = loan_by_account.get(operation.account)
        is_payment = loan and operation.purpose == "loan"
        yield {
            "source_key": source_key("trans_test", operation.number),
            "account": source_key("account", operation.account),
            "agreement": source_key("loan", loan.number) if is_payment else None,
            "date": moment,
            "amount": operation.signed,
            "balance_after": operation.balance,
            "kind": operations.find_kind(operation),
            "counterparty_bank": operation.other_bank,
            "counterparty_account": operation.other_account,
            "memo": labels.get(operation.purpose) or labels.get(operation.kind),
        }
