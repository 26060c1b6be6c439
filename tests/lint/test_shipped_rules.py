# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Record rules that we ship do not change without a migration.

They stand in ``noupdate`` files: an update does not touch them, so that a new text
would reach new databases only.
"""

import ast
import hashlib
import json
from pathlib import Path

import pytest
from lxml import etree

from tools import odoo
from tools.base import ADDONS

FIRST = "19.0.1.0.0"
KNOWN = Path(__file__).with_name("shipped_rules.json")


def find_rules(addon):
    """Return ``{name: hash}`` of the record rules an addon ships."""
    rules = {}
    for path in sorted((ADDONS / addon).rglob("*.xml")):
        for node in etree.parse(path).getroot().iter("record"):
            if node.get("model") == "ir.rule":
                rules[node.get("id")] = _hash(node)
    return rules


def _hash(node):
    fields = {
        field.get("name"): _tidy(field.text or field.get("eval") or field.get("ref"))
        for field in node.iter("field")
        if field.get("name") != "name"
    }
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()[:12]


def _tidy(text):
    text = text.strip()
    return ast.dump(ast.parse(text, mode="eval")) if text.startswith("[") else text


@pytest.mark.parametrize("addon", odoo.ours(tests=False))
def test_a_changed_rule_has_a_migration(addon):
    manifest = ast.literal_eval((ADDONS / addon / "__manifest__.py").read_text())
    versions = json.loads(KNOWN.read_text()).get(addon)
    if versions is None and manifest["version"] == FIRST:
        return  # nothing was shipped before
    versions = versions or {}
    current = versions.get(manifest["version"], {})
    assert current == find_rules(addon), (
        f"The rules of {addon} have changed. Raise the version of its manifest, enter "
        f"what it ships in {KNOWN.name} (python -m tests.lint.test_shipped_rules), and "
        "give the rules that were there before a migration script: "
        "addons/bank_base/tools/shipped.py"
    )
    previous = {}
    for version, rules in versions.items():
        changed = {
            name for name in rules if rules[name] != previous.get(name, rules[name])
        }
        folder = ADDONS / addon / "migrations" / version
        text = "".join(script.read_text() for script in folder.glob("post-*.py"))
        for name in changed:
            assert name in text, f"{addon} {version}: no migration of {name}"
        previous = {**previous, **rules}


def enter():
    """Write what the addons ship under the versions that they have now."""
    known = json.loads(KNOWN.read_text()) if KNOWN.exists() else {}
    for addon in odoo.ours():
        text = (ADDONS / addon / "__manifest__.py").read_text()
        if rules := find_rules(addon):
            version = ast.literal_eval(text)["version"]
            known.setdefault(addon, {})[version] = rules
    KNOWN.write_text(json.dumps(known, indent=1) + "\n")


if __name__ == "__main__":
    enter()
