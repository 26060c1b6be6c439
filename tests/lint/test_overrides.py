"""No method of ours takes the place of one of the ORM's by accident.

Odoo's own lint, which test_registry.py runs, lets a private method name its parameters as
it likes, and so a ``_write(self, what)`` that has nothing to do with the ORM's passes it.
"""

import ast
import inspect

from odoo.models import BaseModel
from odoo.tests import BaseCase, tagged

from tools import odoo
from tools.base import ADDONS

# computed anew by every model that has a name of its own
REPLACED = {"_compute_display_name"}
MARKS = {"_name", "_inherit"}
EXAMPLE = """
class Door(models.Model):
    _name = "door"

    def _write(self, {parameters}):
        return {body}
"""


def find_internals():
    """Return ``{name: names of its parameters}`` of the private methods of a model."""
    found = {}
    for name, value in vars(BaseModel).items():
        function = getattr(value, "__func__", value)
        is_private = name.startswith("_") and not name.startswith("__")
        if is_private and inspect.isfunction(function) and name not in REPLACED:
            found[name] = list(inspect.signature(function).parameters)
    return found


def _is_model(node):
    return isinstance(node, ast.ClassDef) and any(
        getattr(target, "id", "") in MARKS
        for line in node.body
        if isinstance(line, ast.Assign)
        for target in line.targets
    )


def _is_meant(method, parameters):
    """Return whether a method goes on to the ORM's, with what that one takes."""
    args = method.args
    own = [arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)]
    passes_on = args.vararg and args.kwarg
    calls = {getattr(node, "id", "") for node in ast.walk(method)}
    return "super" in calls and (
        set(own) <= set(parameters) if passes_on else own == parameters
    )


def find_accidents(source, internals):
    """Return ``Class.method`` of what takes the place of the ORM's in a source."""
    return [
        f"{model.name}.{method.name}"
        for model in ast.parse(source).body
        if _is_model(model)
        for method in model.body
        if isinstance(method, ast.FunctionDef)
        and method.name in internals
        and not _is_meant(method, internals[method.name])
    ]


@tagged("post_install", "-at_install")
class TestOverrides(BaseCase):
    """Read from the sources: no database is asked."""

    def test_no_method_takes_the_place_of_the_orms(self):
        internals, found = find_internals(), []
        for addon in odoo.ours(tests=True):
            for path in sorted((ADDONS / addon).rglob("*.py")):
                names = find_accidents(path.read_text(), internals)
                found += [f"{path.relative_to(ADDONS)}: {name}" for name in names]
        self.assertGreater(len(internals), 50)
        self.assertFalse(found, "call them otherwise:\n" + "\n".join(found))

    def test_what_is_an_accident(self):
        internals = find_internals()
        for parameters, body, is_meant in (
            ("vals", "super()._write(vals)", True),
            ("*args, **kwargs", "super()._write(*args, **kwargs)", True),
            ("vals", "vals", False),
            ("what", "super()._write(what)", False),
            ("vals, more", "super()._write(vals)", False),
            ("more, *args, **kwargs", "super()._write(*args, **kwargs)", False),
        ):
            with self.subTest(parameters=parameters, body=body):
                source = EXAMPLE.format(parameters=parameters, body=body)
                found = find_accidents(source, internals)
                self.assertEqual(found, [] if is_meant else ["Door._write"])
