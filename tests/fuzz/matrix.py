# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may do what, as the server really decides: one line for a role and a model.

A word says how far a right reaches: ``all`` records, those of his own ``branch``, rows of
his ``own`` (he may in principle, and neither record of the world is his).
"""

import csv
import io
from pathlib import Path

from .surface import ACTS

PATH = Path(__file__).with_name("access_matrix.csv")
HEADER = ("model", "role", *ACTS)
# stock models that give power or hold what is said about clients
STOCK = (
    "ir.actions.server",
    "ir.config_parameter",
    "ir.cron",
    "ir.default",
    "ir.model",
    "ir.model.access",
    "ir.model.fields",
    "ir.rule",
    "mail.template",
    "res.groups",
    "res.users",
)


def read_matrix(env, world):
    """Return the lines of the matrix as they are in this database."""
    names = [name for name in world.models if not name.startswith("test.")]
    rows = []
    for name in [*names, *STOCK]:
        if env[name]._abstract:
            continue
        for role in world.roles:
            words = [_get_word(env, world, role, name, act) for act in ACTS]
            if any(words):
                rows.append((name, role.name, *words))
    return rows


def _get_word(env, world, role, name, act):
    model = env[name].with_user(role.user_id)
    if not model.has_access(act):
        return ""
    sides = [side for side in "ab" if world.id(name, side)]
    if act == "create" or not sides or name in STOCK:
        return "yes"
    reached = {
        side for side in sides if model.browse(world.id(name, side)).has_access(act)
    }
    if reached == set(sides):
        return "all"
    return {"a": "branch", "": "own"}.get("".join(reached), "other branch")


def dump(rows):
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([HEADER, *rows])
    return file.getvalue()


def load():
    with PATH.open(newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]
