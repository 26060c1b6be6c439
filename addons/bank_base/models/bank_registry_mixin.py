# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankRegistryMixin(models.AbstractModel):
    """A list of what addons contribute to one place, each by registering.

    A registry is an abstract model that inherits this one. An addon contributes by
    extending its :meth:`_get_entries`; what it registered goes when it goes.
    """

    _name = "bank.registry.mixin"
    _description = "Registry (abstract)"

    # keys of an entry over and above the common ones: {name: (type, required)}
    _registry_keys = {}
    _COMMON_KEYS = {
        "name": (str, True),
        "sequence": (int, False),
        "groups": (str, False),
        "model": (str, False),
        "method": (str, False),
    }

    @api.model
    def _get_entries(self):
        """Hook: ``{code: entry}``; extend with ``{**super()._get_entries(), …}``.

        Every entry has a translated ``name`` and may have ``sequence``, ``groups``
        (names of groups one of which is needed, separated by commas), ``model`` and
        ``method``: the private method that does the work, with the rights of the user.
        """
        return {}

    @api.model
    def _read_entries(self):
        """Return ``{code: entry}`` of what the user may use, in order."""
        entries = {
            code: entry
            for code, entry in self._get_entries().items()
            if not entry.get("groups") or self.env.user.has_groups(entry["groups"])
        }
        ordered = sorted(
            entries.items(), key=lambda item: (item[1].get("sequence", 100), item[0])
        )
        return dict(ordered)

    @api.model
    def _selection_code(self):
        """Return the entries as the options of a Selection, whoever may use them."""
        return [(code, entry["name"]) for code, entry in self._get_entries().items()]

    @api.model
    def _run_entry(self, code, *args):
        """Return what the method of one entry returns; the user must be able to use it.

        :raise ValueError: nobody registered ``code``, or not for this user
        """
        entry = self._read_entries().get(code)
        if entry is None:
            raise ValueError(f"{self._name}: no entry {code} for this user")
        return getattr(self.env[entry["model"]], entry["method"])(*args)

    @api.model
    def _run_all(self, *args):
        """Return ``{code: result}`` of all entries that the user may use, in order."""
        return {code: self._run_entry(code, *args) for code in self._read_entries()}

    @api.model
    def _find_mistakes(self):
        """Return sentences about wrong entries; a test asks every registry."""
        return [
            f"{self._name}, {code}: {mistake}"
            for code, entry in self._get_entries().items()
            for mistake in [
                *self._find_key_mistakes(entry),
                *self._find_target_mistakes(entry),
            ]
        ]

    def _find_key_mistakes(self, entry):
        keys = {**self._COMMON_KEYS, **self._registry_keys}
        for name in entry.keys() - keys.keys():
            yield f"unknown key {name}"
        for name, (kind, required) in keys.items():
            if required and not entry.get(name):
                yield f"{name} is missing"
            if name in entry and not isinstance(entry[name], kind):
                yield f"{name} is not {kind.__name__}"

    def _find_target_mistakes(self, entry):
        if "model" in entry and entry["model"] not in self.env:
            yield f"there is no model {entry['model']}"
        elif "method" in entry:
            if not hasattr(self.env[entry.get("model", "base")], entry["method"]):
                yield f"there is no method {entry['method']}"
            if not entry["method"].startswith("_"):
                yield "its method can be called past the registry: make it private"
        for group in filter(None, entry.get("groups", "").split(",")):
            if not self.env.ref(group.strip().removeprefix("!"), False):
                yield f"there is no group {group.strip()}"
