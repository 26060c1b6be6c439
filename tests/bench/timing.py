# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How a measure takes time: medians, with the caches as a new request finds them."""

import statistics
import time


def median(run, repeats=5, before=lambda: None):
    """Return the median of the seconds that ``run`` takes.

    :param before: called before each run, outside of the time
    """
    seconds = []
    for _repeat in range(repeats):
        before()
        seconds.append(once(run))
    return statistics.median(seconds)


def once(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def count_queries(env, run):
    """Return how many statements ``run`` sends, what waits in the caches included."""
    env.flush_all()
    before = env.cr.sql_log_count
    run()
    env.cr.flush()
    return env.cr.sql_log_count - before
