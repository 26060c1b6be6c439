"""Run the measures of ``bench_*.py`` and print one JSON line for each.

A module has ``MEASURES = {name: function}``; a function takes an environment and the
number of clients and returns ``{"ours_s", "floor_s", "stock_s"}``, medians in seconds,
None where there is none; other figures that it returns are printed after them. Called by ``make bench`` in an Odoo shell; a ``*`` in the name
stands for the rest of it.
"""

import importlib
import json
from fnmatch import fnmatchcase
from pathlib import Path

FOLDER = Path(__file__).parent
MEDIANS = ("ours_s", "floor_s", "stock_s")


def find_measures():
    """Return all measures by name; two of one name are a mistake."""
    measures = {}
    for path in sorted(FOLDER.glob("bench_*.py")):
        module = importlib.import_module(f"tests.bench.{path.stem}")
        for name, function in module.MEASURES.items():
            if name in measures:
                raise ValueError(f"two measures are called {name}")
            measures[name] = function
    return measures


def main(env, wanted, count):
    measures = find_measures()
    chosen = [name for name in measures if fnmatchcase(name, wanted) or wanted == "all"]
    if not chosen:
        raise SystemExit(f"no measure {wanted}; there are: {', '.join(measures)}")
    for name in chosen:
        print(json.dumps(measure(env, name, measures[name], count)), flush=True)


def measure(env, name, function, count):
    """Run one measure in a transaction of its own that is rolled back."""
    found = function(env, count)
    env.cr.rollback()
    ours, floor = found.get("ours_s"), found.get("floor_s")
    more = {key: value for key, value in found.items() if key not in MEDIANS}
    return {
        "measure": name,
        "n": count,
        "ours_s": _round(ours),
        "floor_s": _round(floor),
        "ratio": round(ours / floor, 2) if ours and floor else None,
        "stock_s": _round(found.get("stock_s")),
        **{key: _round(value) for key, value in more.items()},
    }


def _round(seconds):
    return seconds and float(f"{seconds:.4g}")
