# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tables of the database mean: models, links to clients, rights of the roles."""

from collections import defaultdict
from dataclasses import dataclass, field

from .surface import find_rights


@dataclass
class Tables:
    by_model: dict = field(default_factory=dict)
    links: dict = field(default_factory=lambda: defaultdict(dict))
    append_only: set = field(default_factory=set)
    states: dict = field(default_factory=dict)
    rights: dict = field(default_factory=dict)


def read_tables(env, roles, surfaces):
    """Read the registry: every table, stock ones too, for an effect may be anywhere."""
    tables = Tables()
    secret = {name for name, surface in surfaces.items() if surface.secret}
    for name in env.registry:
        model = env[name]
        if model._abstract or not model._auto:
            continue
        tables.by_model[name] = model._table
        for key, info in model._fields.items():
            if info.type == "many2one" and info.store and info.comodel_name in secret:
                tables.links[model._table][key] = env[info.comodel_name]._table
        for role in roles:
            tables.rights[model._table, role.name] = find_rights(model, role)
    for surface in surfaces.values():
        if surface.append_only and surface.table:
            tables.append_only.add(surface.table)
        if surface.state:
            tables.states[surface.table] = surface.state
    return tables
