# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A thousand writers of the decision log, each with a connection of his own.

That nobody waits is shown without a clock: one thread opens them all and lets each
write before any of them ends. Whoever had to wait for another would wait for ever;
``lock_timeout`` turns that into a failure.

The server's ``max_connections`` says how many are open at once: all of them on the test
cluster that the project makes, as many as there is room for on a server of one's own,
where each that ends makes place for the next.
"""

import contextlib
import random
import resource
import threading
from collections import Counter

import psycopg2
import pytest

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

WRITERS = 1_000
SEALERS = 4
# own connections of the test beside the writers, and of whoever looks on
SPARE = SEALERS + 16
# small and odd: batches end in the middle of what was committed together
BATCH = 37
PATIENCE_SECONDS = 120
FATES = ("commit", "commit", "roll back", "commit", "kill", "commit", "commit")


class Bank:
    """The database of the test: cursors of its own, two companies."""

    def __init__(self):
        self.registry = Registry(get_db_name())
        with self.env() as env:
            other = env["res.company"].create({"name": "Second Bank"})
            self.companies = [env.company.id, other.id]

    @contextlib.contextmanager
    def env(self):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def query(self, text, *params):
        with self.env() as env:
            env.cr.execute(text, params)
            return env.cr.fetchall()

    def kill(self, pid):
        """End a connection as a crash or an administrator does."""
        assert self.query("SELECT pg_terminate_backend(%s, 10000)", pid) == [(True,)]

    def get_room(self):
        """Return how many writers the server and this process can have at once."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = WRITERS + 500
        if soft < wanted:
            soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        ((allowed, used),) = self.query(
            "SELECT current_setting('max_connections')::int"
            " - current_setting('superuser_reserved_connections')::int,"
            " (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')"
        )
        return min(WRITERS, allowed - used - SPARE, soft - 200)


class Writer:
    """A transaction that has written one decision and is still open."""

    def __init__(self, bank, number):
        self.bank = bank
        self.fate = FATES[number % len(FATES)]
        self.cr = bank.registry.cursor()
        self.cr.execute("SET LOCAL lock_timeout = '5s'")
        self.cr.execute("SELECT pg_backend_pid()")
        (self.pid,) = self.cr.fetchone()
        company = bank.companies[number % 2]
        context = {"allowed_company_ids": [company]}
        env = api.Environment(self.cr, SUPERUSER_ID, context)
        (self.id,) = env["bank.decision"]._record("config", [(None, {"n": number})])

    def end(self):
        if self.fate == "commit":
            self.cr.commit()
            self.cr.close()
        elif self.fate == "roll back":
            self.cr.close()
        else:
            _kill(self.bank, self.cr, self.pid)


def _kill(bank, cr, pid):
    bank.kill(pid)
    with pytest.raises(psycopg2.Error):
        cr._cnx.cursor().execute("SELECT 1")
    # what the process that has lost its connection still does
    with contextlib.suppress(psycopg2.Error):
        cr.close()


class Sealers:
    """Connections that seal at the same time, as the scheduler of each worker may."""

    def __init__(self, bank):
        self.bank = bank
        self.stop = threading.Event()
        self.errors = []
        self.sealed = Counter()
        self.threads = [
            threading.Thread(target=self._run, args=(number,), daemon=True)
            for number in range(SEALERS)
        ]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_exc_info):
        self.stop.set()
        for thread in self.threads:
            thread.join(PATIENCE_SECONDS)
        assert not any(thread.is_alive() for thread in self.threads)

    def _run(self, number):
        try:
            sealed, is_last = 1, False
            while sealed or not is_last:
                # what was committed before the stop is found by a look after it
                is_last = self.stop.wait(0 if sealed else 0.01)
                with self.bank.env() as env:
                    seals = env["bank.decision.seal"]
                    sealed = seals._seal_batch(limit=BATCH)
                self.sealed[number] += sealed
        except Exception as error:  # the test shows it
            self.errors.append(error)


@pytest.fixture(scope="module")
def bank():
    yield Bank()
    sql_db.close_db(get_db_name())


def _begin_sealing_and_die(bank):
    """A sealer that has chained rows and is killed before it commits."""
    cr = bank.registry.cursor()
    cr.execute("SELECT pg_backend_pid()")
    (pid,) = cr.fetchone()
    # a fresh transaction, as sealing asks for
    cr.rollback()
    seals = api.Environment(cr, SUPERUSER_ID, {})["bank.decision.seal"]
    assert seals._seal_batch()
    # he holds his lock, and writers do not mind
    writer = Writer(bank, 0)
    writer.end()
    yield writer
    _kill(bank, cr, pid)


def _wait_until(bank, condition):
    """Let the other threads work until something has come about."""
    pause = threading.Event()
    for _tick in range(PATIENCE_SECONDS * 20):
        if bank.query(f"SELECT {condition}") == [(True,)]:
            return
        pause.wait(0.05)
    raise AssertionError(f"never came about: {condition}")


def _write_all(bank, room):
    """Return the writers: first those who filled the room, in whatever order they end."""
    shuffle = random.Random(19).shuffle
    waiting, open_, done, widest = list(range(WRITERS)), [], [], 0
    while waiting or open_:
        while waiting and len(open_) < room:
            open_.append(Writer(bank, waiting.pop(0)))
        widest = max(widest, len(open_))
        shuffle(open_)
        for _number in range(min(len(open_), max(1, room // 4))):
            done.append(open_.pop())
            done[-1].end()
        if len(done) < WRITERS // 2:
            # sealed is what was committed, while the others are still open
            _wait_until(bank, "count(*) > 0 FROM bank_decision_seal")
    return done, widest


def test_a_thousand_writers_neither_wait_nor_fork_the_chain(bank):
    room = bank.get_room()
    assert room >= 20, "raise max_connections of the server"
    first = Writer(bank, 0)
    first.end()
    dying = _begin_sealing_and_die(bank)
    beside = next(dying)
    with Sealers(bank) as sealers:
        # they wait for the lock of him who dies now; the writers never did
        assert next(dying, None) is None
        writers, widest = _write_all(bank, room)
    assert not sealers.errors
    assert len(sealers.sealed) == SEALERS and min(sealers.sealed.values()) > 0
    assert widest == room
    print(f"{len(writers)} writers, {widest} of them open at once; {sealers.sealed}")
    written = {
        fate: {writer.id for writer in [first, beside, *writers] if writer.fate == fate}
        for fate in FATES
    }
    assert len(set().union(*written.values())) == WRITERS + 2
    _check_rows(bank, written)
    _check_chains(bank)


def _check_rows(bank, written):
    """What was committed is sealed once; of what was not, nothing is there."""
    decisions = [row[0] for row in bank.query("SELECT id FROM bank_decision")]
    sealed = [
        row[0] for row in bank.query("SELECT decision_id FROM bank_decision_seal")
    ]
    assert sorted(decisions) == sorted(sealed)
    assert written["commit"] <= set(sealed)
    assert not (written["roll back"] | written["kill"]) & set(decisions)
    assert bank.query("SELECT count(*) FROM bank_decision_unsealed") == [(0,)]


def _check_chains(bank):
    """One chain for each company, whole, without a gap and without a fork."""
    for company in bank.companies:
        places = bank.query(
            "SELECT sequence FROM bank_decision_seal WHERE company_id = %s ORDER BY 1",
            company,
        )
        assert len(places) > WRITERS // 4
        assert [place for (place,) in places] == list(range(1, len(places) + 1))
        with bank.env() as env:
            decisions = env["bank.decision"].with_context(allowed_company_ids=[company])
            assert decisions._verify_chain() is False
