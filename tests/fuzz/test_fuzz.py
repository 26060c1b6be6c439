# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Everything that can be reached is tried by everybody; nothing gives way.

``SEED``, ``SECONDS`` and ``MODEL`` come from ``make fuzz``, which goes on with thorough
plans after the short one. Without them the run is that of ``make test``: the short plan,
the same each time.
"""

import os
import random
import time

from .allowed import ALLOWED, sort_out

SEED = int(os.environ.get("SEED") or 19)
SECONDS = int(os.environ.get("SECONDS") or 0)
MODELS = [name for name in os.environ.get("MODEL", "").split(",") if name]


# attempts within `make test`, some four minutes of one core. A short plan that has outgrown
# it is tried in part, the same each time, and README.md has to say so
MOST = 30_000
# seconds of thorough plans after which every allowance should have been needed: the short
# plan draws some of the fields only, so what it has not needed differs with the seed
LONG = 3600


def _run(arena):
    """Run the short plan, and for as long as there is time thorough ones."""
    attempts = list(arena.plan(SEED, models=MODELS))
    if not SECONDS and len(attempts) > MOST:
        attempts = random.Random(SEED).sample(attempts, MOST)
    report = arena.run(attempts)
    until, seed = time.monotonic() + SECONDS, SEED
    while time.monotonic() < until:
        seed += 1
        attempts = list(arena.plan(seed, thorough=True, models=MODELS))
        random.Random(seed).shuffle(attempts)
        arena.run(attempts, report, until)
    return report


def test_nothing_gives_way(arena):
    report = _run(arena)
    print(f"\nseed {SEED}: {report}")
    assert report.answered["ok"] and report.answered["refused"]
    left, idle = sort_out(report.findings.values())
    assert not left, f"{len(left)} holes:\n" + "\n".join(map(str, left))
    if SECONDS and not MODELS:
        names = "\n".join(f"{entry}" for entry in idle)
        print(f"nothing has needed these entries of allowed.py:\n{names}")
        assert not (idle and SECONDS >= LONG), "take out what nothing needs"


def test_every_model_has_a_record_to_attack(arena):
    made = {name for name, _side in arena.world.ids}
    unmade = {
        name: reason for name, reason in arena.world.unmade.items() if name not in made
    }
    assert not unmade
    assert made


def test_every_allowance_has_a_reason():
    assert all(len(entry.reason) > 20 for entry in ALLOWED)
