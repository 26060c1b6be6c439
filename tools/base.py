"""What every tool here shares: where things lie, how a step is run and reported.

Standard library only: it runs before the virtual environment exists.
"""

import contextlib
import ctypes
import errno
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCAL = ROOT / ".local"
STAMPS = LOCAL / "stamps"
LOGS = LOCAL / "log"
TMP = LOCAL / "tmp"
CACHE = LOCAL / "cache"
ADDONS = ROOT / "addons"

HEARTBEAT_S = 15
NO_SPACE = os.strerror(errno.ENOSPC)
PR_SET_PDEATHSIG = 1
# found before a fork: between fork and exec nothing is looked up
_PRCTL = getattr(ctypes.CDLL(None), "prctl", None)


class StepError(Exception):
    """A step failed: what was being done, what went wrong, what to do about it."""

    def __init__(self, step, problem, remedy):
        super().__init__(problem)
        self.step, self.problem, self.remedy = step, problem, remedy

    def __str__(self):
        return (
            f"\nFAILED  {self.step}\n"
            f"  what happened:  {_indent(self.problem)}\n"
            f"  what to do:     {_indent(self.remedy)}\n"
        )


class CommandError(Exception):
    """A command ended with an error; ``tail`` is the end of what it printed."""

    def __init__(self, command, code, tail):
        super().__init__(f"`{command[0]}` ended with code {code}\n{tail}".strip())
        self.code, self.tail = code, tail


def _indent(text):
    return str(text).strip().replace("\n", "\n" + " " * 18)


def say(text):
    print(text, flush=True)


def digest(*parts):
    """Return a short hash of texts and of the contents of files."""
    total = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else str(part).encode()
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:16]


def digest_tree(folder):
    """Return a hash of all files below ``folder``, compiled ones left out."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    names = (str(path.relative_to(folder)) for path in files)
    return digest(*names, *files)


def write_atomic(path, text, mode=0o644):
    """Write a small file so that a reader sees the old or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w") as target:
            target.write(text)
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


@contextlib.contextmanager
def scratch(prefix):
    """Give an empty folder that is gone afterwards, whatever happens."""
    TMP.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=TMP, prefix=f"{prefix}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def only_one(name="setup"):
    """Let one process at a time through; say whom a second one waits for."""
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / f"{name}.lock").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting: another make holds .local/{name}.lock")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def die_with_parent(how=signal.SIGTERM):
    """Return a ``preexec_fn``: the kernel (Linux) ends the child when this process ends.

    No ``finally`` runs in a process that is killed. ``how`` is the signal sent.
    """
    parent = os.getpid()

    def ask():
        if _PRCTL:
            _PRCTL(PR_SET_PDEATHSIG, how)
            if os.getppid() != parent:  # it has gone meanwhile
                os._exit(1)

    return ask


def run(command, log=None, env=None, cwd=None, quiet=True):
    """Run a command, keep its output in ``.local/log``, show that it is alive: by a
    line now and then, or, not ``quiet``, by the output itself.

    Return what it printed. Raise :class:`CommandError` with the last lines.
    """
    command = [str(part) for part in command]
    started, tail, lines = time.monotonic(), deque(maxlen=25), []
    process = _start(command, env, cwd)
    stop = threading.Event()
    if quiet:
        beat = threading.Thread(target=_beat, args=(stop, started, tail), daemon=True)
        beat.start()
    try:
        for line in process.stdout:
            tail.append(line.rstrip()[:300])
            lines.append(line)
            if not quiet:
                print(line, end="", flush=True)
        code = process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    finally:
        stop.set()
        _keep_log(log, lines)
    if code:
        raise CommandError(command, code, "\n".join(tail))
    return "".join(lines)


def _start(command, env, cwd):
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=env,
        cwd=cwd or ROOT,
        preexec_fn=die_with_parent(),
    )


def _beat(stop, started, tail):
    while not stop.wait(HEARTBEAT_S):
        last = tail[-1][:90] if tail else ""
        say(f"    ... {time.monotonic() - started:.0f} s  {last}")


def _keep_log(log, lines):
    if log is None:
        return
    with contextlib.suppress(OSError):  # a full disk must not hide the real error
        LOGS.mkdir(parents=True, exist_ok=True)
        (LOGS / log).write_text("".join(lines))


class Step:
    """One thing the set-up makes. Safe to ask for again and again.

    A subclass says in :meth:`key` what the result depends on, in :meth:`is_there`
    whether it still stands, and makes it in :meth:`build`: beside its place, moved
    there at the end, so that a killed run leaves nothing that looks finished.
    """

    name = title = remedy = ""

    def key(self):
        raise NotImplementedError

    def is_there(self):
        return True

    def build(self):
        raise NotImplementedError

    def ensure(self):
        stamp, key = STAMPS / self.name, self.key()
        if stamp.exists() and stamp.read_text() == key and self.is_there():
            return
        say(f"==> {self.title}")
        started = time.monotonic()
        try:
            stamp.unlink(missing_ok=True)
            self.build()
            write_atomic(stamp, key)
        except (CommandError, OSError, ValueError) as error:
            raise explain(self.title, error, self.remedy) from error
        say(f"    done in {time.monotonic() - started:.0f} s")


def explain(step, error, remedy):
    """Turn an error into a :class:`StepError`; a full disk has its own remedy."""
    if getattr(error, "errno", None) == errno.ENOSPC or NO_SPACE in str(error):
        free = shutil.disk_usage(ROOT).free // 2**20
        return StepError(
            step,
            error,
            f"The disk is full ({free} MB free under {ROOT}). "
            "Free about 3 GB and run the same command again; nothing needs undoing.",
        )
    return StepError(step, error, remedy)


def main(function):
    """Run a tool's main function; errors meant for people come without a traceback."""
    try:
        sys.exit(function() or 0)
    except StepError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        remedy = (
            f"Do {ROOT} and its .local belong to you? A checkout that root has used is "
            "root's: give it to yourself with chown -R, or make one of your own."
        )
        print(explain("Files of this checkout", error, remedy), file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
