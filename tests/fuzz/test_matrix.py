# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A change of rights shows as a difference in a file that somebody reads."""

import os

from .matrix import PATH, dump, load, read_matrix


def test_rights_are_those_of_the_matrix(arena):
    with arena.env() as env:
        rows = read_matrix(env, arena.world)
    if os.environ.get("MATRIX") == "write":
        PATH.write_text(dump(rows))
    known = set(load())
    new = [f"+ {','.join(row)}" for row in sorted(set(rows) - known)]
    gone = [f"- {','.join(row)}" for row in sorted(known - set(rows))]
    assert not new + gone, (
        "rights are other than access_matrix.csv says; when it is meant so, enter them "
        "with `make matrix` and look at the difference:\n" + "\n".join(gone + new)
    )


def test_nobody_but_the_system_gives_power():
    power = {"ir.actions.server", "ir.cron", "ir.model.access", "ir.rule", "res.groups"}
    changing = [
        row for row in load() if row[0] in power and any(row[3:]) and row[1] != "system"
    ]
    assert not changing
