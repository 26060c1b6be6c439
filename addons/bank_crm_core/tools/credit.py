# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How late a client has paid: days of delay and the bands they are told in."""

# the last one has no end
BANDS = ((1, 5), (6, 30), (31, 60), (61, 90), (91, None))


def label(band):
    """Return a band as it is written over its bar.

    >>> [label(band) for band in BANDS]
    ['1–5', '6–30', '31–60', '61–90', '90+']
    """
    first, last = band
    return f"{first}–{last}" if last else f"{first - 1}+"


def count_bands(delays):
    """Return how many of ``delays`` (days) fall into each band; on time is in none.

    >>> count_bands([0, 1, 5, 6, 90, 91, 400])
    [2, 1, 0, 1, 2]
    """
    return [
        sum(first <= days and (last is None or days <= last) for days in delays)
        for first, last in BANDS
    ]
