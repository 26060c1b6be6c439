# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""Changes of terms that would pass, for a thousand random deals that are blocked.

``what_if``: seconds a deal, the median; then each proposal is written and the deal moved,
by its manager, and the measure raises where one does not pass the gate.
``slowest_twentieth_s``, ``proposals`` and the ``share_passing`` are printed with it.

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
    answers = [
        moves(deal.with_context(tracking_disable=True), change)
        for deal, changes in zip(deals, found, strict=True)
        for change in changes
    ]
    helped = sum(map(bool, found))
    if not all(answers):
        raise AssertionError(f"{answers.count(False)} of {len(answers)} do not pass")
    seconds.sort()
    print(
        f"    {len(answers)} proposals for {helped} of {len(deals)} deals, all pass",
        file=sys.stderr,
    )
    return {
        "ours_s": seconds[len(seconds) // 2],
        "slowest_twentieth_s": seconds[len(seconds) * 19 // 20],
        "slowest_s": seconds[-1],
        "floor_s": timing.median(lambda: deals[0]._what_if({})),
        "stock_s": None,
        "proposals": len(answers),
        "helped": helped,
        "share_passing": answers.count(True) / len(answers) if answers else None,
    }


MEASURES = {"what_if": measure_what_if}
