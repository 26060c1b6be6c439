# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a trial knows of the day on which each of some past requests was sent."""

from dataclasses import dataclass

KEY = "bank_approval_then"


@dataclass(frozen=True)
class Then:
    """Documents that are read as they were.

    It travels in the context of the documents. A call from outside brings plain data
    only, never such an object: nobody sends a document by the figures of another day.

    :param matters: ``{document id: matter}``, where it was kept
    :param initiators: ``{document id: users}``
    :param bases: ``{document id: the decision that the request was a change of}``
    """

    matters: dict
    initiators: dict
    bases: dict


def get_then(env):
    """Return the :class:`Then` of a trial, or None where nothing is tried."""
    then = env.context.get(KEY)
    return then if isinstance(then, Then) else None
