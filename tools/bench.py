"""``make bench BENCH=<measure> N=<clients>``: run ``tests/bench`` in an Odoo shell."""

import os

from . import odoo, server
from .base import (
    ADDONS,
    ROOT,
    STAMPS,
    CommandError,
    StepError,
    digest_tree,
    explain,
    main,
    say,
    write_atomic,
)
from .db import Databases

# a database of crm alone: what stock itself takes
STOCK = "bench_stock_crm"
RUNNER = ROOT / "tests" / "bench" / "run.py"
TITLE = "Benchmarks"


def bench():
    """Keep one database per number of clients: filling it takes longer than measuring."""
    target, count = server.get(), int(os.environ.get("N", "1000000"))
    databases, name = Databases(target), f"bench_{count}"
    databases.check()
    _bring_up_to_date(target, databases, name)
    _make_stock(target, databases)
    words = {"BENCH": os.environ.get("BENCH", "all"), "N": count}
    text = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    text += f"import os; os.environ['BANK_BENCH_STOCK'] = {STOCK!r}\n"
    text += (
        f"from tests.bench.run import main; main(env, {words['BENCH']!r}, {count})\n"
    )
    done = odoo.script(target, name, text, capture=False)
    if done.returncode:
        remedy = f"Mend the measure, or name one of those in {RUNNER.parent}"
        raise StepError(TITLE, f"`{words['BENCH']}` ended with an error.", remedy)


def _bring_up_to_date(target, databases, name):
    """Install our addons, or update a filled database to the code as it is now."""
    addons = [addon for addon in odoo.ours() if addon != "bank_demo"]
    stamp = STAMPS / f"database-{name}"
    now = "\n".join(f"{addon} {digest_tree(ADDONS / addon)}" for addon in addons)
    there = name in databases.names()
    if there and stamp.exists() and stamp.read_text() == now:
        return
    say(f"==> {TITLE}: {'update of ' if there else ''}database {name}")
    words = ",".join(addons or ["crm"])
    if there:
        _call(target, f"--database={name}", f"--init={words}", f"--update={words}")
    else:
        unfinished = f"{name}_new"
        databases.create(unfinished)
        _call(target, f"--database={unfinished}", f"--init={words}")
        databases.rename(unfinished, name)
    write_atomic(stamp, now)


def _make_stock(target, databases):
    """Make the database of stock once; it holds nothing of ours and no data."""
    if STOCK in databases.names():
        return
    say(f"==> {TITLE}: database {STOCK}")
    unfinished = f"{STOCK}_new"
    if unfinished in databases.names():
        databases.drop(unfinished)
    databases.create(unfinished)
    _call(target, f"--database={unfinished}", "--init=crm")
    databases.rename(unfinished, STOCK)


def _call(target, *arguments):
    options = ["--load-language=ru_RU", "--stop-after-init", "--no-http"]
    try:
        odoo.call(target, *arguments, *options, log="bench-install.log")
    except CommandError as error:
        raise explain(TITLE, error, "Look at .local/log/bench-install.log") from error


if __name__ == "__main__":
    main(bench)
