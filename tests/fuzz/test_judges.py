# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The fuzzer can fail: models with one hole of each kind, and the judge that finds it."""

import pytest

from .allowed import ALLOWED, Allowed, sort_out
from .judges import Finding, Judges, find_culprit
from .world import HOLES

EXPECTED = {
    "breakdown": "break_down",
    "count": "search_count",
    "kept": "write",
    "leak": "show_partner",
    "log": "change_log",
    "power": "join_group",
    "right": "make_branch",
    "silence": "show_partner",
    "state": "write",
    "wall": "change_partner",
}
# what a judge asks another method, which is none itself
HELP = {"links"}
PLACES = (
    ("silence", "hang_row", "method"),
    ("wall", "hang_row", "method"),
    ("state", "create", "default"),
    ("state", "*", "own default"),
    ("state", "load", "import"),
    ("leak", "web_search_read", "search"),
    ("leak", "search_read", "json2"),
    ("leak", "export_data", "export"),
    ("leak", "formatted_read_group", "group"),
    ("leak", "web_read", "read"),
    ("wall", "unlink", "unlink"),
)


@pytest.fixture(scope="module")
def report(arena):
    holes = [name for name in arena.surfaces if name.startswith(HOLES)]
    return arena.run(arena.plan(7, thorough=True, models=holes))


@pytest.fixture(scope="module")
def found(report):
    return {(one.judge, one.method, one.door) for one in report.findings.values()}


def test_each_judge_has_a_hole_to_find():
    """A judge that is added is shown to find something, or this fails."""
    found = [name for name in vars(Judges) if name.startswith("_find_")]
    judges = {name.removeprefix("_find_") for name in found}
    assert judges - HELP == set(EXPECTED)


@pytest.mark.parametrize("judge", sorted(EXPECTED))
def test_each_judge_finds_its_hole(found, judge):
    assert (judge, EXPECTED[judge]) in {(name, method) for name, method, _ in found}


@pytest.mark.parametrize("place", PLACES, ids="-".join)
def test_each_door_is_tried(found, place):
    assert place in found


def test_a_finding_says_how_to_repeat_it(report):
    (one, *_others) = (
        found for found in report.findings.values() if found.method == "join_group"
    )
    assert "test.bank.hole.join_group[[[" in str(one)
    assert one.role in str(one)


def test_attempts_are_undone(arena):
    """After all of that the world is as it was."""
    assert not arena.journal.read()
    with arena.env() as env:
        for (name, side), record_id in arena.world.ids.items():
            name = name.partition(":")[0]
            if name in env:
                assert env[name].browse(record_id).exists(), (name, side)
        hole = env[HOLES].browse(arena.world.id(HOLES, "a"))
        assert hole.state == "draft"
        assert hole.partner_id.comment != "<p>changed</p>"
        assert not env[HOLES].search_count([("name", "=", "hung")])


def test_one_seed_is_one_plan(arena):
    first = [attempt.show() for attempt in arena.plan(5, models=[HOLES])]
    assert first == [attempt.show() for attempt in arena.plan(5, models=[HOLES])]
    assert first != [attempt.show() for attempt in arena.plan(6, models=[HOLES])]


def test_an_allowance_lets_pass_what_it_names_and_is_told_when_idle(monkeypatch):
    finding = Finding("leak", "user", "bank.x", "read", "web_read", "shows bank.y")
    entry = Allowed("leak", "shows bank.*", "a reason", model="bank.x")
    monkeypatch.setattr(f"{sort_out.__module__}.ALLOWED", [entry])
    assert sort_out([finding]) == ([], [])
    assert sort_out([]) == ([], [entry])
    other = Finding("leak", "user", "bank.z", "read", "web_read", "shows bank.y")
    assert sort_out([other]) == ([other], [entry])
    assert entry not in ALLOWED


def test_blame_is_ours_unless_we_only_pass_on():
    frame = '  File "{}", line 1, in {}\n    {}\n'
    ours = frame.format("/x/addons/bank_base/models/a.py", "write", "vals['x']")
    passed = frame.format(
        "/x/addons/bank_base/models/b.py", "write", "super().write(vals)"
    )
    stock = frame.format("/x/odoo/orm/models.py", "write", "raise ValueError()")
    head = "Traceback (most recent call last):\n"
    assert find_culprit(head + ours + stock) == "bank_base/models/a.py:write"
    assert find_culprit(head + passed + stock) is None
    assert find_culprit(head + stock) is None
