"""The machine's own Debian source is found in both formats, others are left alone."""

import pytest

from tools.setup import apt

OTHERS = """\
deb [arch=amd64] http://packages.example.com/apt cloud-bookworm main
deb http://mirror.example.org/docker bookworm stable
# deb http://old.example.org/debian bookworm main
"""
DEB822 = """\
Types: deb
# a comment between the fields
URIs: http://mirror.example.org/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian.gpg

Types: deb
URIs: http://mirror.example.org/debian-security
Suites: bookworm-security
Components: main
"""
LINE = "deb [signed-by=/k.gpg] http://mirror.example.org/debian bookworm main\n"


@pytest.fixture
def etc(tmp_path, monkeypatch):
    (tmp_path / "sources.list.d").mkdir()
    monkeypatch.setattr(apt, "ETC", tmp_path)
    monkeypatch.setattr(apt, "own_suite", lambda: "bookworm")
    (tmp_path / "sources.list.d" / "others.list").write_text(OTHERS)
    return tmp_path


def test_deb822(etc):
    (etc / "sources.list.d" / "debian.sources").write_text(DEB822)
    expected = ("http://mirror.example.org/debian", "/usr/share/keyrings/debian.gpg")
    assert apt.find_archive() == expected


def test_one_line(etc):
    (etc / "sources.list").write_text(LINE)
    assert apt.find_archive() == ("http://mirror.example.org/debian", "/k.gpg")


def test_disabled(etc):
    (etc / "sources.list.d" / "debian.sources").write_text(f"Enabled: no\n{DEB822}")
    assert apt.find_archive() is None


def test_none(etc):
    assert apt.find_archive() is None
