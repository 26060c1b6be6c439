# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Values that attackers send: fitting ones, and such as nobody would enter."""

import base64

FILE = base64.b64encode(b"fuzz").decode()
PLAIN = {
    "boolean": True,
    "integer": 7,
    "float": 7.5,
    "monetary": 7.5,
    "date": "2026-03-01",
    "datetime": "2026-03-01 10:00:00",
    "json": {"fuzz": 1},
    "binary": FILE,
    "char": "fuzz",
    "text": "fuzz",
    "html": "<p>fuzz</p>",
    "properties": {},
    "properties_definition": [],
}
NASTY = (
    None,
    False,
    -1,
    2**31,
    2**63,
    1e308,
    "",
    "%",
    "'; DROP TABLE res_partner; --",
    "\u0000",
    "я" * 3000,
    "../../etc/passwd",
    "{{ object.env }}",
    "<script>alert(1)</script>",
    [],
    {},
    [[6, 0, [2**31]]],
    [[0, 0, {"id": 1}]],
    {"a": {"b": []}},
)
NAMES = {
    "reason": "fuzz",
    "name": "fuzz",
    "query": "fuzz",
    "limit": 5,
    "domain": [],
    "values": {},
    "vals": {},
    "fields": ["id"],
    "amount": 7.5,
    "date": "2026-03-01",
    "code": "fuzz",
    "kind": "fuzz",
    "content": FILE,
    "file_name": "fuzz.txt",
}
MODEL_NAMES = ("res_model", "model", "model_name")


class Values:
    """Chooses values with a random generator; ids come from the world."""

    def __init__(self, world, rng):
        self.world, self.rng = world, rng

    def fitting(self, info, side):
        """Return a value that a field takes, pointing to a side of the wall."""
        if info.type == "selection":
            return self.rng.choice(info.values) if info.values else "fuzz"
        if info.type == "many2one":
            return self.world.id(info.comodel, side) or 1
        if info.type == "many2many":
            found = self.world.id(info.comodel, side)
            return [[4, found or 1]]
        if info.type == "one2many":
            return [[0, 0, {}]]
        if info.type == "many2one_reference" or info.name == "res_id":
            return self.world.id("res.partner", side)
        if info.type == "reference":
            return f"res.partner,{self.world.id('res.partner', side)}"
        if info.name in ("res_model", "model"):
            return "res.partner"
        if info.name == "res_ids":
            return [self.world.id("res.partner", side)]
        return PLAIN.get(info.type, "fuzz")

    def nasty(self):
        return self.rng.choice(NASTY)

    def argument(self, name, side):
        """Return what a parameter of this name probably wants."""
        if name in MODEL_NAMES:
            return "res.partner"
        if name.endswith("_ids") or name in ("ids", "partners"):
            return [self.world.id("res.partner", side)]
        if name.endswith("_id") or name in ("partner", "record"):
            model = "bank." + name.removesuffix("_id").replace("_", ".")
            found = self.world.id(model, side)
            return found or self.world.id("res.partner", side)
        return NAMES.get(name, self.rng.choice((1, "fuzz", [], {}, True)))

    def is_guess(self, method):
        """Whether somebody has to know the method to know what it wants."""
        return not all(
            name in NAMES
            or name.endswith(("_id", "_ids"))
            or name in (*MODEL_NAMES, "ids", "partners", "partner", "record")
            for name, _has_default in method.parameters
        )

    def arguments(self, method, side, wild):
        """Return keyword arguments for a method."""
        chosen = {}
        for name, has_default in method.parameters:
            if has_default and not wild and self.rng.random() < 0.5:
                continue
            use_nasty = wild and self.rng.random() < 0.5
            chosen[name] = self.nasty() if use_nasty else self.argument(name, side)
        return chosen
