"""Odoo's own ``test_lint`` over our addons: those of its tests that read sources.

Those that want a database are in ``tests/lint``; those that pylint runs, in lint.py.
"""

import importlib
import inspect
import sys
import unittest

from . import odoo as ours
from .base import ADDONS

MODULES = (
    "test_dunderinit",
    "test_i18n",
    "test_jstranslate",
    "test_l10n",
    "test_manifests",
    "test_markers",
    "test_onchange_domains",
    "test_orm_import",
    "test_test_holes",
)


def limit_to_our_addons():
    """Let the tests see our addons alone, whatever else is on the addons path."""
    from odoo.modules import Manifest
    from odoo.tools import config

    config.parse_config([f"--addons-path={ADDONS}"])
    manifests = [Manifest.for_addon(name) for name in ours.ours(tests=True)]
    Manifest.all_addon_manifests = staticmethod(lambda: manifests)


def find_tests():
    from odoo.tests.common import BaseCase

    for name in MODULES:
        module = importlib.import_module(f"odoo.addons.test_lint.tests.{name}")
        for _name, case in inspect.getmembers(module, inspect.isclass):
            if issubclass(case, BaseCase) and case.__module__ == module.__name__:
                for method in unittest.defaultTestLoader.getTestCaseNames(case):
                    yield case, method


def main():
    limit_to_our_addons()
    from odoo.tests.case import TestCase

    # outside of Odoo's runner its sub-tests have nobody to report to
    TestCase.subTest = unittest.TestCase.subTest
    failed = count = 0
    for case, method in find_tests():
        count += 1
        test = case(method)
        try:
            test.setUp()
            getattr(test, method)()
        except unittest.SkipTest as reason:
            print(f"skipped {case.__name__}.{method}: {reason}")
        except AssertionError as error:
            failed += 1
            print(f"{case.__module__}.{method}: {error}")
    print(f"{count} of Odoo's lint tests, {failed} failed")
    return bool(failed or not count)


if __name__ == "__main__":
    sys.exit(main())
