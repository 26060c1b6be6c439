# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""A year of closed deals, drawn by a rule: who is spoken to often mostly buys."""

import random
from typing import NamedTuple

SEED = 1999
YEAR = 350
# code, amounts, terms in months: all within what the products allow
PRODUCTS = (
    ("consumer_loan", (60_000, 120_000, 200_000, 350_000), (24, 36, 48)),
    ("car_loan", (180_000, 320_000, 480_000, 750_000), (36, 48, 60)),
    ("mortgage", (1_200_000, 1_900_000, 2_600_000), (180, 240, 300)),
    ("term_deposit", (80_000, 150_000, 400_000), (24, 36)),
)
WEIGHTS = (5, 3, 2, 2)
# of clients who talk to the bank so many of a hundred buy, and of those who do not
EAGER, SILENT = 80, 15
LONGEST = (7, 8, 14)  # days on each stage; some are over its limit


class PastDeal(NamedTuple):
    """What was sold or not, and how long it stood on which stage."""

    product: str
    amount: int
    months: int
    days: tuple  # on each stage that it came to
    is_won: bool
    contacts: int
    ago: int  # so many days ago it was closed

    @property
    def length(self):
        return sum(self.days)


def draw(count, seed=SEED):
    """Return so many closed deals, those closed first in front.

    >>> deals = draw(96)
    >>> deals == draw(96), len(deals)
    (True, 96)
    >>> all(len(deal.days) == 3 for deal in deals if deal.is_won)
    True
    >>> 0.3 < sum(deal.is_won for deal in deals) / 96 < 0.6
    True
    >>> deals[0].ago > deals[-1].ago > 0
    True
    """
    chance = random.Random(seed)
    return [_draw_one(chance, YEAR - YEAR * place // count) for place in range(count)]


def _draw_one(chance, ago):
    code, amounts, terms = chance.choices(PRODUCTS, WEIGHTS)[0]
    is_eager = chance.random() < 0.5
    is_won = chance.randrange(100) < (EAGER if is_eager else SILENT)
    stages = 3 if is_won else chance.choice((1, 2, 2, 3))
    return PastDeal(
        product=code,
        amount=chance.choice(amounts),
        months=chance.choice(terms),
        days=tuple(chance.randint(2, most) for most in LONGEST[:stages]),
        is_won=is_won,
        contacts=chance.randint(2, 4) if is_eager else chance.randint(0, 1),
        ago=ago,
    )
