# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import suppress
from functools import partial
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.base.tests.common import BaseCommon

from .common import count_queries


@tagged("post_install", "-at_install")
class TestCountQueries(BaseCommon):
    """What counts queries counts those that a warm server sends."""

    def _count(self, call):
        """Count for a registry that has just been emptied."""
        self.env.registry.clear_cache()
        return count_queries(self.env, call)

    def test_what_is_asked_at_the_end_is_warm(self):
        """A field may be computed and written only when all is written."""
        industries = self.env["res.partner.industry"]
        original = type(industries)._write_multi

        def write_at_the_end(records, vals_list):
            # kept by the registry once it has been asked for
            records.env["ir.model.data"]._xmlid_lookup("base.main_company")
            return original(records, vals_list)

        first, second = industries.create([{"name": "Fishing"}] * 2)
        plain = self._count(partial(first.write, {"full_name": "Fishing at sea"}))
        with patch.object(type(industries), "_write_multi", write_at_the_end):
            asking = self._count(partial(second.write, {"full_name": "Fishing"}))
        self.assertEqual(asking, plain)

    def test_a_call_that_fails_is_undone(self):
        partner = self.env["res.partner"].create({"name": "Somebody"})

        def fail():
            partner.name = "Somebody else"
            raise ZeroDivisionError

        # not by assertRaises, which undoes by itself
        with suppress(ZeroDivisionError):
            count_queries(self.env, fail)
        self.assertEqual(partner.name, "Somebody")
