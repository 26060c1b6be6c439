# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon


@tagged("post_install", "-at_install")
class TestBranch(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        branches = cls.env["bank.branch"]
        cls.head = branches.create({"name": "Head Office", "code": "T-HO"})
        cls.north = branches.create(
            {"name": "North", "code": "T-N", "parent_id": cls.head.id}
        )
        cls.employee = new_test_user(
            cls.env, login="employee", groups="bank_base.group_bank_user"
        )

    def test_full_name_follows_the_tree(self):
        self.assertEqual(self.north.display_name, "Head Office / North")
        self.head.name = "Centre"
        self.assertEqual(self.north.display_name, "Centre / North")

    def test_no_branch_below_itself(self):
        with self.assertRaises(UserError):
            self.head.parent_id = self.north

    def test_employees_neither_make_branches_nor_join_them(self):
        with self.assertRaises(AccessError):
            self.north.with_user(self.employee).user_ids = self.employee
        with self.assertRaises(AccessError):
            self.employee.with_user(self.employee).branch_ids = self.north

    def test_joining_a_branch_is_logged(self):
        decisions = self.env["bank.decision"]
        domain = [("res_model", "=", "bank.branch"), ("res_id", "=", self.north.id)]
        before = decisions.search_count(domain)
        self.north.user_ids = self.employee
        self.assertEqual(decisions.search_count(domain), before + 1)

    def test_joining_a_branch_on_the_users_form_is_logged(self):
        decisions = self.env["bank.decision"]
        domain = [("res_model", "=", "res.users"), ("res_id", "=", self.employee.id)]
        domain.append(("kind", "=", "config"))
        self.employee.branch_ids = self.north
        self.employee.branch_ids = False
        rows = decisions.search(domain, order="id")
        self.assertEqual(
            [json.loads(row.payload)["branches"] for row in rows],
            [self.north.ids, []],
        )
