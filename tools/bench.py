"""``make bench BENCH=<measure> N=<clients>``: run ``tests/bench`` in an Odoo shell."""

import os

from . import odoo, server
from .base import ROOT, CommandError, StepError, explain, main, say
from .db import Databases

RUNNER = ROOT / "tests" / "bench" / "run.py"
TITLE = "Benchmarks"


def bench():
    """Keep one database per number of clients: filling it takes longer than measuring."""
    target, count = server.get(), int(os.environ.get("N", "1000000"))
    databases, name = Databases(target), f"bench_{count}"
    databases.check()
    if name not in databases.names():
        _install(target, databases, name)
    words = {"BENCH": os.environ.get("BENCH", "all"), "N": count}
    text = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    text += (
        f"from tests.bench.run import main; main(env, {words['BENCH']!r}, {count})\n"
    )
    done = odoo.script(target, name, text, capture=False)
    if done.returncode:
        remedy = f"Mend the measure, or name one of those in {RUNNER.parent}"
        raise StepError(TITLE, f"`{words['BENCH']}` ended with an error.", remedy)


def _install(target, databases, name):
    say(f"==> {TITLE}: database {name}")
    unfinished = f"{name}_new"
    databases.create(unfinished)
    addons = [addon for addon in odoo.ours() if addon != "bank_demo"]
    arguments = [f"--database={unfinished}", f"--init={','.join(addons or ['crm'])}"]
    arguments += ["--load-language=ru_RU", "--stop-after-init", "--no-http"]
    try:
        odoo.call(target, *arguments, log="bench-install.log")
    except CommandError as error:
        raise explain(TITLE, error, "Look at .local/log/bench-install.log") from error
    databases.rename(unfinished, name)


if __name__ == "__main__":
    main(bench)
