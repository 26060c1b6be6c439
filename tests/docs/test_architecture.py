# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The pages on mechanisms are whole, and what they name is there."""

import re

import pytest

from tools.base import ADDONS, ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+)\n((?:(?!^## ).*\n?)*)", PAGE, re.MULTILINE))
MECHANISMS = (
    "The guarded document",
    "Acts that somebody may have to approve first",
    "Stages and gates",
    "The decision log",
    "The read log",
    "Access by open task, and who can see this",
    "Telling other systems",
    "Delegation",
    "Roles in bundles and for a term",
    "Registries",
    "What begins from a document",
    "Trained models",
    "Approvals",
    "The branch wall",
    "Formulas",
    "Names and words",
    "Terms and clocks",
    "Printing",
    "Documents",
)
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for addon in ADDONS.iterdir()
    for path in addon.rglob("*")
    if path.suffix in (".py", ".xml", ".js") and path.is_file()
)
# words of stock Odoo and of OCA that the pages name
STOCK = {"_write_multi"}


@pytest.mark.parametrize("title", SECTIONS)
def test_each_page_has_a_drawing(title):
    drawing = re.search(r"^```\n(.+?)^```$", SECTIONS[title], re.MULTILINE | re.DOTALL)
    assert drawing and drawing[1].count("\n") > 1


@pytest.mark.parametrize("title", MECHANISMS)
def test_each_mechanism_says_how_to_adopt_and_extend_it(title):
    for part in ("**Adopting it**", "**Extending it**"):
        assert part in SECTIONS[title], part


def test_what_drawings_name_is_there():
    """A method that was renamed is a drawing of what is no more."""
    drawings = "\n".join(
        re.findall(r"^```\n(.+?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    )
    names = set(
        re.findall(
            r"(?<![\w.])(?:_[a-z]\w+|action_\w+[a-z]|bank(?:\.[a-z]\w*)+)", drawings
        )
    )
    assert len(names) > 30
    assert not {name for name in names - STOCK if not _is_known(name)}


def test_what_others_adopt_is_explained():
    """Each mixin and place of the mechanisms: in a page, or in the addon's readme."""
    told = "".join(
        path.read_text(encoding="utf-8")
        for path in [*(ROOT / "docs").glob("*.md"), *ADDONS.glob("*/readme/DEVELOP.md")]
    )
    names = {
        name
        for addon in ("bank_base", "bank_text", "bank_report", "bank_document")
        for path in (ADDONS / addon / "models").glob("*.py")
        for name in re.findall(
            r'_name = "(bank\.registry\.\w+|bank\.[\w.]+\.mixin)"',
            path.read_text(encoding="utf-8"),
        )
    }
    assert len(names) > 20
    assert not {name for name in names if f"`{name}`" not in told}


@pytest.mark.parametrize("title", SECTIONS)
def test_what_a_page_names_is_there(title):
    text = re.sub(r"^```.*?^```$", "", SECTIONS[title], flags=re.MULTILINE | re.DOTALL)
    names = set(re.findall(r"`((?:_|action_)\w+|bank(?:\.\w+)+|test_bank_\w+)", text))
    names |= set(re.findall(r"`(?:Test\w+\.)?(test_\w+|Test\w+)`", text))
    unknown = {name for name in names - STOCK if not _is_known(name)}
    assert not unknown


def _is_known(name):
    """A word of the sources, an addon, or a field or method behind a model's name."""
    model, _dot, last = name.rpartition(".")
    return (
        re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", SOURCES)
        or (ADDONS / name).exists()
        or (model and _is_known(model) and _is_known(last))
    )


def test_places_that_pages_name_are_there():
    paths = re.findall(r"`((?:test_)?bank_\w+/[\w./]+|tools/\w+\.py)`", PAGE)
    assert len(paths) > 10
    missing = {
        path
        for path in paths
        if not (ADDONS / path).exists() and not list(ADDONS.glob(f"*/{path}"))
    }
    assert not missing
