# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Products of a loan side by side, against the same figures by plain numpy.

The floor is what an analyst would write: one matrix of months and loans, kopecks
rounded as binary fractions fall, the rate by Newton over the whole matrix. Ours has to
say for each figure what the plain calculator says, to the kopeck; a sample is compared.
"""

import random
from datetime import date
from decimal import Decimal

import numpy as np

from odoo.addons.bank_loan_pipeline.tools.compare import KINDS, Line, compare
from odoo.addons.bank_loan_pipeline.tools.full_cost import (
    MONTH,
    full_cost,
    full_cost_money,
)
from odoo.addons.bank_loan_pipeline.tools.schedule import (
    get_flows,
    get_payment,
    lay_rows,
)
from odoo.addons.bank_loan_pipeline.tools.terms import Terms

from .timing import median

PRODUCTS = 200
MONTHS = (
    3,
    6,
    9,
    12,
    15,
    18,
    24,
    30,
    36,
    42,
    48,
    54,
    60,
    72,
    84,
    96,
    120,
    180,
    240,
    360,
)
AMOUNT = Decimal("1234567.89")
START = date(2026, 1, 31)
SAMPLE = 40


def make_lines(day_counts):
    draw = random.Random(20260131)
    return [
        Line(
            Decimal(draw.randrange(50_000, 400_000)).scaleb(-4),
            draw.choice(KINDS),
            draw.choice(day_counts),
            Decimal(draw.choice([0, 0, 1500])),
            Decimal(draw.choice(["0", "0", "1.25"])),
        )
        for _number in range(PRODUCTS)
    ]


def _compare_by_hand(lines):
    """Return payments, overpayments and full costs of equal months (30/360)."""
    months = np.tile(MONTHS, len(lines))
    rate = np.repeat([float(line.annual_rate) for line in lines], len(MONTHS)) / 1200
    kind = np.repeat([KINDS.index(line.kind) for line in lines], len(MONTHS))
    amount = float(AMOUNT)
    fees = [float(x.fee_amount) + amount * float(x.fee_percent) / 100 for x in lines]
    fee = np.repeat(np.round(fees, 2), len(MONTHS))
    level = np.round(amount * rate / (1 - (1 + rate) ** -months), 2)
    even = np.round(amount / months, 2)
    balance, flows = np.full(len(months), amount), []
    for number in range(1, max(MONTHS) + 1):
        interest = np.round(balance * rate, 2)
        principal = np.select([kind == 0, kind == 1], [level - interest, even], 0.0)
        principal = np.clip(principal, 0, balance)
        principal = np.where(months == number, balance, principal)
        flows.append(principal + interest)
        balance = np.round(balance - principal, 2)
    flows = np.array(flows)
    return flows.max(0), flows.sum(0) + fee - amount, _solve_by_hand(flows, fee, rate)


def _solve_by_hand(flows, fee, rate):
    numbers = np.arange(1, len(flows) + 1)[:, None]
    found = rate.copy()
    for _step in range(20):
        worth = flows * (1 + found) ** -numbers
        change = (worth.sum(0) - float(AMOUNT) + fee) / (worth * numbers).sum(0)
        found = found + change * (1 + found)
        if np.abs(change).max() < 1e-12:
            break
    return found * 1200


def _get_plain(line, months):
    terms = Terms(
        AMOUNT, line.annual_rate, months, START, line.kind, day_count=line.day_count
    )
    rows = lay_rows(terms, line.get_fees())
    flows = get_flows(terms, rows)
    return get_payment(rows), full_cost_money(flows), full_cost(flows, MONTH)


def _check_sample(found, lines):
    draw = random.Random(1)
    for _number in range(SAMPLE):
        row, column = draw.randrange(len(lines)), draw.randrange(len(MONTHS))
        payment, money, percent = _get_plain(lines[row], MONTHS[column])
        ours = (found.payment, found.overpayment, found.full_cost)
        plain = int(payment * 100), int(money * 100), int(percent * 1000)
        if tuple(int(figure[row, column]) for figure in ours) != plain:
            raise AssertionError(f"{lines[row]}, {MONTHS[column]} months differ")


def measure_comparison(env, n):
    """200 products by 20 terms; both by equal months, the day counts of ours beside."""
    lines = make_lines(["30/360"])
    found = compare(AMOUNT, lines, MONTHS, START)
    _check_sample(found, lines)
    _payment, money, percent = _compare_by_hand(lines)
    if np.abs(found.full_cost.ravel() - percent * 1000).max() > 2:
        raise AssertionError("full costs differ")
    if np.abs(found.overpayment.ravel() / 100 - money).max() > 5:
        raise AssertionError("overpayments differ")
    mixed = make_lines(["actual/actual", "actual/365", "30/360"])
    _check_sample(compare(AMOUNT, mixed, MONTHS, START), mixed)
    return {
        "ours_s": median(lambda: compare(AMOUNT, lines, MONTHS, START)),
        "floor_s": median(lambda: _compare_by_hand(lines)),
        "stock_s": None,
        "day_counts_s": median(lambda: compare(AMOUNT, mixed, MONTHS, START)),
        "plain_one_s": median(lambda: _get_plain(lines[0], 360)),
    }


MEASURES = {"loan_comparison": measure_comparison}
