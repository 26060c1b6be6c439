# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""Changes of terms that would pass, for a thousand random deals that are blocked.

``what_if``: seconds a deal, the median; then each proposal is written and the deal moved,
by its manager, and the measure raises where one does not pass the gate.
``slowest_twentieth_s`` and ``proposals`` are printed with it.

* *floor*: the gate asked once about the deal as it is.
"""

import sys

from odoo.exceptions import UserError

from . import timing
from .base import Bank
from .random_deals import RandomDeals


class _Undone(Exception):
    """The move is taken back."""


def moves(deal, change):
    """Tell whether the deal moves on with these terms; nothing of it stays."""
    origin = deal.stage_id
    try:
        with deal.env.cr.savepoint():
            deal.write(deal._prepare_terms(change))
            deal.action_next_stage()
            if deal.stage_id == origin:
                raise AssertionError("a deal that passes stays where it was")
            raise _Undone
    except _Undone:
        return True
    except UserError:
        return False


def measure_what_if(env, n, count=1000):
    deals = RandomDeals(Bank(env, n)).make(count)
    deals.env.flush_all()
    seconds, found = [], []
    for deal in deals:
        deals.env.invalidate_all()
        seconds.append(timing.once(lambda d=deal: found.append(d._propose_terms())))
    proposals = _move_all(deals, found)
    seconds.sort()
    return {
        "ours_s": seconds[len(seconds) // 2],
        "slowest_twentieth_s": seconds[len(seconds) * 19 // 20],
        "slowest_s": seconds[-1],
        "floor_s": timing.median(lambda: deals[0]._what_if({})),
        "stock_s": None,
        "proposals": proposals,
        "helped": sum(map(bool, found)),
    }


def _move_all(deals, found):
    """Return how many proposals there are; all of them pass, or it raises."""
    answers = [
        moves(deal.with_context(tracking_disable=True), change)
        for deal, changes in zip(deals, found, strict=True)
        for change in changes
    ]
    if not all(answers):
        raise AssertionError(f"{answers.count(False)} of {len(answers)} do not pass")
    print(f"    {len(answers)} of {len(answers)} proposals pass", file=sys.stderr)
    return len(answers)


MEASURES = {"what_if": measure_what_if}
