"""Where Odoo comes from, and what a cut download or a full disk leaves behind."""

import os
import shutil
import signal
import subprocess
import time

import pytest

from tools.setup import apt

from .conftest import RELEASE, assert_refused

TITLE = "Odoo 19"
BUILT = (".local/odoo", ".local/odoo-path")
needs_debian = pytest.mark.skipif(
    not (shutil.which("dpkg-deb") and apt.find_archive()),
    reason="Debian's package is fetched on Debian only",
)
# stands for the real apt-get: `download` brings a package for every name
GOOD_APT = """
for word; do last=$word; done
case "$*" in
*update*) ;;
*download*) cp {deb} ./$(basename ${{last%/*}}).deb ;;
esac
"""


def make_deb(folder, size=1):
    """Build a real package with an Odoo tree, the font and ``size`` MB of ballast."""
    root = folder / "package"
    tree = root / "usr/lib/python3/dist-packages/odoo"
    fonts = root / "usr/share/fonts-font-awesome/fonts"
    for path in (tree, fonts, root / "DEBIAN"):
        path.mkdir(parents=True)
    (tree / "release.py").write_text(RELEASE)
    (fonts / "fontawesome-webfont.ttf").write_text("font")
    (root / "ballast").write_bytes(os.urandom(size * 2**20))
    control = "Package: odoo-19\nVersion: 1\nArchitecture: all\n"
    control += "Maintainer: nobody <nobody@example.com>\nDescription: test\n"
    (root / "DEBIAN/control").write_text(control)
    deb = folder / "made.deb"
    command = ["dpkg-deb", "-Znone", "--root-owner-group", "--build", root, deb]
    subprocess.run(command, check=True, capture_output=True)
    return deb


def make_repository(folder, release=RELEASE):
    git = ["git", "-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.com"]
    (folder / "odoo").mkdir(parents=True)
    (folder / "odoo/release.py").write_text(release)
    for words in (["init", "-q", "-b", "19.0"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], check=True)
    return folder


def test_tree_of_somebodys_own(checkout, tmp_path):
    tree = make_repository(tmp_path / "own")
    done = checkout.step("odoo_tree", "OdooStep", ODOO_PATH=str(tree))
    assert done.returncode == 0, done.stderr
    assert (checkout.local / "odoo-path").read_text().strip() == str(tree)


def test_path_without_a_tree(checkout, tmp_path):
    done = checkout.step("odoo_tree", "OdooStep", ODOO_PATH=str(tmp_path))
    assert_refused(done, TITLE, "ODOO_PATH")
    checkout.assert_clean(*BUILT)


def test_tree_of_another_version(checkout, tmp_path):
    tree = make_repository(
        tmp_path / "own", "version_info = (18, 0, 0, FINAL, 0, '')\n"
    )
    done = checkout.step("odoo_tree", "OdooStep", ODOO_PATH=str(tree))
    assert_refused(done, TITLE, "another version")
    checkout.assert_clean(*BUILT)


def test_local_repository(checkout, tmp_path):
    repository = make_repository(tmp_path / "repository")
    done = checkout.step("odoo_tree", "OdooStep", ODOO_GIT=f"file://{repository}")
    assert done.returncode == 0, done.stderr
    pointer = (checkout.local / "odoo-path").read_text().strip()
    assert pointer == str(checkout.local / "odoo")
    assert (checkout.local / "odoo/odoo/release.py").exists()


def test_no_repository(checkout, tmp_path):
    done = checkout.step("odoo_tree", "OdooStep", ODOO_GIT=str(tmp_path / "none"))
    assert_refused(done, TITLE, "does not exist", "ODOO_PATH")
    checkout.assert_clean(*BUILT)


@needs_debian
def test_cut_download(checkout):
    checkout.stub("apt-get", 'echo "E: Failed to fetch: Hash Sum mismatch"; exit 100')
    checkout.stub("git", 'echo "fatal: early EOF"; exit 128')
    done = checkout.step("odoo_tree", "OdooStep")
    assert_refused(
        done, TITLE, "Hash Sum mismatch", "early EOF", "run the same command"
    )
    checkout.assert_clean(*BUILT)


@needs_debian
def test_truncated_package(checkout, tmp_path):
    deb = make_deb(tmp_path)
    os.truncate(deb, deb.stat().st_size // 2)
    checkout.stub("apt-get", GOOD_APT.format(deb=deb))
    checkout.stub("git", "exit 128")
    done = checkout.step("odoo_tree", "OdooStep")
    assert_refused(done, TITLE, "dpkg", "run the same command")
    checkout.assert_clean(*BUILT)


@needs_debian
def test_full_disk(checkout, tmp_path):
    """A real one where mounting is allowed, else dpkg that says what it would say."""
    checkout.stub("apt-get", GOOD_APT.format(deb=make_deb(tmp_path, size=24)))
    checkout.local.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", checkout.local]
    real = subprocess.run(mount, capture_output=True).returncode == 0
    if not real:
        checkout.stub("dpkg", 'echo "dpkg: error: No space left on device"; exit 2')
    try:
        done = checkout.step("odoo_tree", "OdooStep")
        assert_refused(done, TITLE, "disk is full", "run the same command")
        checkout.assert_clean(*BUILT)
    finally:
        if real:
            subprocess.run(["umount", checkout.local], check=True)


@needs_debian
def test_killed_then_run_again(checkout, tmp_path):
    deb = make_deb(tmp_path)
    checkout.stub("apt-get", f"touch {tmp_path}/begun; sleep 30")
    code = "from tools.setup.odoo_tree import OdooStep as Step\nStep().ensure()\n"
    options = {**checkout.options({}), "start_new_session": True}
    options.pop("capture_output")
    process = subprocess.Popen(
        checkout.words(code), **options, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 20
    while not (tmp_path / "begun").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert not (checkout.local / "odoo").exists()
    assert not (checkout.local / "stamps" / "odoo").exists()

    checkout.stub("apt-get", GOOD_APT.format(deb=deb))
    done = checkout.step("odoo_tree", "OdooStep")
    assert done.returncode == 0, done.stderr
    assert (checkout.local / "odoo").exists()


@needs_debian
def test_second_run_does_nothing(checkout, tmp_path):
    checkout.stub("apt-get", GOOD_APT.format(deb=make_deb(tmp_path)))
    assert checkout.step("odoo_tree", "OdooStep").returncode == 0
    checkout.stub("apt-get", "exit 1")
    done = checkout.step("odoo_tree", "OdooStep")
    assert (done.returncode, done.stdout) == (0, "")
