"""What has passed and failed in a run of ``make test``, and how long it took."""

import threading
import time

from ..base import StepError, say
from .databases import ERRORS


class Report:
    """Counts pytest's tests, and every other stage as one."""

    def __init__(self):
        self.passed = self.failed = 0
        self.lines = []
        self.lock = threading.Lock()

    def run(self, name, function, *arguments):
        """Run a stage; return whether it passed."""
        say(f"\n==> {name}")
        started = time.monotonic()
        passed, failed, problem = _run(function, arguments)
        word = "FAILED" if failed else "ok"
        line = f"{word:<7} {time.monotonic() - started:6.0f} s  {name}"
        with self.lock:
            self.passed, self.failed = self.passed + passed, self.failed + failed
            self.lines.append(line)
            say(f"{problem}\n{line}" if problem else line)
        return not failed

    def run_beside(self, stages):
        """Run stages one after the other on the second core; return what to wait for."""

        def work():
            for name, function in stages:
                self.run(name, function)

        thread = threading.Thread(target=work)
        thread.start()
        return thread

    def show(self):
        say("\n" + "\n".join(self.lines) + "\n")
        # read by machines: the last line stays as it is
        say(f"{self.passed} passed, {self.failed} failed")
        return bool(self.failed)


def _run(function, arguments):
    try:
        passed, failed = function(*arguments) or (1, 0)
    except (*ERRORS, StepError, OSError) as error:
        return 0, 1, str(error)
    if passed or failed:
        return passed, failed, ""
    return 0, 1, "no test ran"
