# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``seal_100k``: chaining a hundred thousand decisions that wait for it.

``record_1k``: what the log adds to a thousand acts, each of which writes one decision.
Its floor is a thousand bare INSERTs of the same content into a table without keys,
triggers and hashes: a business that keeps its decisions in a table of its own.

``seal_100k``, *floor*: as many chain hashes over the same content in a loop, and one COPY of them into
a table without indexes. The floor does neither the queue nor the uniqueness of a place.
"""

import io
import statistics

from odoo.addons.bank_base.tools import decision_chain

from . import timing

ROWS = 100_000
ACTS = 1_000
REPEATS = 3


def _seal(env):
    seals = env["bank.decision.seal"]
    sealed = 0
    while found := seals._seal_batch():
        sealed += found
    if sealed < ROWS:
        raise AssertionError(f"{sealed} rows were sealed, not {ROWS}")


def _seal_by_hand(env, contents):
    chain, text = decision_chain.GENESIS, io.StringIO()
    for place, (decision_id, content) in enumerate(contents, 1):
        chain = decision_chain.chain_hash(chain, place, decision_id, content)
        text.write(f"{decision_id}\t{place}\t{content}\t{chain}\n")
    text.seek(0)
    env.cr.execute(
        "CREATE TEMP TABLE bench_seal (decision_id int, place int, content varchar, "
        "chain varchar)"
    )
    env.cr.copy_from(text, "bench_seal")


def measure(env, n):
    env["bank.decision"]._record(
        "config", [(None, {"number": number, "value": "x"}) for number in range(ROWS)]
    )
    env.cr.execute("ANALYZE bank_decision, bank_decision_unsealed")
    env.cr.execute(
        "SELECT id, content_hash FROM bank_decision ORDER BY id LIMIT %s", [ROWS]
    )
    contents = env.cr.fetchall()
    ours, floor = [], []
    for _repeat in range(REPEATS):
        for found, run in (
            (ours, lambda: _seal(env)),
            (floor, lambda: _seal_by_hand(env, contents)),
        ):
            with env.cr.savepoint() as savepoint:
                found.append(timing.once(run))
                savepoint.rollback()
    return {
        "ours_s": statistics.median(ours),
        "floor_s": statistics.median(floor),
        "stock_s": None,
    }


def _insert_by_hand(env, texts):
    for number, text in enumerate(texts):
        env.cr.execute(
            "INSERT INTO bench_decision VALUES (%s, 'config', now(), %s)",
            [number, text],
        )


def measure_record(env, n):
    decisions, payloads = env["bank.decision"], [{"n": act} for act in range(ACTS)]
    texts = [decision_chain.canonical(payload) for payload in payloads]
    env.cr.execute(
        "CREATE TEMP TABLE bench_decision (id int, kind varchar, date timestamp, "
        "payload text)"
    )

    def record():
        for payload in payloads:
            decisions._record("config", [(None, payload)])

    return {
        "ours_s": timing.median(record),
        "floor_s": timing.median(lambda: _insert_by_hand(env, texts)),
        "stock_s": None,
    }


MEASURES = {"seal_100k": measure, "record_1k": measure_record}
