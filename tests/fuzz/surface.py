# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What of each model can be reached from outside: fields and public methods.

Read from the registry once, so that planning needs no transaction.
"""

import inspect
from dataclasses import dataclass, field

from odoo.exceptions import AccessError
from odoo.models import MAGIC_COLUMNS, BaseModel
from odoo.service.model import get_public_method

OURS = ("odoo.addons.bank_", "odoo.addons.test_bank_")
ACTS = ("read", "write", "create", "unlink")
# attacked by doors of their own
BY_DOORS = {"create", "write", "unlink", "copy", "web_save", "read", "name_search"}


@dataclass(frozen=True)
class FieldInfo:
    name: str
    type: str
    comodel: str | None
    writable: bool
    stored: bool
    required: bool
    values: tuple = ()
    # ours, and shown but never typed: stock's ``readonly`` binds the screen alone
    kept: bool = False

    @property
    def is_text(self):
        return self.type in ("char", "text", "html")


@dataclass(frozen=True)
class Method:
    """``parameters`` are (name, has a default); ``is_ours``: written in our addons."""

    name: str
    on_model: bool
    parameters: tuple
    is_ours: bool


@dataclass(frozen=True)
class Surface:
    model: str
    table: str | None
    abstract: bool
    transient: bool
    secret: bool
    append_only: bool
    state: tuple | None
    # the stored text by which its records are named
    text: str | None
    fields: dict = field(default_factory=dict)
    methods: tuple = ()
    # role -> names of fields; role -> acts that the access list allows
    shown: dict = field(default_factory=dict)
    rights: dict = field(default_factory=dict)

    def writable(self):
        return [info for info in self.fields.values() if info.writable]

    def kept(self):
        return [info for info in self.fields.values() if info.kept]


def read_surface(env, name, roles, secret):
    """Return the surface of one model for these roles."""
    model = env[name]
    mixin = env.registry["bank.transition.mixin"]
    guarded = isinstance(model, mixin) and not model._abstract
    return Surface(
        name,
        None if model._abstract else model._table,
        model._abstract,
        model._transient,
        secret,
        isinstance(model, env.registry["bank.append.only.mixin"]),
        (model._state_field, model._state_initial) if guarded else None,
        _find_text(model),
        {key: _read_field(env, info) for key, info in model._fields.items()},
        tuple(_read_methods(model)),
        {role.name: _find_shown(model, role) for role in roles},
        {role.name: find_rights(model, role) for role in roles},
    )


def _find_text(model):
    info = model._fields.get(model._rec_name)
    return info.name if info and info.store and info.type in ("char", "text") else None


def _read_field(env, info):
    values = ()
    if info.type == "selection":
        values = tuple(info.get_values(env))
    return FieldInfo(
        info.name,
        info.type,
        info.comodel_name,
        not info.readonly and info.name not in MAGIC_COLUMNS,
        bool(info.store),
        bool(info.required),
        values,
        _is_kept(info),
    )


def _is_kept(info):
    is_ours = (info._module or "").startswith(("bank_", "test_bank_"))
    is_column = info.store and info.column_type and info.name not in MAGIC_COLUMNS
    return bool(is_ours and is_column and info.readonly)


def _find_shown(model, role):
    """Return the fields that groups do not hide from a role."""
    theirs = model.with_user(role.user_id)
    return [
        name
        for name, info in model._fields.items()
        if theirs._has_field_access(info, "read")
    ]


def find_rights(model, role):
    """Return what the access list allows to a role."""
    theirs = model.with_user(role.user_id).env["ir.model.access"]
    return {
        act
        for act in ACTS
        if not model._abstract and theirs.check(model._name, act, raise_exception=False)
    }


def _read_methods(model):
    """Give the public methods; those of the ORM itself have doors of their own."""
    of_all = {*BaseModel.__mro__, *model.env.registry["base"].__mro__}
    for name in dir(type(model)):
        if name.startswith("_") or name in BY_DOORS:
            continue
        places = [part for part in type(model).__mro__ if name in vars(part)]
        if not places or any(part in of_all for part in places):
            continue
        try:
            method = get_public_method(model, name)
        except (AccessError, AttributeError):
            continue
        ours = any(part.__module__.startswith(OURS) for part in places)
        yield _read_method(name, method, ours)


def _read_method(name, method, ours):
    parameters = list(inspect.signature(method).parameters.values())[1:]
    known = tuple(
        (part.name, part.default is not part.empty)
        for part in parameters
        if part.kind not in (part.VAR_KEYWORD, part.VAR_POSITIONAL)
    )
    return Method(name, bool(getattr(method, "_api_model", False)), known, ours)
