# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether a client may be contacted, judged without a database.

Facts are read by ``bank.contact.gate`` for all clients at once.
"""

# what a message is for; the law decides about the last two, not the client
JUDGED = (("marketing", "Marketing"), ("service", "Service"))
UNBLOCKED = (("statutory", "Required by Law"), ("security", "Security"))
PURPOSES = JUDGED + UNBLOCKED
PERIODS = {"day": 1, "week": 7, "month": 30}
# no contacts in any of the periods
NONE = (0,) * len(PERIODS)
SATURDAY = 5


def is_open(moment, hours, weekend_hours):
    """Tell whether a moment, in the client's time, lies in the hours of that day.

    >>> from datetime import datetime
    >>> is_open(datetime(2026, 3, 2, 9, 0), (9, 20), (10, 18))
    True
    >>> is_open(datetime(2026, 3, 2, 20, 0), (9, 20), (10, 18))
    False
    >>> is_open(datetime(2026, 3, 1, 9, 30), (9, 20), (10, 18))
    False
    """
    start, end = weekend_hours if moment.weekday() >= SATURDAY else hours
    return start <= moment.hour + moment.minute / 60 < end


def clock(hour):
    """Return an hour as people write it.

    >>> clock(9.5), clock(24)
    ('09:30', '24:00')
    """
    minutes = round(hour * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def last_word(rows, channel_id, category_ids):
    """Return the latest of the consents that speak of this channel and topic, or None.

    A row is (moment, id, channel, category, is given, expiry); no channel means all
    of them, no category all products. What the client said last holds.

    >>> given, withdrawn = (1, 1, None, None, True, None), (2, 2, 7, None, False, None)
    >>> last_word([given, withdrawn], 7, [])[4], last_word([given, withdrawn], 8, [])[4]
    (False, True)
    >>> last_word([(1, 1, 7, 3, True, None)], 7, []) is None
    True
    """
    said = [
        row
        for row in rows
        if row[2] in (None, channel_id) and (row[3] is None or row[3] in category_ids)
    ]
    return max(said, key=lambda row: row[:2], default=None)


def used_limit(counts, purposes, limits):
    """Return the (period, limit) that past contacts have used up, or None.

    :param dict counts: contacts of the last day, week and month by purpose
    :param purposes: those of them that count

    >>> counts = {"marketing": [0, 1, 2], "service": [0, 1, 1]}
    >>> limits = {"day": 0, "week": 2, "month": 9}
    >>> used_limit(counts, ["marketing", "service"], limits)
    ('week', 2)
    >>> used_limit(counts, ["marketing"], limits)
    """
    asked = [counts[purpose] for purpose in purposes if purpose in counts]
    for place, period in enumerate(PERIODS):
        limit = limits.get(period)
        if limit and sum(row[place] for row in asked) >= limit:
            return period, limit
    return None
