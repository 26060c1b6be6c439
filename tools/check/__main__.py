"""``python -m tools.check``: run everything, go on after a failure, count at the end.

Two things at a time, for two cores: lint while the first databases are made, then all
addons together under pytest while beside them each is tried alone, after that copies of
the database with all of them. They share no database.
"""

import sys
from concurrent.futures import Future

from ..base import LOGS, ROOT, CommandError, main, only_one, run
from . import stages
from .databases import Bench, LogError
from .report import Report

LINT_LOG = "check-lint.log"


def lint():
    try:
        run([sys.executable, "-m", "tools.lint"], log=LINT_LOG)
    except CommandError as error:
        raise LogError((LOGS / LINT_LOG).read_text()) from error


def setup_tests():
    return stages.run_pytest("setup", "-p", "no:odoo", ROOT / "tests" / "setup")


def check():
    report = Report()
    with only_one("check"):
        beside = report.run_beside([("lint", lint)])
        report.run("failures of the set-up", setup_tests)
        bench = Bench()
        ready = report.run("templates of stock modules", bench.prepare)
        beside.join()
        if ready:
            on_databases(report, bench)
            bench.tidy()
    return report.show()


def on_databases(report, bench):
    ready = Future()
    beside = report.run_beside(stages_beside(bench, ready))
    installed = False
    try:
        installed = report.run("all addons, no warning", stages.install_all, bench)
    finally:
        # whoever waits for it must not wait for ever
        ready.set_result(installed)
    if installed:
        report.run("pytest", stages.pytest, bench)
        report.run("tests that commit", stages.committed, bench)
    beside.join()


def stages_beside(bench, ready):
    """Give what shares no database with pytest; ``ready`` tells if all are installed."""
    yield from stages.addons_alone(bench)
    if ready.result():
        yield "every door by every role", lambda: stages.fuzz(bench)
        yield "-u all, no warning", lambda: stages.update_all(bench)
        yield "uninstall", lambda: stages.uninstall_all(bench)


if __name__ == "__main__":
    main(check)
