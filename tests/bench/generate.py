# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fills a database with a Russian bank of N clients, the same for the same seed.

The rows are those that the ORM would make of the same input: ``test_generate`` compares
them column by column. All is one transaction: a run that breaks off leaves nothing.
"""

import contextlib
import sys
import time

from . import catalogue, clients, history, tables

PARAMETER = "bank_bench.generated"
VERSION = 1
BRANCHES = 90
FEW = 5_000  # below it, indexes are not worth dropping
TABLES = (
    "res_partner",
    "bank_client_phone",
    "bank_agreement",
    "bank_agreement_party",
    "bank_account",
    "bank_agreement_payment",
    "bank_operation",
    "bank_interaction",
)


def ensure(env, count, seed=1):
    """Generate what is not there yet, and commit it. Raises where something else is."""
    present = env["ir.config_parameter"].get_param(PARAMETER)
    if present == _describe(count, seed):
        return
    if present:
        raise SystemExit(
            f"The database {env.cr.dbname} holds “{present}”, not “"
            f"{_describe(count, seed)}”. Drop it: dropdb {env.cr.dbname}"
        )
    started = time.monotonic()

    def say(what):
        print(f"    {time.monotonic() - started:6.1f} s  {what}", file=sys.stderr)

    generate(env, count, seed, say=say)
    env.cr.commit()
    _vacuum(env)
    say("done")


def _describe(count, seed):
    return f"version {VERSION}, {count} clients, seed {seed}"


def generate(env, count, seed=1, branches=BRANCHES, say=lambda what: None):
    """Make the bank in the caller's transaction; return what it consists of.

    :return: dict of currency, country, branches, managers, products and ``first``,
        the id of the first client; the others follow it
    """
    bank = catalogue.make(env, min(branches, max(1, count // 10)))
    env.flush_all()
    say("branches, staff, products")
    bare = tables.bare(env, TABLES) if count > FEW else contextlib.nullcontext()
    with bare:
        bank["first"] = clients.fill(env, count, bank, seed, say)
        say("clients and phones")
        history.fill(env, bank["first"], count, bank, seed, say)
    say("indexes and foreign keys")
    for table in TABLES:
        env.cr.execute(f"ANALYZE {table}")
    env.invalidate_all(flush=False)
    env["ir.config_parameter"].set_param(PARAMETER, _describe(count, seed))
    return bank


def _vacuum(env):
    """Leave pages as a bank that has run for a while has them: marked all visible."""
    connection = env.cr._cnx
    connection.autocommit = True
    try:
        for table in TABLES:
            env.cr.execute(f"VACUUM ANALYZE {table}")
    finally:
        connection.autocommit = False
