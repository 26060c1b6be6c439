"""The Odoo 19 tree: somebody's own, Debian's package, or a shallow git clone."""

import os
import re
import shutil
from pathlib import Path

from ..base import (
    LOCAL,
    CommandError,
    Step,
    StepError,
    digest,
    explain,
    run,
    say,
    scratch,
    write_atomic,
)
from .apt import PrivateApt, find_archive, own_suite

TREE = LOCAL / "odoo"
POINTER = LOCAL / "odoo-path"  # one line: the folder that holds odoo/
GIT_ADDRESS = "https://github.com/odoo/odoo"
BRANCH = "19.0"
PYTHON_FOLDER = "usr/lib/python3/dist-packages"
# Debian's odoo-19 links into these instead of shipping its own copies
BESIDE = (
    "libjs-jquery",
    "libjs-underscore",
    "libjs-jquery-form",
    "fonts-roboto-unhinted",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
)
# sid's fonts-font-awesome is version 7; the tree links to files of version 4.7
FONT_AWESOME, FONT_AWESOME_SUITES = "fonts-font-awesome", ("trixie", "bookworm")
FONT_AWESOME_FILE = "usr/share/fonts-font-awesome/fonts/fontawesome-webfont.ttf"
# left out of Debian's package; without it every browser test stops on a console error
PLACEHOLDER = Path(
    "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
)


def path():
    """Return the folder to put on Python's path: it holds ``odoo/``."""
    return Path(POINTER.read_text().strip())


def own_path():
    """Return the folder that holds ``odoo/`` below ODOO_PATH, None without it."""
    given = os.environ.get("ODOO_PATH")
    if not given:
        return None
    for folder in (given, f"{given}/{PYTHON_FOLDER}"):
        if (Path(folder) / "odoo" / "release.py").exists():
            return Path(folder).resolve()
    raise StepError(
        OdooStep.title,
        f"ODOO_PATH={given}: there is no odoo/release.py in it.",
        "Name the folder that holds odoo/ (a checkout of branch 19.0), or unset it.",
    )


class OdooStep(Step):
    name = "odoo"
    title = "Odoo 19"
    remedy = (
        "Look at the log above. A cut download: run the same command again. No network: "
        "give a tree with ODOO_PATH=/folder/that/holds/odoo or a repository with "
        "ODOO_GIT=/path/or/address."
    )

    def key(self):
        return digest(str(own_path() or ""), os.environ.get("ODOO_GIT", ""), BRANCH)

    def is_there(self):
        return POINTER.exists() and (path() / "odoo" / "release.py").exists()

    def build(self):
        if given := own_path():
            say(f"    using ODOO_PATH: {given}")
            check_tree(given)
            write_atomic(POINTER, f"{given}\n")
            return
        source = _from_git if os.environ.get("ODOO_GIT") else _from_debian_or_git
        with scratch("odoo") as folder:
            tree = source(folder)
            check_tree(tree)
            shutil.rmtree(TREE, ignore_errors=True)
            (folder / "tree").rename(TREE)
        write_atomic(POINTER, f"{TREE / tree.relative_to(folder / 'tree')}\n")


def check_tree(tree):
    """Refuse a tree that is not Odoo 19 or that no page could be served from."""
    release = (tree / "odoo" / "release.py").read_text()
    if not re.search(r"^version_info = \(19, 0", release, re.MULTILINE):
        raise ValueError(f"{tree} holds another version than Odoo 19.0")
    dangling = [
        str(link.relative_to(tree))
        for folder in ("odoo/addons/web", "addons/web")
        for link in (tree / folder).rglob("*")
        if link.is_symlink() and not link.exists()
    ]
    if dangling:
        raise ValueError(
            "links to files that are not there: " + ", ".join(dangling[:5])
        )


def _from_debian_or_git(folder):
    archive = shutil.which("apt-get") and shutil.which("dpkg") and find_archive()
    if not archive:
        say("    this machine has no Debian source: cloning with git instead")
        return _from_git(folder)
    try:
        return _from_debian(folder, archive)
    except CommandError as error:
        if "No space left" in str(error):
            raise
        say(
            f"    Debian's package could not be had: {error}\n    cloning with git instead"
        )
        debian = error
    try:
        return _from_git(folder)
    except CommandError as error:
        raise ValueError(f"Debian: {debian}\ngit: {error}") from error


def _from_debian(folder, archive):
    debs, tree = folder / "debs", folder / "tree"
    debs.mkdir()
    tree.mkdir()
    say("    fetching odoo-19 of Debian sid (122 MB)")
    apt = PrivateApt(archive, ["sid"])
    apt.update()
    apt.download(["odoo-19", *(f"{name}/sid" for name in BESIDE)], debs)
    _unpack(debs, tree)
    _add_font_awesome(folder, tree, archive)
    python_folder = tree / PYTHON_FOLDER
    _add_placeholder(python_folder)
    return python_folder


def _add_font_awesome(folder, tree, archive):
    for suite in dict.fromkeys([own_suite(), *FONT_AWESOME_SUITES]):
        debs = folder / f"debs-{suite}"
        debs.mkdir()
        apt = PrivateApt(archive, [suite])
        apt.update()
        apt.download([FONT_AWESOME], debs)
        shutil.rmtree(tree / "usr/share/fonts-font-awesome", ignore_errors=True)
        _unpack(debs, tree)
        if (tree / FONT_AWESOME_FILE).exists():
            return
    raise ValueError(f"no suite has {FONT_AWESOME} with the files of version 4.7")


def _unpack(debs, tree):
    for deb in sorted(debs.glob("*.deb")):
        say(f"    unpacking {deb.name.split('_')[0]}")
        run(["dpkg", "-x", deb, tree], log="setup-dpkg.log")


def _add_placeholder(python_folder):
    placeholder = python_folder / PLACEHOLDER
    if not placeholder.exists():
        placeholder.parent.mkdir(parents=True, exist_ok=True)
        placeholder.write_text("// not shipped\n")


def _from_git(folder):
    if not shutil.which("git"):
        raise StepError(OdooStep.title, "git is not installed.", "apt-get install git")
    address = os.environ.get("ODOO_GIT") or GIT_ADDRESS
    say(f"    cloning branch {BRANCH} of {address}")
    command = [
        "git",
        "clone",
        "--depth=1",
        f"--branch={BRANCH}",
        address,
        folder / "tree",
    ]
    env = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    try:
        run(command, log="setup-git.log", env=env)
    except OSError as error:
        raise explain(OdooStep.title, error, OdooStep.remedy) from error
    return folder / "tree"
