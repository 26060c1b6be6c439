# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

WHOLE = "bank_base.group_bank_whole"


@tagged("post_install", "-at_install")
class TestRole(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee = new_test_user(
            cls.env, login="t_employee", groups="bank_base.group_bank_user"
        )
        groups = cls.env.ref("bank_base.group_bank_user") | cls.env.ref(
            "bank_base.group_bank_auditor"
        )
        cls.role = cls.env["res.users.role"].create(
            {"name": "Auditor on Duty", "implied_ids": [(6, 0, groups.ids)]}
        )
        cls.branch = cls.env["bank.branch"].create({"name": "Branch", "code": "T-B"})

    def _give(self, **values):
        return self.env["res.users.role.line"].create(
            {"user_id": self.employee.id, "role_id": self.role.id, **values}
        )

    def _sees_whole_bank(self):
        """The wall is asked anew: it must not come from a cache."""
        return self.branch in self.employee.branch_wall_ids

    def _read_log(self, record):
        domain = [
            ("kind", "=", "role"),
            ("res_model", "=", record._name),
            ("res_id", "=", record.id),
        ]
        rows = self.env["bank.decision"].search(domain, order="id")
        return [json.loads(row.payload) for row in rows]

    def test_a_role_works_and_ends_at_once(self):
        self.assertFalse(self._sees_whole_bank())
        line = self._give()
        self.assertTrue(self.employee.has_group(WHOLE))
        self.assertTrue(self._sees_whole_bank())
        line.unlink()
        self.assertFalse(self.employee.has_group(WHOLE))
        self.assertFalse(self._sees_whole_bank())

    def test_a_role_for_a_term(self):
        with freeze_time("2026-03-01"):
            self._give(date_from=date(2026, 3, 10), date_to=date(2026, 3, 20))
            self.assertFalse(self._sees_whole_bank())
        for day, expected in (("2026-03-10", True), ("2026-03-21", False)):
            with freeze_time(day):
                self.env["res.users.role"].cron_update_users()
                self.assertEqual(self._sees_whole_bank(), expected, day)

    def test_a_term_that_is_shortened_ends_at_once(self):
        line = self._give()
        line.date_to = date(2020, 1, 1)
        self.assertFalse(self._sees_whole_bank())

    def test_rules_follow_the_role(self):
        decisions = self.env["bank.decision"].with_user(self.employee)
        with self.assertRaises(AccessError):
            decisions.search([], limit=1)
        self._give()
        decisions.search([], limit=1)

    def test_roles_given_and_taken_are_logged(self):
        line = self._give(date_to=date(2030, 1, 1))
        line.date_to = date(2029, 1, 1)
        line.unlink()
        log = self._read_log(self.employee)
        self.assertEqual([row["act"] for row in log], ["create", "write", "unlink"])
        self.assertEqual(log[1]["to"], "2029-01-01")

    def test_what_is_in_a_bundle_is_logged(self):
        self.role.implied_ids = [(5,)]
        log = self._read_log(self.role)
        self.assertEqual([row["act"] for row in log], ["create", "write"])
        self.assertEqual(log[1]["groups"], [])

    def test_nobody_gives_himself_a_role(self):
        with self.assertRaises(AccessError):
            self.env["res.users.role.line"].with_user(self.employee).create(
                {"user_id": self.employee.id, "role_id": self.role.id}
            )
