# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Trying again: how long to wait, and what is not worth another attempt. Plain Python."""

import time
from dataclasses import dataclass
from datetime import timedelta

from .http_send import BUSY, FetchError, RefusedError


@dataclass(frozen=True)
class Backoff:
    """Waits twice as long after every attempt, up to a longest time."""

    first: timedelta
    longest: timedelta

    def get_wait(self, attempts):
        """Return how long is waited after so many attempts, the last one included.

        >>> patient = Backoff(timedelta(minutes=1), timedelta(hours=6))
        >>> [str(patient.get_wait(count)) for count in (1, 2, 3, 40)]
        ['0:01:00', '0:02:00', '0:04:00', '6:00:00']
        """
        return min(self.first * 2 ** min(max(attempts - 1, 0), 20), self.longest)


# of messages that a job sends; of a question whose answer a person waits for
PATIENT = Backoff(timedelta(minutes=1), timedelta(hours=6))
BRISK = Backoff(timedelta(seconds=0.2), timedelta(seconds=2))


def check_status(status, taken):
    """Raise what an answer of HTTP means: come again, or never again.

    >>> check_status(200, (200, 409)), check_status(409, (200, 409))
    (None, None)
    >>> check_status(503, (200,))
    Traceback (most recent call last):
    odoo.addons.bank_base.tools.http_send.FetchError: answer 503
    >>> check_status(400, (200,))
    Traceback (most recent call last):
    odoo.addons.bank_base.tools.http_send.RefusedError: answer 400
    """
    if status in BUSY:
        raise FetchError(f"answer {status}")
    if status not in taken:
        raise RefusedError(f"answer {status}")


def try_again(act, attempts, backoff=BRISK, sleep=time.sleep):
    """Return what ``act()`` returns, tried again while there is hope.

    :param act: a function without arguments; FetchError: worth another attempt,
        RefusedError: not
    :raises FetchError: that of the last attempt
    """
    for attempt in range(1, attempts + 1):
        try:
            return act()
        except RefusedError:
            raise
        except FetchError:
            if attempt == attempts:
                raise
        sleep(backoff.get_wait(attempt).total_seconds())
    raise ValueError(attempts)
