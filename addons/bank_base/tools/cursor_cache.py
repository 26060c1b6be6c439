# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import contextmanager

OURS = "bank_"


@contextmanager
def keep_open(cr):
    """Put back at the end what the blocks around this one keep on the cursor.

    Their memories and marks hold until these blocks end; whatever is undone within
    (``cr.clear()``, a savepoint that is rolled back) empties the cursor's cache, of
    which the rest is read anew.
    """
    kept = {
        key: value
        for key, value in cr.cache.items()
        if isinstance(key, str) and key.startswith(OURS)
    }
    try:
        yield
    finally:
        cr.cache.update(kept)
