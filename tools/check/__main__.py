"""``python -m tools.check``: run everything, go on after a failure, count at the end."""

import sys
import threading
import time

from ..base import LOGS, ROOT, StepError, main, only_one, run, say
from . import stages
from .databases import ERRORS, Bench


class Report:
    """What passed and failed: pytest's tests, and every other stage as one."""

    def __init__(self):
        self.passed = self.failed = 0
        self.lines = []

    def run(self, name, function, *arguments):
        """Run a stage; return whether it passed."""
        say(f"\n==> {name}")
        started = time.monotonic()
        try:
            passed, failed = function(*arguments) or (1, 0)
            problem = "" if passed else "no test ran"
        except (*ERRORS, StepError, OSError) as error:
            passed, failed, problem = 0, 1, str(error)
        failed += bool(not passed and not failed)
        self.passed, self.failed = self.passed + passed, self.failed + failed
        word = "FAILED" if failed else "ok"
        line = f"{word:<7} {time.monotonic() - started:6.0f} s  {name}"
        self.lines.append(line)
        say(problem + "\n" + line if problem else line)
        return not failed


class Lint:
    """``make lint`` on the second core, while the first one makes databases."""

    LOG = "check-lint.log"

    def __init__(self):
        self.error = None
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def _work(self):
        try:
            run([sys.executable, "-m", "tools.lint"], log=self.LOG)
        except Exception as error:  # whatever it is, it is told by result()
            self.error = error

    def result(self):
        self.thread.join()
        say((LOGS / self.LOG).read_text().rstrip())
        if self.error:
            raise StepError("Lint", self.error, "make lint")


def setup_tests():
    return stages.run_pytest("setup", "-p", "no:odoo", ROOT / "tests" / "setup")


def check():
    report = Report()
    with only_one("check"):
        lint = Lint()
        report.run("failures of the set-up", setup_tests)
        bench = Bench()
        ready = report.run("templates of stock modules", bench.prepare)
        report.run("lint", lint.result)
        if ready:
            on_databases(report, bench)
    say("\n" + "\n".join(report.lines) + "\n")
    # read by machines: the last line stays as it is
    say(f"{report.passed} passed, {report.failed} failed")
    return bool(report.failed)


def on_databases(report, bench):
    if report.run("all addons, no warning", stages.install_all, bench):
        report.run("pytest", stages.pytest, bench)
        report.run("-u all, no warning", stages.update_all, bench)
        report.run("uninstall", stages.uninstall_all, bench)
    for name, function in stages.addons_alone().items():
        report.run(name, function, bench)
    bench.tidy()


if __name__ == "__main__":
    main(check)
