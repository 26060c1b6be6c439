# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
import shutil
import tempfile
from contextlib import closing
from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.tests import HttpCase, new_test_user
from odoo.tools import config

from odoo.addons.base.tests.common import BaseCommon


def count_queries(env, call):
    """Return how many statements ``call`` sends in a request of its own, once warm.

    It is called twice, and the first call is undone once all is written: it fills the
    caches of the registry, which what the test has just written, or another thread,
    may have emptied. Before each all is forgotten that a request does not find:
    records, and what environments keep, which live as long as the collector of
    garbage lets them.
    """
    env.flush_all()
    env.transaction.reset()
    with closing(env.cr.savepoint()):
        call()
        env.flush_all()
    env.transaction.reset()
    before = env.cr.sql_log_count
    call()
    env.flush_all()
    return env.cr.sql_log_count - before


class TourCase(HttpCase):
    """A tour that waits for a busy machine: addons are tried beside each other.

    Stock gives a tour a minute, and a request twenty seconds for the one before it,
    which may be that which builds the styles. How long a step waits: ``patience.js``.
    """

    test_cursor_lock_timeout = 120

    def start_tour(self, *args, **options):
        return super().start_tour(*args, **{"timeout": 300, **options})


class Json2Mixin:
    """Calls of the remote interface, for test cases over HTTP (``HttpCase``)."""

    def _call_json_2(self, user, model, method, **params):
        """Return the answer to a call that a program makes with a key of ``user``."""
        key = self.env(user=user)["res.users.apikeys"]._generate(
            None, "test", datetime.now() + timedelta(days=1)
        )
        # a key stands alone: without the session of a browser
        self.opener.cookies.clear()
        return self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(params),
            headers={
                "Authorization": f"Bearer {key}",
                "Content-Type": "application/json",
            },
        )


class DecisionCommon(BaseCommon):
    """A company of its own with an empty log, an auditor and a folder for roots."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.auditor = new_test_user(
            cls.env, login="auditor", groups="bank_base.group_bank_auditor"
        )
        # a company of its own: other tests and settings write to the log as well
        cls.company = cls.env["res.company"].create({"name": "Audited Bank"})
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.decisions = cls.env["bank.decision"]
        cls.seals = cls.env["bank.decision.seal"]
        cls.auditor = cls.auditor.with_env(cls.env)
        cls.auditor.write(
            {"company_ids": [(6, 0, cls.company.ids)], "company_id": cls.company.id}
        )
        cls.partner = cls.env["res.partner"].create({"name": "Somebody"})

    def setUp(self):
        super().setUp()
        self.folder = folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        patcher = patch.dict(config.options, {"bank_root_dir": folder})
        patcher.start()
        self.addCleanup(patcher.stop)

    def _record(self, count=1):
        rows = [(self.partner, {"number": number}) for number in range(count)]
        return self.decisions._record("override", rows)

    def _seal(self):
        while self.seals._seal_batch():
            continue

    def _places(self):
        return self.seals.search([("company_id", "=", self.company.id)]).mapped(
            "sequence"
        )

    def _tamper(self, query, *params, table="bank_decision"):
        """What the owner of the tables can do: switch the trigger off and write."""
        self.env.flush_all()
        self.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        self.cr.execute(query, params)
        self.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        self.env.invalidate_all()
