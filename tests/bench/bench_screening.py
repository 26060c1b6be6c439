# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Screening against the real lists: speed, and how many are found and mistaken.

The files of the US Treasury and the UN lie in the folder named by BANK_DATA (default
``../shared/data`` beside the repository). Figures of quality are curves over the
threshold, printed before the JSON line. The half of the aliases that is measured here
(``HELD_OUT``) was not looked at when words and weights were chosen, the tables of
``screening_names`` are none of those the matcher reads.
"""

import json
import os
import resource
import statistics
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

from rapidfuzz import fuzz, process

from odoo.addons.bank_crm_core.tools import watchlist_files
from odoo.addons.bank_text.tools import screening_facts
from odoo.addons.bank_text.tools.screening import Index, search

from . import naming
from .screening_names import TABLES, slip, write

ROOT = Path(__file__).resolve().parents[2]
CURVE = (0.6, 0.7, 0.75, 0.8, 0.81, 0.82, 0.83, 0.85, 0.9)
SEED, HELD_OUT = 5, 1  # of two halves
MOST_RECALLED = 2_000
ASKED, LISTED, SLIPS = 100, 300, 1_000
LENGTHS = ((1, 10), (11, 20), (21, 35), (36, 999))


class Lists:
    """Names of both lists: tuples (entry, name, is a person, is weak)."""

    def __init__(self):
        data = Path(os.environ.get("BANK_DATA", ROOT.parent / "shared" / "data"))
        files = data / "ofac" / "sdn.csv", data / "ofac" / "alt.csv"
        union = data / "un" / "consolidated.xml"
        if not union.exists():
            raise SystemExit(f"No {union}: set BANK_DATA.")
        sdn, alt = (path.read_bytes() for path in files)
        ofac = watchlist_files.read("ofac", {"sdn": sdn, "alt": alt})
        un = watchlist_files.read("un", union.read_bytes())
        self.names, self.aliases, self.births = [], [], {}
        for row in ofac.rows.values():
            self._add(("ofac", row.ent), row, self.aliases)
        for row in un.rows.values():
            self._add(("un", row.ent), row, [])

    def _add(self, key, row, aliases):
        number = self.births.setdefault(key, (len(self.births) + 1, row.births))[0]
        person = row.kind == "person"
        self.names.append((number, row.name, person, False))
        for alias in row.aliases:
            aliases.append((len(self.names), number, alias, row.kind))
            self.names.append((number, alias, person, False))
        self.names += [(number, alias, person, True) for alias in row.weak_aliases]

    def make_index(self):
        return Index(self.names)

    def get_births(self):
        return dict(self.births.values())


def curve(scores):
    """Return the share of scores that reach each threshold."""
    return {
        str(bound): round(sum(score >= bound for score in scores) / len(scores), 4)
        for bound in CURVE
        if scores
    }


def show(name, scores, **more):
    print(json.dumps({"figure": name, "n": len(scores), **more, **curve(scores)}))


def find(index, name, entry, **options):
    """Return the score with which an entry is found by a name, 0 if it is not."""
    found = search(index, name, limit=20, **options)
    return max((match.score for match in found if match.entry == entry), default=0.0)


def draw_people(random, count):
    return [" ".join(naming.draw_person(random)[1:]) for _number in range(count)]


def draw_births(random, count):
    first = date(1945, 1, 1)
    return [
        first + timedelta(days=random.randrange(22_000)) for _number in range(count)
    ]


def measure_one(env, n):
    """One name against both lists, as a card is saved; the floor is rapidfuzz."""
    lists = Lists()
    index, random = lists.make_index(), Random(1)
    texts = [name for _entry, name, _person, _weak in lists.names]
    asked = draw_people(random, ASKED) + random.sample(texts, ASKED)
    ours, floor = [], []
    for name in asked:
        index.find_like.cache_clear()
        start = time.perf_counter()
        search(index, name)
        middle = time.perf_counter()
        process.extract(name, texts, scorer=fuzz.token_sort_ratio, limit=5)
        floor.append(time.perf_counter() - middle)
        ours.append(middle - start)
    worst = sorted(ours)[int(0.95 * len(ours))]
    names = {"names": len(texts), "ours_95_ms": round(1000 * worst, 2)}
    print(json.dumps({"figure": "screening_one_name", **names}))
    return {
        "ours_s": statistics.median(ours),
        "floor_s": statistics.median(floor),
        "stock_s": None,
    }


def measure_base(env, n):
    """A base of persons against both lists; the floor is rapidfuzz on a sample."""
    lists = Lists()
    index = lists.make_index()
    people = draw_people(Random(2), n)
    texts = [name for _entry, name, _person, _weak in lists.names]
    start = time.perf_counter()
    for name in people:
        search(index, name, person=True, limit=10, least=0.72)
    ours = time.perf_counter() - start
    sample = people[:40]
    start = time.perf_counter()
    for name in sample:
        process.extract(name, texts, scorer=fuzz.token_sort_ratio, limit=10)
    floor = (time.perf_counter() - start) * n / len(sample)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rate = {"names_a_second": round(n / ours), "memory_mb": memory}
    print(json.dumps({"figure": "screening_base", **rate, "floor_sample": len(sample)}))
    return {"ours_s": ours, "floor_s": floor, "stock_s": None}


def measure_quality(env, n):
    """Recall with the alias withheld, other tables, slips, and false alarms."""
    lists = Lists()
    index = lists.make_index()
    _show_recall(lists, index)
    _show_tables(lists)
    _show_slips(lists, index)
    start = time.perf_counter()
    _show_false_alarms(lists, index, n)
    return {"ours_s": time.perf_counter() - start, "floor_s": None, "stock_s": None}


def _show_recall(lists, index):
    """Ask by an alias of the held-out half, which is left out of the list."""
    order = list(lists.aliases)
    Random(SEED).shuffle(order)
    half = len(order) // 2
    held = (order[:half], order[half:])[HELD_OUT][:MOST_RECALLED]
    withheld = _names(order)
    alone = Index([row for row in lists.names if row[:2] not in withheld])
    by_kind, by_length, without_any = {}, {}, []
    for place, entry, name, kind in held:
        score = find(index, name, entry, without=(place,))
        by_kind.setdefault(kind, []).append(score)
        length = next(bound for bound in LENGTHS if bound[0] <= len(name) <= bound[1])
        by_length.setdefault(length, []).append(score)
        without_any.append(find(alone, name, entry))
    for kind, scores in sorted(by_kind.items()):
        show(f"recall_{kind}", scores)
    for (first, last), scores in sorted(by_length.items()):
        show(f"recall_length_{first}_{last}", scores)
    show("recall_all", [score for scores in by_kind.values() for score in scores])
    show("recall_all_aliases_withheld", without_any)
    _show_scripts(lists, index)


def _names(aliases):
    return {(entry, name) for _place, entry, name, _kind in aliases}


def _show_scripts(lists, index):
    """Ask by names of the UN in their own scripts, each left out of the list."""
    scores = {}
    for place, (entry, name, _person, _weak) in enumerate(lists.names):
        if not name.isascii() and any(ord(letter) >= 0x590 for letter in name):
            script = "arabic" if any(0x600 <= ord(c) < 0x700 for c in name) else "asian"
            score = find(index, name, entry, without=(place,))
            scores.setdefault(script, []).append(score)
    for script, found in scores.items():
        show(f"recall_script_{script}", found)


def _show_tables(lists):
    """Russian names entered into the list, asked for as other countries write them."""
    people = draw_people(Random(4), LISTED)
    first = len(lists.births) + 1
    listed = [(first + i, name, True, False) for i, name in enumerate(people)]
    index = Index([*lists.names, *listed])
    for table in TABLES:
        scores = [
            find(index, write(name, table), entry, person=True)
            for entry, name, _person, _weak in listed
        ]
        show(f"recall_table_{table}", scores)


def _show_slips(lists, index):
    random = Random(11)
    for person in (True, False):
        rows = [
            row
            for row in lists.names
            if row[2] is person and not row[3] and sum(map(str.isalpha, row[1])) >= 10
        ]
        scores = [
            find(index, slip(random, name), entry)
            for entry, name, _person, _weak in random.sample(rows, SLIPS)
        ]
        show("recall_slip_person" if person else "recall_slip_other", scores)


def _show_false_alarms(lists, index, count):
    random, births = Random(7), lists.get_births()
    people, born = draw_people(random, count), draw_births(random, count)
    bare, dated = [], []
    for name, day in zip(people, born):
        found = search(index, name, person=True, limit=5, least=min(CURVE))
        bare.append(max((match.score for match in found), default=0.0))
        weighed = (
            screening_facts.weigh(match.score, day, births[match.entry], None, [])[0]
            for match in found
            if births[match.entry]
        )
        dated.append(max(weighed, default=0.0))
    show("false_alarms", bare)
    show("false_alarms_birth_dates_known", dated)


MEASURES = {
    "screening_one_name": measure_one,
    "screening_base": measure_base,
    "screening_quality": measure_quality,
}
