"""Private PostgreSQL clusters below ``.local/pg``: ``main`` for people, ``test``.

Each listens on a free port of the loopback address only, with a random password that
lies in ``.local/pgpass/`` (mode 0600). Root cannot run PostgreSQL: then the system user
``postgres`` does, and where he cannot enter this folder, the data lies below his home.
"""

import glob
import os
import pwd
import secrets
import shutil
import socket
import subprocess
from pathlib import Path

from .base import (
    LOCAL,
    LOGS,
    CommandError,
    StepError,
    digest,
    explain,
    only_one,
    run,
    say,
    write_atomic,
)

MIN_VERSION = 15
TITLE = "PostgreSQL (private cluster)"
REMEDY = "Look at .local/pg/*.log and .local/log/pg-*.log, then run it again."
OWNER, ROLE = "bank_owner", "bank"  # superuser of the cluster; the role Odoo uses
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 256MB
maintenance_work_mem = 256MB
max_wal_size = 2GB
checkpoint_timeout = 15min
jit = off
log_min_messages = warning
"""
# given at the start: a cluster that is there already gets them, too. The test cluster
# lets a thousand writers of one log be open at once (tests/committed)
MAX_CONNECTIONS = {"main": 120, "test": 1100}
# a crash may destroy test databases: they are made anew by every run
TEST_SETTINGS = """
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
autovacuum_naptime = 10min
"""


def find_bin():
    """Return the folder with the newest server's programs, or None."""
    named = shutil.which("initdb")
    candidates = [os.path.dirname(os.path.realpath(named))] if named else []
    candidates += glob.glob("/usr/lib/postgresql/*/bin") + glob.glob("/usr/pgsql-*/bin")
    versions = {path: _version(path) for path in candidates}
    best = max(candidates, key=versions.get, default=None)
    return best if best and versions[best] >= MIN_VERSION else None


def _version(folder):
    program = f"{folder}/postgres"
    if not os.path.exists(program):
        return 0
    text = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    return int(text.split()[2].split(".")[0])


class Cluster:
    """One cluster; made, started and found again by its folder alone."""

    def __init__(self, name):
        self.name = name
        self.data = self._home() / name

    def _home(self):
        """Return the folder for the data: ours, or one the unprivileged user can enter."""
        home = LOCAL / "pg"
        if os.geteuid() or home.is_symlink():
            return home.resolve()
        user = _server_user()
        home.mkdir(parents=True, exist_ok=True)
        os.chown(home, user.pw_uid, user.pw_gid)
        if _can_enter(user, home):
            return home
        away = Path(user.pw_dir) / f"bank-crm-{digest(str(LOCAL))}"
        say(f"    {user.pw_name} cannot enter {home}: the databases lie in {away}")
        away.mkdir(parents=True, exist_ok=True)
        os.chown(away, user.pw_uid, user.pw_gid)
        home.rmdir()
        home.symlink_to(away)
        return away

    def running_port(self):
        """Return the port of the running server, None when it is down."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            os.kill(int(lines[0]), 0)
            name = Path(f"/proc/{int(lines[0])}/comm").read_text().strip()
            return int(lines[3]) if name == "postgres" else None
        except (OSError, ValueError, IndexError):
            return None

    def ensure(self):
        """Make and start it where needed; return its port."""
        if port := self.running_port():
            return port
        with only_one("pg"):
            if port := self.running_port():
                return port
            try:
                if not (self.data / "PG_VERSION").exists():
                    self._make()
                return self._start()
            except (CommandError, OSError) as error:
                raise explain(TITLE, error, REMEDY) from error

    def _make(self):
        say(f"==> {TITLE} {self.name}: {self.data}")
        unfinished = self.data.with_name(f"{self.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        passwords = secrets.token_hex(16), secrets.token_hex(16)
        pwfile = self.data.with_name(f"{self.name}.pw")
        write_atomic(pwfile, passwords[0], 0o600)
        _give_to_server_user(pwfile)
        command = ["initdb", f"--pgdata={unfinished}", f"--username={OWNER}"]
        command += [f"--pwfile={pwfile}", "--auth=scram-sha-256", "--encoding=UTF8"]
        command += ["--locale=C.UTF-8", "--no-instructions"]
        try:
            self._run(command, f"pg-{self.name}-initdb.log")
            self._make_role(unfinished, passwords[1])
        finally:
            pwfile.unlink()
        settings = SETTINGS + (TEST_SETTINGS if self.name == "test" else "")
        with (unfinished / "postgresql.conf").open("a") as target:
            target.write(settings)
        _remember_password(self.name, passwords)
        unfinished.rename(self.data)

    def _make_role(self, data, password):
        """Make the role Odoo uses, no superuser, before the server ever listens."""
        script = f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}';\n"
        command = ["postgres", "--single", "-D", data, "postgres"]
        done = subprocess.run(
            self._as_server_user(command), input=script, capture_output=True, text=True
        )
        if done.returncode:
            raise CommandError(command, done.returncode, done.stderr[-2000:])

    def _start(self):
        port = free_port()
        LOGS.mkdir(parents=True, exist_ok=True)
        log = self.data.with_name(f"{self.name}.log")
        command = ["pg_ctl", "start", "-D", self.data, "-w", "-t", "60", "-s"]
        options = f"-p {port} -c max_connections={MAX_CONNECTIONS[self.name]}"
        command += ["-l", log, "-o", options]
        try:
            self._run(command, f"pg-{self.name}-start.log")
        except CommandError as error:
            tail = log.read_text()[-1500:] if log.exists() else ""
            raise CommandError(command, error.code, f"{error.tail}\n{tail}") from error
        return port

    def stop(self):
        if self.running_port():
            say(f"stopping PostgreSQL ({self.name})")
            command = ["pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-s"]
            self._run(command, f"pg-{self.name}-stop.log")

    def remove(self):
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)

    def _run(self, command, log):
        run(self._as_server_user(command), log=log, cwd="/")

    def _as_server_user(self, command):
        folder = find_bin()
        if folder is None:
            raise StepError(
                TITLE, "No PostgreSQL server.", "apt-get install postgresql"
            )
        command = [f"{folder}/{command[0]}", *map(str, command[1:])]
        return command if os.geteuid() else _unprivileged(_server_user(), command)


def _unprivileged(user, command):
    ids = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return ["setpriv", *ids, "--", *command]


def _server_user():
    """Return the system user that runs the server when we are root."""
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        remedy = "apt-get install postgresql (it makes that user), or work as yourself"
        raise StepError(TITLE, "There is no system user postgres.", remedy) from None


def _can_enter(user, folder):
    command = _unprivileged(user, ["test", "-x", str(folder)])
    return subprocess.run(command, cwd="/").returncode == 0


def _give_to_server_user(path):
    if not os.geteuid():
        user = _server_user()
        os.chown(path, user.pw_uid, user.pw_gid)


def _remember_password(name, passwords):
    """Keep passwords in files libpq reads: one for Odoo, one for the administrator."""
    for path, role, password in (
        (passfile(name), ROLE, passwords[1]),
        (passfile(name, OWNER), OWNER, passwords[0]),
    ):
        write_atomic(path, f"127.0.0.1:*:*:{role}:{password}\n", 0o600)


def passfile(name, role=ROLE):
    """Return the password file for a cluster, as ``PGPASSFILE`` wants it."""
    return LOCAL / "pgpass" / f"{name}-{role}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
