"""``python -m tools.check``: run everything, go on after a failure, count at the end.

Two things at a time, for two cores: lint while the first databases are made, then each
addon alone while all of them together are under pytest. They share no database.
"""

import sys

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
    beside = report.run_beside(stages.addons_alone(bench))
    if report.run("all addons, no warning", stages.install_all, bench):
        report.run("pytest", stages.pytest, bench)
        report.run("tests that commit", stages.committed, bench)
        report.run("every door by every role", stages.fuzz, bench)
        report.run("-u all, no warning", stages.update_all, bench)
        report.run("uninstall", stages.uninstall_all, bench)
    beside.join()


if __name__ == "__main__":
    main(check)
