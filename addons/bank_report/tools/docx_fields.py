# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which fields a template names, loop variables followed to what they loop over."""

import difflib
from typing import NamedTuple

from jinja2 import nodes

from .docx_filters import OF_FIELDS, OF_LISTS, RUSSIAN
from .docx_problems import TemplateProblem

_REDUCING = frozenset(("first", "last"))


class Reference(NamedTuple):
    """One mention of a field.

    :param path: names from the top of the context on
    :param use: print (its value is written), loop (repeated over) or ask (anything else)
    :param line: of the source
    """

    path: tuple
    use: str
    line: int


def iter_references(tree):
    """Yield a Reference for each field a tree (of allowed nodes) names."""
    yield from _walk(tree, {}, "ask")


def _walk(node, scope, use):
    if isinstance(node, nodes.Output):
        for child in node.nodes:
            yield from _walk(child, scope, "print")
    elif isinstance(node, nodes.For):
        yield from _walk_for(node, scope)
    elif isinstance(node, nodes.Filter):
        yield from _walk_filter(node, scope, use)
    elif isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)):
        yield from _walk_path(node, scope, use)
    else:
        inner = use if isinstance(node, nodes.CondExpr) else "ask"
        for child in node.iter_child_nodes():
            asked = isinstance(node, nodes.CondExpr) and child is node.test
            yield from _walk(child, scope, "ask" if asked else inner)


def _walk_for(node, scope):
    yield from _walk(node.iter, scope, "loop")
    path = get_path(node.iter, scope)
    inner = {**scope, node.target.name: path, "loop": None}
    for child in (node.test, *node.body):
        if child is not None:
            yield from _walk(child, inner, "ask")
    for child in node.else_:
        yield from _walk(child, scope, "ask")


def _walk_filter(node, scope, use):
    name = RUSSIAN.get(node.name, node.name)
    yield from _walk(node.node, scope, "ask" if name in OF_LISTS else use)
    for child in (*node.args, *node.kwargs):
        yield from _walk(child, scope, "ask")
    path = get_path(node.node, scope)
    field = _get_field_argument(node, name)
    if path and field:
        yield Reference((*path, *field.split(".")), "ask", node.lineno)


def _get_field_argument(node, name):
    if name not in OF_FIELDS:
        return None
    given = dict(enumerate(node.args)) | {each.key: each.value for each in node.kwargs}
    argument = given.get("attribute", given.get(OF_FIELDS[name]))
    is_text = isinstance(argument, nodes.Const) and isinstance(argument.value, str)
    return argument.value if is_text else None


def _walk_path(node, scope, use):
    path = get_path(node, scope)
    if path:
        yield Reference(path, use, node.lineno)
    elif not isinstance(node, nodes.Name):
        yield from _walk(node.node, scope, "ask")


def get_path(node, scope):
    """Return the names that lead to a node, or None for what is no field."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, (node.name,))
    if isinstance(node, nodes.Filter):
        name = RUSSIAN.get(node.name, node.name)
        return get_path(node.node, scope) if name in _REDUCING else None
    if isinstance(node, nodes.Getattr):
        return _extend(get_path(node.node, scope), node.attr)
    if isinstance(node, nodes.Getitem):
        path = get_path(node.node, scope)
        key = getattr(node.arg, "value", None)
        return _extend(path, key) if isinstance(key, str) else path
    return None


def _extend(path, name):
    return (*path, name) if path else None


def check_reference(reference, known):
    """Return a TemplateProblem (without ``near``) or None.

    :param known: nested: name -> None for a value | mapping for a record | [mapping]
        for a list

    >>> known = {"client": {"name": None}, "payments": [{"date": None}]}
    >>> check_reference(Reference(("client", "nmae"), "print", 1), known)
    TemplateProblem(code='unknown_field', detail='client.nmae', near='', suggestions=('client.name',))
    >>> check_reference(Reference(("payments", "date"), "print", 1), known)
    """
    place = known
    for depth, name in enumerate(reference.path):
        fields = place[0] if isinstance(place, (list, tuple)) and place else place
        if not isinstance(fields, dict) or name not in fields:
            return TemplateProblem(
                "unknown_field",
                ".".join(reference.path),
                suggestions=_suggest(reference.path, depth, fields, known),
            )
        place = fields[name]
    name = ".".join(reference.path)
    is_list = isinstance(place, (list, tuple))
    if reference.use == "loop" and not is_list:
        return TemplateProblem("not_a_list", name)
    if reference.use == "print" and place is not None:
        return TemplateProblem("is_a_list" if is_list else "is_a_record", name)
    return None


def _suggest(path, depth, fields, known):
    """Names close to the wrong one among its neighbours, else in the whole context."""
    prefix = path[:depth]
    near = list(fields) if isinstance(fields, dict) else []
    found = difflib.get_close_matches(path[depth], near, 3, 0.6)
    if found:
        return tuple(".".join((*prefix, name)) for name in found)
    everything = list(_iter_names(known, ()))
    return tuple(difflib.get_close_matches(".".join(path), everything, 3, 0.6))


def _iter_names(known, prefix):
    for name, place in known.items():
        yield ".".join((*prefix, name))
        inner = place[0] if isinstance(place, (list, tuple)) and place else place
        if isinstance(inner, dict) and len(prefix) < 8:
            yield from _iter_names(inner, (*prefix, name))
