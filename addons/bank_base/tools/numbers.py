# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tools import SQL


def draw_numbers(env, code, count):
    """Return so many numbers of a sequence, in order, in two statements.

    Sequences without gaps or with ranges of dates are drawn as stock does, number by
    number. As with stock, a sequence that is not there yields ``False``.
    """
    if not count:
        return []
    # whoever makes a document gets its number; the sequence is a setting
    own = [("code", "=", code), ("company_id", "in", [env.company.id, False])]
    sequences_sudo = env["ir.sequence"].sudo()
    sequence_sudo = sequences_sudo.search(own, order="company_id", limit=1)
    if not sequence_sudo:
        return [False] * count
    if sequence_sudo.implementation != "standard" or sequence_sudo.use_date_range:
        return [sequence_sudo._next() for _number in range(count)]
    name = f"ir_sequence_{sequence_sudo.id:03}"
    rows = env.execute_query(
        SQL("SELECT nextval(%s) FROM generate_series(1, %s)", name, count)
    )
    return [sequence_sudo.get_next_char(number) for (number,) in rows]
