"""Odoo's own ``test_lint`` that reads the loaded models; see tools/odoo_lint.py."""

from odoo.addons.test_lint.tests.test_docstring import TestDocstring
from odoo.addons.test_lint.tests.test_index import TestIndex
from odoo.addons.test_lint.tests.test_naming import TestNaming
from odoo.addons.test_lint.tests.test_override_signatures import (
    TestLintOverrideSignatures,
)
from odoo.addons.test_lint.tests.test_routes import RoutesLinter

__all__ = [
    "RoutesLinter",
    "TestDocstring",
    "TestIndex",
    "TestLintOverrideSignatures",
    "TestNaming",
]
