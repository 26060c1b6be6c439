"""``make lint``: every check that needs no database. ``--write`` mends the format."""

import sys
import time

from . import odoo, po
from .base import (
    ADDONS,
    LOCAL,
    ROOT,
    STAMPS,
    VENV,
    CommandError,
    StepError,
    digest,
    digest_tree,
    main,
    run,
    say,
    write_atomic,
)
from .setup import odoo_tree

PYTHON = [VENV / "bin" / "python", "-m"]
CONFIG = ROOT / "tools" / "config"
MODULES = LOCAL / "node" / "node_modules"
MAX_LINES = 400
# those of Odoo's own test_lint that pylint runs
ODOO_PLUGINS = (
    "_pylint_path_setup,pylint.extensions.bad_builtin,_odoo_checker_sql_injection,"
    "_odoo_checker_gettext,_odoo_checker_unlink_override"
)


def ruff():
    _run(*PYTHON, "ruff", "check", ".")
    _run(*PYTHON, "ruff", "format", "--check", "--diff", ".")


def prettier(mode="--check"):
    files = [path for suffix in ("xml", "js") for path in ADDONS.rglob(f"*.{suffix}")]
    files = [path for path in files if "lib" not in path.relative_to(ADDONS).parts]
    if not files:
        return
    plugin = MODULES / "@prettier" / "plugin-xml" / "src" / "plugin.js"
    options = [f"--config={CONFIG / 'prettier.json'}", f"--plugin={plugin}"]
    program = MODULES / "prettier" / "bin" / "prettier.cjs"
    _run("node", program, *options, mode, "--no-color", "--log-level=warn", *files)


def pylint_odoo():
    _each_addon("pylint-odoo", [f"--rcfile={CONFIG / 'pylintrc'}"])


def pylint_of_odoo():
    tests = odoo_tree.path() / "odoo" / "addons" / "test_lint" / "tests"
    options = [f"--rcfile={CONFIG / 'pylintrc-odoo'}", f"--load-plugins={ODOO_PLUGINS}"]
    _each_addon("pylint-of-odoo", options, PYTHONPATH=tests, ADDONS_PATH=ADDONS)


def _each_addon(name, options, **variables):
    """Run pylint over the addons that have changed since it found nothing in them."""
    config = [digest_tree(CONFIG), digest(ROOT / "requirements-dev.txt")]
    keys = {
        addon: digest(*config, digest_tree(ADDONS / addon))
        for addon in odoo.ours(tests=True)
    }
    folder = STAMPS / "lint" / name
    changed = [addon for addon, key in keys.items() if not (folder / key).exists()]
    if not changed:
        return
    words = ["env", *(f"{key}={value}" for key, value in variables.items())]
    _run(*words, *PYTHON, "pylint", *options, *(f"addons/{addon}" for addon in changed))
    for addon in changed:
        write_atomic(folder / keys[addon], addon)


def test_lint():
    _run(*PYTHON, "tools.odoo_lint")


def russian():
    problems = [
        problem for addon in odoo.ours() for problem in po.check_file(ADDONS / addon)
    ]
    if problems:
        raise CommandError(["po"], 1, "\n".join(problems))


def length():
    files = [path for name in ("addons", "tools", "tests") for path in _python(name)]
    counts = {path: len(path.read_text().splitlines()) for path in files}
    long = [f"{path}: {lines}" for path, lines in counts.items() if lines > MAX_LINES]
    if long:
        text = f"over {MAX_LINES} lines, split by concern:\n"
        raise CommandError(["length"], 1, text + "\n".join(long))


def _python(folder):
    return sorted(path.relative_to(ROOT) for path in (ROOT / folder).rglob("*.py"))


CHECKS = {
    "ruff": ruff,
    "prettier": prettier,
    "file length": length,
    "Russian complete": russian,
    "Odoo's test_lint": test_lint,
    "pylint-odoo": pylint_odoo,
    "Odoo's own pylint checks": pylint_of_odoo,
}


def _run(*command):
    return run(command)


def write():
    _run(*PYTHON, "ruff", "check", "--fix", "--exit-zero", ".")
    _run(*PYTHON, "ruff", "format", ".")
    prettier("--write")


def lint():
    """Run all checks, also after one has failed; raise with the names of those."""
    failed = []
    for name, check in CHECKS.items():
        started = time.monotonic()
        try:
            check()
            say(f"  ok      {name} ({time.monotonic() - started:.1f} s)")
        except CommandError as error:
            say(f"  FAILED  {name}\n{error.tail}")
            failed.append(name)
    if failed:
        remedy = "Mend what is listed above; for the format alone: make format"
        raise StepError("Lint", ", ".join(failed), remedy)


if __name__ == "__main__":
    main(write if "--write" in sys.argv else lint)
