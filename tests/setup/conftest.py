"""A checkout to break things in, and programs that fail as the real ones do."""

import os
import shutil
import subprocess
import sys

import pytest

from tools.base import ROOT

FILES = (
    "odoo.conf",
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-oca.txt",
)
RELEASE = "version_info = (19, 0, 0, FINAL, 0, '')\n"


class Checkout:
    """A copy of what the set-up needs; its ``.local`` and ``.venv`` are its own."""

    def __init__(self, folder):
        self.root, self.bin = folder / "checkout", folder / "bin"
        self.bin.mkdir(parents=True)
        skip = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "tools", self.root / "tools", ignore=skip)
        for name in FILES:
            shutil.copy(ROOT / name, self.root)
        (self.root / "addons").mkdir()
        self.local = self.root / ".local"

    def stub(self, name, script):
        """Put a shell script in front of a program of that name."""
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def step(self, module, name, **env):
        """Run one step of the set-up in a process of its own."""
        code = (
            "from tools import base\n"
            f"from tools.setup.{module} import {name} as Step\n"
            "base.main(Step().ensure)\n"
        )
        return subprocess.run(self.words(code), **self.options(env), timeout=120)

    def words(self, code):
        return [sys.executable, "-c", code]

    def options(self, env):
        path = f"{self.bin}:{os.environ['PATH']}"
        clean = {k: v for k, v in os.environ.items() if not k.startswith("ODOO_")}
        return {
            "cwd": self.root,
            "env": {**clean, "PATH": path, **env},
            "capture_output": True,
            "text": True,
            "stdin": subprocess.DEVNULL,
        }

    def assert_clean(self, *built):
        """Nothing looks finished, and nothing half-made is left."""
        stamps = self.local / "stamps"
        assert not stamps.exists() or not list(stamps.iterdir())
        for name in built:
            assert not (self.root / name).exists()
        tmp = self.local / "tmp"
        assert not tmp.exists() or not list(tmp.iterdir())


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


def assert_refused(done, step, *texts):
    """One clear error: the step, what happened and what to do; no traceback."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr.count("FAILED  ") == 1
    assert f"FAILED  {step}" in done.stderr
    assert "what to do:" in done.stderr
    assert "Traceback" not in done.stderr
    for text in texts:
        assert text in done.stderr
