"""Databases and their filestores: made from ICU, copied, dropped, renamed."""

import contextlib
import shutil

import psycopg2
import psycopg2.errors
from psycopg2 import sql

from .base import LOCAL, StepError

DATA = LOCAL / "data"
TITLE = "Database server"
ICU = "LOCALE_PROVIDER icu ICU_LOCALE 'ru' LOCALE 'C.UTF-8'"


class Databases:
    """The databases of one server."""

    def __init__(self, server):
        self.server = server

    @contextlib.contextmanager
    def connect(self, name="postgres"):
        variables = {
            "host": "PGHOST",
            "port": "PGPORT",
            "user": "PGUSER",
            "password": "PGPASSWORD",
            "passfile": "PGPASSFILE",
        }
        env = self.server.env()
        values = {key: env[var] for key, var in variables.items() if env.get(var)}
        try:
            connection = psycopg2.connect(dbname=name, connect_timeout=10, **values)
        except psycopg2.OperationalError as error:
            raise self._explain(error) from error
        connection.autocommit = True
        try:
            yield connection
        finally:
            connection.close()

    def _explain(self, error):
        if self.server.own:
            remedy = "make stop, then the same command again; look at .local/pg/*.log"
        else:
            remedy = (
                "Check db_host, db_port and db_user in odoo.conf (or PGHOST, PGPORT, PGUSER) "
                "and the password: db_password in a configuration of your own named by "
                "BANK_CONF, PGPASSWORD or ~/.pgpass."
            )
        return StepError(TITLE, error, remedy)

    def _execute(self, query, *names):
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(sql.SQL(query).format(*map(sql.Identifier, names)))
            return cursor.fetchall() if cursor.description else None

    def check(self):
        """Refuse a server we could not work with, before anything is begun."""
        with self.connect() as connection:
            version = connection.server_version // 10000
        role = self._execute(
            "SELECT rolname, rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        )[0]
        if version < 15:
            raise StepError(TITLE, f"It is PostgreSQL {version}.", "Use 15 or newer.")
        if role[0] == "postgres":
            raise StepError(
                TITLE,
                "The role is postgres, which Odoo refuses.",
                "CREATE ROLE bank LOGIN CREATEDB PASSWORD '...', and name it in db_user.",
            )
        if not role[1]:
            raise StepError(
                TITLE,
                f"The role {role[0]} may not make databases.",
                f"As an administrator of the server: ALTER ROLE {role[0]} CREATEDB",
            )

    def names(self):
        return [row[0] for row in self._execute("SELECT datname FROM pg_database")]

    def create(self, name, template=None):
        """Make a database, empty or as a copy with its files; one of that name goes."""
        self.drop(name)
        if template:
            self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)
            if (DATA / "filestore" / template).exists():
                shutil.copytree(
                    DATA / "filestore" / template, DATA / "filestore" / name
                )
            return
        self._execute(f"CREATE DATABASE {{}} TEMPLATE template0 {ICU}", name)
        with self.connect(name) as connection, connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")

    def drop(self, name):
        """Drop a database whoever is on it, and its files.

        ``WITH (FORCE)`` is refused to a role that is no superuser while autovacuum is
        there, which a plain ``DROP`` sends away by itself.
        """
        try:
            self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        except psycopg2.errors.InsufficientPrivilege:
            self._send_away(name)
            self._execute("DROP DATABASE IF EXISTS {}", name)
        shutil.rmtree(DATA / "filestore" / name, ignore_errors=True)

    def _send_away(self, name):
        """End our own sessions on a database."""
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT pg_terminate_backend(pid)
                  FROM pg_stat_activity
                 WHERE datname = %s AND usename = current_user
                """,
                [name],
            )

    def rename(self, old, new):
        """Rename a database and its files, closing what is open on it."""
        if (DATA / "filestore" / old).exists():
            shutil.rmtree(DATA / "filestore" / new, ignore_errors=True)
            (DATA / "filestore" / old).rename(DATA / "filestore" / new)
        self._execute("ALTER DATABASE {} RENAME TO {}", old, new)
