# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import hashlib


def hash_token(token):
    """Return what is kept of a token: whoever reads it cannot make a link of it.

    >>> hash_token("a") == hash_token("a"), hash_token("a") == hash_token("b")
    (True, False)
    >>> len(hash_token("ж"))
    64
    """
    return hashlib.sha256(token.encode()).hexdigest()
