"""What is missing on the machine, a wrong password, a port in use, no index."""

import os
import socket
import subprocess
import sys
import time

import pytest

from tools import postgres, server
from tools.base import ROOT, StepError
from tools.setup import system

from .conftest import RELEASE, assert_refused


@pytest.fixture
def test_server(monkeypatch):
    if server.odoo_conf.names_a_server():
        pytest.skip("odoo.conf or PGHOST names a server: its passwords are not ours")
    return server.get("test").variables


def test_missing_postgresql_as_an_ordinary_user(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(postgres, "find_bin", lambda: None)
    monkeypatch.setattr(system, "names_a_server", lambda: False)
    with pytest.raises(StepError) as caught:
        system.SystemStep("run").ensure()
    assert "PostgreSQL 15+" in caught.value.problem
    assert "apt-get install --yes" in caught.value.remedy
    assert " postgresql" in caught.value.remedy


def test_named_server_needs_no_local_one(monkeypatch):
    monkeypatch.setattr(postgres, "find_bin", lambda: None)
    monkeypatch.setattr(system, "names_a_server", lambda: True)
    assert system._has_server()


def test_port_in_use(test_server):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = _serve(PORT=port)
    assert_refused(done, f"Port {port}", "make stop", "PORT=")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PGPASSWORD", "wrong", "password authentication failed"),
        ("PGUSER", "nobody", "no password supplied"),
        ("PGPORT", "1", "refused"),
    ],
)
def test_server_that_does_not_let_us_in(test_server, variable, value, said):
    env = {**test_server, "PORT": str(postgres.free_port()), variable: value}
    assert_refused(_serve(**env), "Database server", said, "PGPASSWORD", "odoo.conf")


def _serve(**env):
    return subprocess.run(
        [sys.executable, "-m", "tools.serve"],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_no_package_index(checkout, tmp_path):
    """An environment that could not be made leaves the one that was there alone."""
    tree = tmp_path / "tree" / "odoo"
    tree.mkdir(parents=True)
    (tree / "release.py").write_text(RELEASE)
    checkout.local.mkdir()
    (checkout.local / "odoo-path").write_text(f"{tree.parent}\n")
    (checkout.root / ".venv").mkdir()
    (checkout.root / ".venv" / "mine").write_text("old")
    done = checkout.step(
        "python_env",
        "PythonStep",
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_FIND_LINKS="",
        PIP_RETRIES="0",
    )
    assert_refused(done, "Python environment (.venv)", "run the same command again")
    assert (checkout.root / ".venv" / "mine").exists()
    checkout.assert_clean()


def test_nothing_to_do_is_quick():
    started = time.monotonic()
    program = sys._base_executable
    command = [program, "-m", "tools.setup", "test"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert time.monotonic() - started < 5
