# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the web client asks for when it opens a view (``getFieldsSpec`` of its sources)."""

from ast import literal_eval

from lxml import etree
from lxml.builder import E

LIST_LIMIT = 40


def read_specification(env, model, view_id, kind="form"):
    """Return what is read of a form or a list, as the user of ``env`` gets it."""
    views = env[model].get_views([(view_id, kind)], {"toolbar": True})
    arch = etree.fromstring(views["views"][kind]["arch"])
    return _read_level(env, model, arch)


def _read_level(env, model, arch):
    found = {}
    depth = len(list(arch.iterancestors("field")))
    for node in arch.iter("field"):
        if len(list(node.iterancestors("field"))) == depth:
            name = node.get("name")
            found[name] = {**found.get(name, {}), **_read_field(env, model, node)}
    return found


def _read_field(env, model, node):
    field = env[model]._fields[node.get("name")]
    if node.get("invisible") in ("1", "True"):
        return {"fields": {}} if field.type == "many2one" else {}
    if field.type == "many2one":
        return {"fields": {"display_name": {}}}
    if field.type in ("one2many", "many2many"):
        return _read_lines(env, field, node)
    return {}


def _read_lines(env, field, node):
    """Return what is read of the lines: those of the list in the form or of its own."""
    if (node.get("widget") or "").startswith("many2many_"):
        color = literal_eval(node.get("options") or "{}").get("color_field")
        names = ["display_name", *([color] if color else [])]
        return {"fields": {name: {} for name in names}, "limit": LIST_LIMIT}
    wanted = (node.get("mode") or "list,kanban").split(",")
    inline = {child.tag: child for child in node}
    sub = next((inline[mode] for mode in wanted if mode in inline), None)
    if sub is None:
        views = env[field.comodel_name].get_views([(False, wanted[0])])
        # below a field, as a list in the form would be
        sub = etree.fromstring(views["views"][wanted[0]]["arch"])
        E.field(sub)
    spec = {
        "fields": _read_level(env, field.comodel_name, sub),
        "limit": int(sub.get("limit") or LIST_LIMIT),
    }
    if order := sub.get("default_order"):
        spec["order"] = order
    return spec
