"""A private apt: packages of another Debian suite without touching the machine."""

import os
import re
from pathlib import Path

from ..base import CACHE, run, write_atomic

ETC = Path("/etc/apt")
OS_RELEASE = Path("/etc/os-release")


def own_suite():
    """Return the codename of this Debian ("bookworm"), or None elsewhere."""
    text = OS_RELEASE.read_text() if OS_RELEASE.exists() else ""
    values = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', text, re.MULTILINE))
    return values.get("VERSION_CODENAME") if values.get("ID") == "debian" else None


def find_archive():
    """Return ``(address, signed_by)`` of the archive the machine itself uses, or None.

    It is the source that serves this release's own codename with component main.
    """
    suite = own_suite()
    for types, uris, suites, components, signed_by in _read_sources():
        if "deb" in types and "main" in components and {suite, "sid"} & set(suites):
            return uris[0], signed_by
    return None


def _read_sources():
    for path in sorted(ETC.glob("sources.list.d/*.sources")):
        yield from _read_stanzas(path.read_text())
    for path in [ETC / "sources.list", *sorted(ETC.glob("sources.list.d/*.list"))]:
        if path.exists():
            yield from _read_lines(path.read_text())


def _read_stanzas(text):
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    for stanza in re.split(r"\n\s*\n", text):
        fields = dict(re.findall(r"^([\w-]+):[ \t]*(.*)$", stanza, re.MULTILINE))
        if fields.get("Enabled", "yes") != "no" and "URIs" in fields:
            names = ("Types", "URIs", "Suites", "Components")
            yield (
                *(fields.get(name, "").split() for name in names),
                fields.get("Signed-By"),
            )


def _read_lines(text):
    for line in text.splitlines():
        match = re.match(r"deb\s+(?:\[(.*?)\]\s+)?(\S+)\s+(\S+)\s+(.*)$", line)
        if match:
            options, uri, suite, components = match.groups()
            signed_by = re.search(r"signed-by=(\S+)", options or "")
            yield (
                ["deb"],
                [uri],
                [suite],
                components.split(),
                (signed_by and signed_by.group(1)),
            )


class PrivateApt:
    """apt-get with its own sources, lists and cache, all below ``.local``."""

    def __init__(self, archive, suites):
        self.home = CACHE / "apt"
        for folder in ("lists/partial", "archives/partial"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        address, signed_by = archive
        source = f"Types: deb\nURIs: {address}\nSuites: {' '.join(suites)}\nComponents: main\n"
        if signed_by:
            source += f"Signed-By: {signed_by}\n"
        write_atomic(self.home / "private.sources", source)

    def _command(self, *words):
        options = {
            "Dir::Etc::SourceList": self.home / "private.sources",
            "Dir::Etc::SourceParts": "-",
            "Dir::State::Lists": self.home / "lists",
            "Dir::Cache": self.home,
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            # as root apt would fetch as the user _apt, who need not reach this folder
            "APT::Sandbox::User": "root",
        }
        flags = [f"-o{name}={value}" for name, value in options.items()]
        return ["apt-get", *flags, *words]

    def update(self):
        run(
            self._command("update", "--error-on=any"),
            log="setup-apt-private-update.log",
            env={**os.environ, "LC_ALL": "C"},
        )

    def download(self, packages, folder):
        """Fetch packages (``name`` or ``name/suite``) into a folder; apt checks hashes."""
        run(
            self._command("download", *packages),
            log="setup-apt-download.log",
            env={**os.environ, "LC_ALL": "C"},
            cwd=folder,
        )
