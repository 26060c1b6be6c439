# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether two clients are one: rules over keys, and groups of clients over pairs.

A key is a text by which two clients can agree; a client has any number of keys of one
code (phones) or none. A rule is a list of steps: all of them must hold, and one code of
a step is enough.
"""

import re

from . import client_key

# what stands in a client's search key beside the words of the name
NOT_A_WORD = r"^[0-9]{7,}$|@"
_NOT_A_WORD = re.compile(NOT_A_WORD)


def name_keys(name):
    """Return the key of a name: the same for any order of words, ё or е, legal form.

    >>> name_keys("Иванов Пётр"), name_keys("ПЕТР  ИВАНОВ"), name_keys("")
    ({'ivanov petr'}, {'ivanov petr'}, set())
    """
    words = [
        word for word in client_key.name_words(name) if not _NOT_A_WORD.search(word)
    ]
    return {" ".join(sorted(words))} if words else set()


def agrees(steps, keys, other_keys):
    """Return whether two clients fit the rule.

    :param steps: list of sets of codes
    :param keys, other_keys: ``{code: set of keys}``

    >>> steps = [{"name"}, {"phone", "email"}]
    >>> one = {"name": {"ivanov petr"}, "phone": {"+79161234567"}}
    >>> agrees(steps, one, {"name": {"ivanov petr"}, "phone": {"+79161234567"}})
    True
    >>> agrees(steps, one, {"name": {"ivanov petr"}})
    False
    """
    return all(
        any(keys.get(code, set()) & other_keys.get(code, set()) for code in step)
        for step in steps
    )


def contradicts(codes, keys, other_keys):
    """Return whether both have a key of one of these codes and they differ.

    >>> contradicts(["inn"], {"inn": {"1"}}, {"inn": {"2"}}), contradicts(["inn"], {}, {})
    (True, False)
    """
    return any(
        keys.get(code) and other_keys.get(code) and not keys[code] & other_keys[code]
        for code in codes
    )


def join_pairs(pairs):
    """Return ``{member: smallest member of its group}`` of everybody in the pairs.

    >>> join_pairs([(1, 2), (2, 5), (7, 9)]) == {1: 1, 2: 1, 5: 1, 7: 7, 9: 7}
    True
    """
    leader = {}

    def find(member):
        leader.setdefault(member, member)
        while leader[member] != member:
            leader[member] = leader[leader[member]]
            member = leader[member]
        return member

    for one, other in pairs:
        first, second = sorted((find(one), find(other)))
        leader[second] = first
    return {member: find(member) for member in leader}
