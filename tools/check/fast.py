"""``make test-fast MODULE=bank_base``: one addon's tests on a database that is kept.

The addon is brought up to date first, by ``-u`` once the database is there.
"""

import os

from .. import odoo
from ..base import (
    ADDONS,
    STAMPS,
    CommandError,
    StepError,
    digest_tree,
    explain,
    main,
    only_one,
    write_atomic,
)
from . import stages
from .databases import Bench, closure

TITLE = "Fast tests"
REMEDY = "Look at .local/log/check-fast_*.log"


def fast():
    addon = os.environ.get("MODULE", "")
    if addon not in odoo.ours(tests=True):
        names = ", ".join(odoo.ours(tests=True))
        raise StepError(TITLE, f"MODULE={addon!r} is no addon.", f"One of: {names}")
    name = f"fast_{addon}"
    with only_one("check"):
        bench = Bench()
        try:
            bring_up_to_date(bench, name, addon)
        except CommandError as error:
            raise explain(TITLE, error, REMEDY) from error
        options = stages.pytest_options(
            name, ["--odoo-http", f"--odoo-database={name}"]
        )
        tests = ADDONS / addon / "tests"
        passed, failed = stages.run_pytest(name, *options, tests, env=bench.server)
    return bool(failed or not passed)


def bring_up_to_date(bench, name, *addons):
    ours, stock = closure(*addons)
    state = STAMPS / f"database-{name}"
    now = "\n".join(f"{part} {digest_tree(ADDONS / part)}" for part in sorted(ours))
    # a database whose first installation has failed has nothing to update
    there = name in bench.databases.names() and state.exists()
    if there and state.read_text() == now:
        return
    # an addon that has come since is not installed by an update: made anew
    there = there and ours <= {
        line.split()[0] for line in state.read_text().split("\n")
    }
    if not there:
        bench.prepare()
        bench.create(name, stock)
    action = "update" if there else "init"
    bench.odoo(name, f"--{action}={','.join(sorted(ours))}")
    write_atomic(state, now)


if __name__ == "__main__":
    main(fast)
