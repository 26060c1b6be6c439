# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who decides whether an attempt has found a hole. One function a judge.

A judge is given what was tried, what came back and which rows have changed, and gives
sentences. It knows of no exceptions: these are in ``allowed.py``.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from .factory import TOKEN

CLEAR = {
    "odoo.exceptions.AccessDenied",
    "odoo.exceptions.AccessError",
    "odoo.exceptions.MissingError",
    "odoo.exceptions.RedirectWarning",
    "odoo.exceptions.UserError",
    "odoo.exceptions.ValidationError",
}
# what Python and the database say of an argument that is not what its parameter is called
MALFORMED = re.compile(
    r"builtins\.(TypeError|ValueError|KeyError|AttributeError|OverflowError)"
    r"|psycopg2\.errors\.(InvalidTextRepresentation|NumericValueOutOfRange)"
)
# the ORM's word for a method of one record that is called on none or on several
SINGLETON = "Expected singleton"
FRAME = re.compile(r'^  File "([^"]+)", line \d+, in (\S+)\n    (.*)$', re.MULTILINE)
OURS = re.compile(r"/addons/(test_)?bank_\w+/")
PASSED_ON = re.compile(r"super\(")
# rows that give power
POWER = (
    "ir_act_server",
    "ir_config_parameter",
    "ir_cron",
    "ir_model_access",
    "ir_rule",
    "res_groups",
    "res_groups_implied_rel",
    "res_groups_users_rel",
    "res_users_apikeys",
)
# what is written by any means that is no button and no method
DATA_DOORS = {
    "create",
    "default",
    "own default",
    "import",
    "write",
    "kept",
    "copy",
    "form",
}


@dataclass(frozen=True)
class Finding:
    judge: str
    role: str
    model: str
    door: str
    method: str
    detail: str
    repeat: str = ""

    @property
    def key(self):
        return (self.judge, self.role, self.model, self.door, self.method, self.detail)

    def __str__(self):
        where = f"{self.role} · {self.model}.{self.method} ({self.door})"
        return f"[{self.judge}] {where}: {self.detail}\n        {self.repeat}"


class Judges:
    """All judges over one world."""

    def __init__(self, world, surfaces, tables):
        self.world, self.surfaces, self.tables = world, surfaces, tables
        # table -> id -> side; of a wizard's row any side is somebody else's
        self.hidden = defaultdict(dict)
        for (model, side), record_id in world.ids.items():
            surface = surfaces.get(model.partition(":")[0])
            if surface and surface.secret:
                side = "w" if surface.transient else side
                self.hidden[surface.table][record_id] = side

    def judge(self, attempt, answers, changes):
        """Return what every judge has found."""
        for name in ("breakdown", "leak", "count", "silence"):
            for call, answer in answers:
                for detail in getattr(self, f"_find_{name}")(attempt, call, answer):
                    yield self._finding(name, attempt, call.method, detail)
        method = attempt.calls[-1].method if len(attempt.calls) == 1 else "*"
        for name in ("wall", "log", "state", "power", "right", "kept"):
            found = {
                detail
                for change in changes
                for detail in getattr(self, f"_find_{name}")(attempt, change)
            }
            for detail in sorted(found):
                yield self._finding(name, attempt, method, detail)

    def _finding(self, judge, attempt, method, detail):
        return Finding(
            judge,
            attempt.role.name,
            attempt.model,
            attempt.door,
            method,
            detail,
            attempt.show(),
        )

    # What came back

    def _find_breakdown(self, attempt, _call, answer):
        """An error that is no sentence for a person, and our code has made it."""
        if answer.error is None or answer.error in CLEAR:
            return
        if attempt.wild and MALFORMED.match(answer.error):
            return
        if answer.message.startswith(SINGLETON):
            return
        if place := find_culprit(answer.trace):
            yield f"{answer.error} at {place}: {answer.message[:150]}"
        elif not answer.trace:
            yield f"{answer.error}: {answer.text[:150]}"

    def _find_leak(self, attempt, _call, answer):
        """A token of a record that is hidden from the role."""
        models = set()
        for side, number in TOKEN.findall(answer.text):
            model = self.world.tokens[int(number)][1]
            surface = self.surfaces.get(model)
            if surface and surface.secret:
                side = "w" if surface.transient else side.lower()
                if side not in attempt.role.sees:
                    models.add(f"shows {model} of side {side}")
        yield from sorted(models)

    def _find_count(self, attempt, _call, answer):
        """A number that tells that a hidden record holds a text."""
        if attempt.door == "probe" and "b" not in attempt.role.sees and answer.result:
            yield f"counts {attempt.calls[0].args[0]}"

    def _find_silence(self, attempt, call, answer):
        """A method that does as it is told with a record that is hidden."""
        surface = self.surfaces[attempt.model]
        if attempt.door != "method" or not surface.secret or answer.error:
            return
        method = next(found for found in surface.methods if found.name == call.method)
        side = "w" if surface.transient else attempt.side
        if method.on_model or not method.is_ours or side in attempt.role.sees:
            return
        yield "answers for a hidden record"

    # What has changed

    def _find_wall(self, attempt, change):
        """A row behind the wall was changed, or a row was hung on one."""
        if change.act != "I" and self._is_hidden(attempt, change.table, change.id):
            yield f"{change.act} hidden {change.table}"
        for column, table in self._find_links(change):
            later, earlier = change.later or {}, change.earlier or {}
            if change.act == "D" or column not in change.columns:
                if self._is_hidden(attempt, table, earlier.get(column)):
                    yield f"{change.act} {change.table} of hidden {table}"
            elif self._is_hidden(attempt, table, later.get(column)):
                yield f"{change.act} {change.table}.{column} names hidden {table}"

    def _is_hidden(self, attempt, table, record_id):
        side = self.hidden.get(table, {}).get(record_id)
        return side is not None and side not in attempt.role.sees

    def _find_links(self, change):
        """Give (column, table of whom it leads to), pointers by model and id too."""
        yield from self.tables.links.get(change.table, {}).items()
        row = change.later or change.earlier
        name = row.get("res_model") or row.get("model")
        if name and "res_id" in row and name in self.tables.by_model:
            yield "res_id", self.tables.by_model[name]

    def _find_log(self, _attempt, change):
        if change.act != "I" and change.table in self.tables.append_only:
            yield f"{change.act} {change.table}"

    def _find_state(self, attempt, change):
        """A guarded state that was set by hand."""
        state = self.tables.states.get(change.table)
        if not state or change.act == "D" or attempt.door not in DATA_DOORS:
            return
        name, initial = state
        value = change.later.get(name)
        if change.act == "U" and name in change.columns:
            yield f"{change.table}.{name} becomes {value}"
        if change.act == "I" and value != initial:
            yield f"{change.table} begins as {value}"

    def _find_kept(self, attempt, change):
        """A value that screens only show was typed."""
        surface = self.surfaces[attempt.model]
        if (
            attempt.door == "kept"
            and change.act == "U"
            and change.table == surface.table
        ):
            typed = attempt.calls[0].args[1]
            for name in typed.keys() & change.columns:
                yield f"{change.table}.{name} is typed"

    def _find_power(self, _attempt, change):
        if change.table in POWER:
            yield f"{change.act} {change.table}"

    def _find_right(self, attempt, change):
        """A row of a model on which the role has no such right."""
        rights = self.tables.rights.get((change.table, attempt.role.name))
        act = {"I": "create", "U": "write", "D": "unlink"}[change.act]
        if rights is not None and act not in rights:
            yield f"{act} {change.table}"


def find_culprit(trace):
    """Return the place in our code that has failed, or None when it was the ORM's.

    What we override and pass on by ``super()`` is not ours.
    """
    last = trace.rsplit("Traceback (most recent call last):", 1)[-1]
    for path, function, code in reversed(FRAME.findall(last)):
        if OURS.search(path) and not PASSED_ON.search(code):
            return f"{path.split('/addons/')[-1]}:{function}"
    return None
