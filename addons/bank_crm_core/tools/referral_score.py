# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How promising a referral is, by what became of earlier ones. Plain Python.

    score = 100 × (0.6 × R + 0.4 × C)

``R`` is the share accepted of the referrer's earlier referrals, ``C`` that of the
product category. Both are drawn to the share of the whole bank ``B``, so that one lucky
referral does not make an expert:

    R = (accepted + 5 × B) / (decided + 5)

Decided are those that were accepted, declined or have lapsed; a bank that has decided
about none yet has ``B`` = 0.5.
"""

WEIGHT = 5
OF_REFERRER, OF_CATEGORY = 0.6, 0.4


def get_share(accepted, decided, base):
    """Return a share drawn to the base.

    >>> get_share(0, 0, 0.5)
    0.5
    >>> get_share(15, 15, 0.5)
    0.875
    """
    return (accepted + WEIGHT * base) / (decided + WEIGHT)


def get_score(referrer, category, bank):
    """Return the score, 0 to 100, of pairs (accepted, decided).

    >>> get_score((0, 0), (0, 0), (0, 0))
    50
    >>> get_score((15, 15), (15, 15), (15, 30))
    88
    >>> get_score((0, 20), (0, 0), (15, 30))
    26

    Nothing is hopeless for ever:

    >>> get_score((0, 100), (0, 100), (50, 200)) > 0
    True
    """
    accepted, decided = bank
    base = accepted / decided if decided else 0.5
    share = OF_REFERRER * get_share(*referrer, base)
    share += OF_CATEGORY * get_share(*category, base)
    return round(100 * share)
