# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The plan: who calls what, through which door, with which arguments."""

import json
import random
from dataclasses import dataclass

from .values import Values

PROBE = "zqb"
# fields of a role that may not write are tried in part only, unless there is time
FEW = 2
# of what another role of the class tries as well
SHARE = 0.3
RESULT = "<id made by the first call>"


@dataclass(frozen=True)
class Call:
    model: str
    method: str
    args: tuple = ()
    kwargs: dict = None

    def show(self):
        named = {**(self.kwargs or {})}
        return f"{self.model}.{self.method}{json.dumps([list(self.args), named])}"


@dataclass(frozen=True)
class Attempt:
    """Calls of one role through one door; judged together, then undone."""

    role: object
    model: str
    door: str
    calls: tuple
    side: str = ""
    wild: bool = False

    def show(self):
        return "; ".join(call.show() for call in self.calls)[:1500]


class Plan:
    """All attempts of a world, in an order that depends on the seed alone."""

    def __init__(self, world, surfaces, seed, thorough=False):
        self.world, self.surfaces = world, surfaces
        self.rng = random.Random(seed)
        self.values = Values(world, self.rng)
        self.thorough = thorough

    def attempts(self, surfaces=None):
        for surface in (surfaces or self.surfaces).values():
            chosen = self._choose(surface)
            for role in self.world.roles:
                if self.thorough or role.name in chosen:
                    yield from self._attack(role, surface)
                else:
                    yield from self._touch(role, surface)

    def _choose(self, surface):
        """Return one role of each class that the model cannot tell apart."""
        classes = {}
        for role in self.world.roles:
            rights = frozenset(surface.rights[role.name])
            classes.setdefault((rights, role.sees), []).append(role.name)
        # who has no right at all is refused at the first step, whatever the step
        return {
            self.rng.choice(names)
            for (rights, _sees), names in classes.items()
            if rights or surface.abstract
        }

    def _attack(self, role, surface):
        """Try everything."""
        if not surface.abstract:
            for side in "ab":
                if self.world.id(surface.model, side):
                    yield from self._read(role, surface, side)
            yield from self._search(role, surface)
            yield from self._form(role, surface)
            yield from self._create(role, surface)
            yield from self._write(role, surface)
            yield from self._write_kept(role, surface)
            yield from self._remove(role, surface)
        yield from self._methods(role, surface)

    def _touch(self, role, surface):
        """Try one thing of a kind: another role of the same class tries all."""
        if not surface.abstract:
            if self.world.id(surface.model, "b"):
                yield from self._some(1, self._read(role, surface, "b"))
            yield from self._some(1, self._search(role, surface))
            yield from self._some(1, self._create(role, surface))
            yield from self._some(1, self._write(role, surface))
        for method in surface.methods:
            if method.is_ours and self.rng.random() < SHARE:
                yield from self._call(role, surface, method, self._side(), False)

    def _side(self):
        return self.rng.choice("ab")

    def _some(self, count, attempts):
        attempts = list(attempts)
        return self.rng.sample(attempts, min(count, len(attempts)))

    def _one(self, role, surface, door, method, *args, side="", **kwargs):
        call = Call(surface.model, method, args, kwargs)
        return Attempt(role, surface.model, door, (call,), side)

    def _spec(self, role, surface):
        """Return all fields a role is shown, those of links with their names."""
        shown = surface.shown[role.name]
        links = ("many2one", "many2one_reference", "reference")
        return {
            name: {"fields": {"display_name": {}}}
            if surface.fields[name].type in links
            else {}
            for name in shown
        }

    def _read(self, role, surface, side):
        ids, spec = [self.world.id(surface.model, side)], self._spec(role, surface)
        yield self._one(role, surface, "read", "web_read", ids, spec, side=side)
        links = {
            name
            for name, info in surface.fields.items()
            if info.type in ("many2one", "one2many", "many2many") and info.stored
        }
        paths = [f"{name}/display_name" for name in surface.fields if name in links]
        # "id" would make external ids for good
        plain = [
            name
            for name in spec
            if surface.fields[name].stored and name not in links and name != "id"
        ]
        both = (plain, paths)
        if side == "a" and not self.thorough:
            both = self._some(1, both)
        for columns in both:
            args = (ids, [".id", *columns])
            yield self._one(role, surface, "export", "export_data", *args, side=side)
        hidden = [name for name in surface.fields if name not in spec]
        for name in hidden:
            yield self._one(role, surface, "read", "read", ids, [name], side=side)

    def _search(self, role, surface):
        spec = self._spec(role, surface)
        yield self._one(role, surface, "search", "web_search_read", [], spec, limit=500)
        yield self._one(role, surface, "search", "name_search", PROBE)
        yield self._one(role, surface, "json2", "search_read", domain=[])
        names = [
            name
            for name in surface.shown[role.name]
            if surface.fields[name].stored
            and surface.fields[name].type in ("many2one", "char")
        ]
        for name in self._few(role, surface, "read", names):
            yield self._one(
                role, surface, "group", "formatted_read_group", [], [name], ["__count"]
            )
        yield from self._probe(role, surface, names)

    def _probe(self, role, surface, names):
        """Ask how many records fit a text: a number tells as much as a name."""
        for name in self._few(role, surface, "probe", names):
            info = surface.fields[name]
            path = name
            if info.type != "many2one" and not surface.secret:
                continue
            if info.type == "many2one":
                linked = self.surfaces.get(info.comodel)
                # without a name of its own any text fits
                if not linked or not linked.secret or not linked.text:
                    continue
                path = f"{name}.{linked.text}"
            domain = [[path, "ilike", PROBE]]
            yield self._one(role, surface, "probe", "search_count", domain)

    def _few(self, role, surface, act, names):
        """Whoever lacks the right is refused for one reason, whatever the field."""
        names = list(names)
        rights = surface.rights[role.name]
        if self.thorough or (act == "probe" and "read" in rights):
            return names
        count = FEW
        if act == "write" and act in rights:
            count = max(FEW, round(len(names) * SHARE))
        return self.rng.sample(names, min(count, len(names)))

    def _form(self, role, surface):
        """What a form fills in by itself, from ids that its user has typed."""
        values = self._given(surface, "b")
        defaults = {f"default_{name}": value for name, value in values.items()}
        spec = self._spec(role, surface)
        names = [name for name in spec if name != "id"]
        yield self._one(
            role, surface, "form", "default_get", names, context=defaults, side="b"
        )
        typed = {name: values[name] for name in values if name in spec}
        yield self._one(
            role, surface, "form", "onchange", [], typed, list(typed), spec, side="b"
        )

    def _given(self, surface, side, required_only=False):
        return {
            info.name: self.values.fitting(info, side)
            for info in surface.writable()
            if info.stored and info.type != "one2many"
            if info.required or not required_only
        }

    def _create(self, role, surface):
        """Make a record by every way there is, on either side, and look at it."""
        spec = self._spec(role, surface)
        for side in "ab":
            for values in self._drafts(surface, side):
                save = Call(surface.model, "web_save", ([], values, spec))
                acts = self._acts(surface)
                yield Attempt(role, surface.model, "create", (save, *acts), side)
            values = self._given(surface, side)
            context = {f"default_{name}": value for name, value in values.items()}
            make = Call(surface.model, "create", ([{}],), {"context": context})
            yield Attempt(role, surface.model, "default", (make,), side)
            columns, row = self._as_import(surface, values)
            yield self._one(role, surface, "import", "load", columns, [row], side=side)
        yield from self._own_defaults(role, surface)

    def _as_import(self, surface, values):
        """Return columns and a row as a file has them; links by the id in the database."""
        plain = {
            f"{name}/.id" if surface.fields[name].type == "many2one" else name: value
            for name, value in values.items()
            if not isinstance(value, (list, dict))
        }
        return list(plain), [str(value) for value in plain.values()]

    def _drafts(self, surface, side):
        """Give values: what is needed, what leads to clients, everything."""
        needed = self._given(surface, side, required_only=True)
        everything = self._given(surface, side)
        links = {
            name: value
            for name, value in everything.items()
            if (linked := self.surfaces.get(surface.fields[name].comodel))
            and linked.secret
        }
        unguarded = {**needed, **links}
        if surface.state:
            unguarded.pop(surface.state[0], None)
        drafts = [unguarded, everything]
        if surface.transient or unguarded == everything:
            drafts = [everything]
        return drafts

    def _acts(self, surface):
        """Whoever has opened a wizard presses its buttons."""
        if not surface.transient:
            return ()
        return tuple(
            Call(
                surface.model,
                method.name,
                ([RESULT],),
                self.values.arguments(method, "b", False),
            )
            for method in surface.methods
            if method.is_ours and not method.on_model
        )

    def _own_defaults(self, role, surface):
        """A value for a guarded field, kept as the caller's own default."""
        if not surface.state:
            return
        name, initial = surface.state
        others = [value for value in surface.fields[name].values if value != initial]
        value = self.rng.choice(others) if others else "fuzz"
        keep = Call("ir.default", "set", (surface.model, name, value, True))
        values = self._given(surface, "a", required_only=True)
        values.pop(name, None)
        make = Call(surface.model, "create", ([values],))
        yield Attempt(role, surface.model, "own default", (keep, make), "a")
        context = {f"default_{name}": value}
        forge = Call(surface.model, "create", ([values],), {"context": context})
        yield Attempt(role, surface.model, "default", (forge,), "a")

    def _write(self, role, surface):
        names = [info.name for info in surface.writable()]
        chosen = self._few(role, surface, "write", names)
        if surface.state and surface.state[0] not in chosen:
            chosen.append(surface.state[0])
        for side in "ab":
            record_id = self.world.id(surface.model, side)
            if not record_id:
                continue
            if side == "b" and not self.thorough and "b" not in role.sees:
                chosen = chosen[:FEW]
            for name in chosen:
                info = surface.fields[name]
                target = self._side() if side == "a" else "b"
                value = self.values.fitting(info, target)
                if self.thorough and self.rng.random() < 0.3:
                    value = self.values.nasty()
                method, rest = self.rng.choice((("write", ()), ("web_save", ({},))))
                args = ([record_id], {name: value}, *rest)
                yield self._one(role, surface, "write", method, *args, side=side)

    def _write_kept(self, role, surface):
        """Write what screens only show."""
        record_id = self.world.id(surface.model, "a")
        if not record_id or "write" not in surface.rights[role.name]:
            return
        for info in surface.kept():
            values = {info.name: self.values.fitting(info, "a")}
            args = ([record_id], values)
            yield self._one(role, surface, "kept", "write", *args, side="a")

    def _remove(self, role, surface):
        for side in "ab":
            if record_id := self.world.id(surface.model, side):
                yield self._one(role, surface, "copy", "copy", [record_id], side=side)
                yield self._one(
                    role, surface, "unlink", "unlink", [record_id], side=side
                )

    def _methods(self, role, surface):
        ours = [method for method in surface.methods if method.is_ours]
        stock = [method for method in surface.methods if not method.is_ours]
        if not self.thorough:
            stock = self._some(1, stock)
        for method in ours + stock:
            for side, wild in (("a", False), ("b", False), ("a", True), ("b", True)):
                if wild and not self.thorough and self.rng.random() < 0.7:
                    continue
                yield from self._call(role, surface, method, side, wild)

    def _call(self, role, surface, method, side, wild):
        kwargs = self.values.arguments(method, side, wild)
        args = ()
        if not method.on_model:
            record_id = self.world.id(surface.model, side)
            args = ([record_id] if record_id else [],)
        call = Call(surface.model, method.name, args, kwargs)
        wild = wild or not method.is_ours or self.values.is_guess(method)
        yield Attempt(role, surface.model, "method", (call,), side, wild)
