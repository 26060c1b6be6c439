# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each row of a table of features names tests that are there."""

import ast
import re

import pytest

from tools.base import ADDONS, ROOT

TABLES = sorted(ADDONS.glob("*/readme/FEATURES.md"))
NAME = re.compile(r"`(?:(Test\w+)(?:\.(test_\w+))?|(test_\w+))`")


def _read_tests():
    """Return the names of all classes and functions in files of tests."""
    names = set()
    for folder in (*ADDONS.glob("*/tests"), ROOT / "tests"):
        names |= {folder.parent.name}
        for path in folder.rglob("*.py"):
            names.add(path.stem)
            tree = ast.walk(ast.parse(path.read_text()))
            named = (ast.ClassDef, ast.FunctionDef)
            names |= {node.name for node in tree if isinstance(node, named)}
    return names


@pytest.fixture(scope="module")
def tests():
    return _read_tests()


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.parts[-3])
def test_tests_of_a_table_are_there(table, tests):
    found = {name for row in NAME.findall(table.read_text()) for name in row if name}
    assert found, "no row names a test"
    assert not found - tests


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.parts[-3])
def test_no_row_stands_twice_nor_in_another_table(table):
    rows, cells = [], 0
    for line in table.read_text().splitlines():
        if not line.startswith("|"):
            cells = 0
            continue
        parts = [part.strip() for part in line.split("|")]
        cells = cells or len(parts)
        assert len(parts) == cells, line
        rows.append(tuple(parts[1:3]))
    rows = [row for row in rows if set(row) != {"---"}]
    titles = {row for row in rows if row[0] in ("ID", "Bullet")}
    rows = [row for row in rows if row not in titles]
    assert len(rows) == len(set(rows))
