"""Where the private clusters lie when root makes them."""

import os
import pwd
from types import SimpleNamespace

import psycopg2
import pytest

from tools import db, postgres, server

DROPPED = "test_setup_drop"


@pytest.fixture
def places(tmp_path, monkeypatch):
    """A checkout and a home of the server's user, as root would see them."""
    me = pwd.getpwuid(os.getuid())
    home = tmp_path / "home"
    user = SimpleNamespace(
        pw_name=me.pw_name, pw_uid=me.pw_uid, pw_gid=me.pw_gid, pw_dir=str(home)
    )
    monkeypatch.setattr(postgres, "LOCAL", tmp_path / "local")
    monkeypatch.setattr(postgres, "_server_user", lambda: user)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return tmp_path


def test_below_the_checkout_where_the_user_can_enter(places, monkeypatch):
    monkeypatch.setattr(postgres, "_can_enter", lambda user, folder: True)
    assert postgres.Cluster("main").data == places / "local" / "pg" / "main"


def test_below_his_home_where_he_cannot(places, monkeypatch):
    monkeypatch.setattr(postgres, "_can_enter", lambda user, folder: False)
    first, second = postgres.Cluster("main"), postgres.Cluster("main")
    assert first.data == second.data
    assert first.data.is_relative_to(places / "home")
    assert (places / "local" / "pg").resolve() == first.data.parent


def test_a_database_under_autovacuum_is_dropped(monkeypatch):
    """The server refuses FORCE to an ordinary role while autovacuum is there."""
    databases = db.Databases(server.get("test"))
    databases.create(DROPPED)
    execute = databases._execute

    def refuse(query, *names):
        if "FORCE" in query:
            raise psycopg2.errors.InsufficientPrivilege
        return execute(query, *names)

    with databases.connect(DROPPED):  # somebody is on it
        monkeypatch.setattr(databases, "_execute", refuse)
        databases.drop(DROPPED)
    assert DROPPED not in databases.names()
