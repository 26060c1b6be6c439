"""Which database server is used, and the environment that leads to it."""

import os
from dataclasses import dataclass, field

from . import odoo_conf, postgres


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server as libpq (and through it Odoo) wants it in ``PG*`` variables."""

    own: bool
    variables: dict = field(default_factory=dict)

    def env(self):
        """Return the process environment with this server in it."""
        return {**os.environ, **self.variables}


def get(name="main"):
    """Return the server to use; start our private cluster when none is named.

    ``odoo.conf`` wins over the environment, as in Odoo's own documentation of a
    deployment; a private cluster is used only where neither names a host.
    """
    if not odoo_conf.names_a_server():
        port = postgres.Cluster(name).ensure()
        passfile = postgres.passfile(name)
        variables = {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(port),
            "PGUSER": postgres.ROLE,
        }
        return Server(True, {**variables, "PGPASSFILE": str(passfile)})
    options = {
        "PGHOST": odoo_conf.option("db_host"),
        "PGPORT": odoo_conf.option("db_port"),
        "PGUSER": odoo_conf.option("db_user"),
        "PGPASSWORD": odoo_conf.option("db_password"),
    }
    return Server(False, {name: value for name, value in options.items() if value})
