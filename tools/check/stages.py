"""What ``make test`` checks on databases, a stage each. A stage raises or returns."""

import re

from .. import odoo
from ..base import ADDONS, LOGS, ROOT, VENV, CommandError, run
from ..postgres import free_port
from .databases import LogError, closure, in_order, refuse_warnings

ALL = "test_all"
COMMITTED = ROOT / "tests" / "committed"
FUZZ = ROOT / "tests" / "fuzz"
PYTHON = [VENV / "bin" / "python", "-P", "-m"]
SUMMARY = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
COUNT = re.compile(r"(\d+) (passed|failed|errors?)\b")
# the decision log is dropped only when all of it has left the database: seal what the
# addons' own data has decided, and publish the root of a day that is not over yet
UNINSTALL = """
from datetime import date, timedelta
if "bank.decision.seal" in env:
    env["bank.decision.seal"]._cron_seal()
    env.cr.commit()
    env["bank.decision.root"]._publish_days(date.today() + timedelta(days=2))
    env.cr.commit()
names = {names!r}
modules = env["ir.module.module"].search(
    [("name", "in", names), ("state", "=", "installed")]
)
modules.button_immediate_uninstall()
env.cr.execute("SELECT name FROM ir_module_module WHERE state = 'installed'")
left = {{name for (name,) in env.cr.fetchall()}} & set(names)
env.cr.execute("SELECT DISTINCT module FROM ir_model_data WHERE module = ANY(%s)", [names])
left |= {{f"data of {{name}}" for (name,) in env.cr.fetchall()}}
env.cr.execute(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    " AND (tablename LIKE 'bank\\\\_%%' OR tablename LIKE 'test\\\\_bank\\\\_%%')", []
)
left |= {{f"table {{name}}" for (name,) in env.cr.fetchall()}}
print("LEFT", sorted(left) or "nothing")
"""


# what pages load, made once: a tour else makes it anew, while its other requests wait
ASSETS = 'env["ir.qweb"]._pregenerate_assets_bundles(); env.cr.commit()'


def install_all(bench):
    """All addons together into a database with stock modules only."""
    modules = frozenset(odoo.ours(tests=True))
    stock = frozenset().union(*(closure(name)[1] for name in modules))
    bench.create(ALL, stock)
    bench.install(ALL, modules)


def pytest(bench):
    """All tests of addons and of ``tests/`` under pytest, with a server for browsers."""
    name = "test_pytest"
    bench.databases.create(name, ALL)
    done = odoo.script(bench.server, name, ASSETS)
    if done.returncode:
        raise CommandError(["assets"], done.returncode, done.stderr[-3000:])
    folders = [path for path in sorted(ADDONS.glob("*/tests")) if path.is_dir()]
    folders += [ROOT / "tests"]
    options = ["--odoo-http", f"--odoo-database={name}", "--odoo-log-level=error"]
    options += [f"--ignore={COMMITTED}", f"--ignore={FUZZ}"]
    return run_pytest(
        "odoo", *pytest_options(name, options), *folders, env=bench.server
    )


def committed(bench, basis=ALL):
    """Tests that commit: many connections, updates. On a database they may spoil."""
    name = "test_committed"
    bench.databases.create(name, basis)
    # as many cursors as the server lets a test open, and the server its own
    options = [f"--odoo-database={name}", "--odoo-extra=db_maxconn=1200"]
    return run_pytest(
        "committed", *pytest_options(name, options), COMMITTED, env=bench.server
    )


def fuzz(bench, basis=ALL, tests=FUZZ):
    """Everything that can be reached is tried by every role. On a copy it may spoil."""
    name = "test_fuzz"
    bench.databases.create(name, basis)
    options = pytest_options(name, [f"--odoo-database={name}", "-s"])
    return run_pytest("fuzz", *options, tests, env=bench.server)


def pytest_options(name, options=()):
    """Return what pytest-odoo needs to find our configuration and places."""
    words = odoo.command()
    extra = [word.lstrip("-") for word in words if word.startswith("--")]
    extra += ["load=base,rpc,web", "workers=0", "max-cron-threads=0"]
    return [
        f"--ignore={ROOT / 'tests' / 'setup'}",
        f"--odoo-config={words[words.index('-c') + 1]}",
        *(f"--odoo-extra={word}" for word in extra),
        *options,
    ]


def run_pytest(name, *arguments, env=None):
    """Run pytest; return ``(passed, failed)`` as its last line counts them."""
    command = [*PYTHON, "pytest", *arguments]
    try:
        log = run(command, log=f"pytest-{name}.log", env=env and env.env(), quiet=False)
    except CommandError as error:
        log = error.tail
    last = log.strip().splitlines()[-1]
    words = {word: int(number) for number, word in COUNT.findall(last)}
    if " in " not in last or not words:
        raise CommandError(command, 1, f"pytest did not come to its end: {last}")
    failed = words.get("failed", 0) + words.get("error", 0) + words.get("errors", 0)
    return words.get("passed", 0), failed


def alone(bench, addon):
    """An addon with nothing but what it names; its tests under Odoo's own runner."""
    ours, stock = closure(addon)
    installed = f"test_alone_{addon}"
    bench.create(installed, ours | stock)
    bench.install(installed, [addon])
    bench.made[installed] = ours | stock
    if not list((ADDONS / addon / "tests").glob("test_*.py")):
        return
    name = f"test_run_{addon}"
    bench.databases.create(name, installed)
    options = [f"--http-port={free_port()}", f"--test-tags=/{addon}"]
    log_name = f"check-tests-{addon}.log"
    words = [f"--database={name}", "--stop-after-init", *options]
    try:
        log = odoo.call(bench.server, *words, log=log_name)
    except CommandError as error:
        raise LogError(_failures((LOGS / log_name).read_text())) from error
    match = SUMMARY.search(log)
    if not match or match.group(3) == "0":
        raise LogError(f"{addon}: Odoo's runner found no test (tagged post_install?)")


def _failures(log):
    """Return the errors of a log with what stands below them, else its end."""
    blocks = re.split(r"^(?=\d{4}-\d\d-\d\d [\d:,]+ \d+ )", log, flags=re.MULTILINE)
    errors = [block for block in blocks if re.match(r"\S+ \S+ \d+ (ERROR|CRIT)", block)]
    return "".join(errors) or log[-3000:]


def update_all(bench):
    """``-u all`` over all addons."""
    bench.databases.create("test_update", ALL)
    bench.odoo("test_update", "--update=all")


def uninstall_all(bench):
    """All addons leave without an error, and leave nothing behind."""
    name = "test_uninstall"
    bench.databases.create(name, ALL)
    text = UNINSTALL.format(names=odoo.ours(tests=True))
    done = odoo.script(bench.server, name, text)
    (LOGS / "check-uninstall.log").write_text(done.stderr + done.stdout)
    if done.returncode:
        raise CommandError(["uninstall"], done.returncode, done.stderr[-3000:])
    refuse_warnings(done.stderr)
    if "LEFT nothing" not in done.stdout:
        raise LogError(done.stdout)


def addons_alone(bench):
    """Give the stages that take one addon each: a name and a function."""
    for addon in in_order():
        yield f"alone: {addon}", lambda addon=addon: alone(bench, addon)
