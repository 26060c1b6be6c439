# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from ast import literal_eval

from lxml import etree

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

AUDITOR = "bank_base.group_bank_auditor"


@tagged("post_install", "-at_install")
class TestGroupLog(BaseCommon):
    """Whoever gives a right by hand answers for it, on whatever form he does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = new_test_user(
            cls.env, login="t_administrator", groups="base.group_system"
        )
        cls.employee = new_test_user(
            cls.env, login="t_employee", groups="bank_base.group_bank_user"
        )
        cls.group = cls.env.ref(AUDITOR)
        cls.last = cls.env["bank.decision"].search([], limit=1).id

    def _read(self, record):
        """Return the rows of one document since the test began."""
        domain = [
            ("kind", "=", "group"),
            ("id", ">", self.last),
            ("res_model", "=", record._name),
            ("res_id", "=", record.id),
        ]
        rows = self.env["bank.decision"].search(domain, order="id")
        self.assertLessEqual(set(rows.mapped("actor_id")), {self.administrator.id})
        return [json.loads(row.payload) for row in rows]

    def _assert_given_and_taken(self):
        given, taken = self._read(self.employee)
        named = [[self.group.id, AUDITOR]]
        self.assertEqual((given["given"], given["taken"]), (named, []))
        self.assertEqual((taken["given"], taken["taken"]), ([], named))

    def test_on_the_form_of_the_user(self):
        user = self.employee.with_user(self.administrator)
        user.write({"group_ids": [Command.link(self.group.id)]})
        user.write({"group_ids": [Command.unlink(self.group.id)]})
        self._assert_given_and_taken()

    def test_on_the_form_of_the_group(self):
        group = self.group.with_user(self.administrator)
        group.write({"user_ids": [Command.link(self.employee.id)]})
        group.write({"user_ids": [Command.unlink(self.employee.id)]})
        self._assert_given_and_taken()

    def test_among_all_users_of_the_group(self):
        group = self.group.with_user(self.administrator)
        group.all_user_ids = [Command.link(self.employee.id)]
        self.assertIn([self.group.id, AUDITOR], self._read(self.employee)[0]["given"])

    def test_a_user_made_with_it(self):
        values = {"name": "New", "login": "t_new", "group_ids": self.group.ids}
        user = self.env["res.users"].with_user(self.administrator).create(values)
        self.assertIn([self.group.id, AUDITOR], self._read(user)[0]["given"])

    def test_a_group_made_with_somebody_in_it(self):
        group = (
            self.env["res.groups"]
            .with_user(self.administrator)
            .create({"name": "Own", "user_ids": self.employee.ids})
        )
        self.assertEqual(self._read(self.employee)[0]["given"], [[group.id, ""]])

    def test_a_group_that_brings_another_with_it(self):
        group = self.env.ref("bank_base.group_bank_user")
        group.with_user(self.administrator).write(
            {"implied_ids": [Command.link(self.group.id)]}
        )
        self.assertIn(self.group.id, self._read(group)[0]["implied"])

    def test_a_group_that_is_deleted_was_taken_from_all_who_had_it(self):
        group = self.env["res.groups"].create(
            {"name": "Own", "implied_ids": self.group.ids}
        )
        self.env["ir.model.data"].create(
            {
                "name": "t_own",
                "module": "__test__",
                "model": "res.groups",
                "res_id": group.id,
            }
        )
        self.employee.group_ids = [Command.link(group.id)]
        self.env["bank.decision"].flush_model()
        self.last = self.env["bank.decision"].search([], order="id desc", limit=1).id
        group.with_user(self.administrator).unlink()
        (taken,) = self._read(self.employee)
        self.assertEqual(taken["taken"], [[group.id, "__test__.t_own"]])
        (gone,) = self._read(group)
        self.assertEqual((gone["act"], gone["implied"]), ("unlink", self.group.ids))

    def test_nobody_deletes_a_group_without_the_right(self):
        with self.assertRaises(AccessError):
            self.group.with_user(self.employee).unlink()
        self.assertFalse(self._read(self.employee))
        self.assertFalse(self._read(self.group))

    def test_what_changes_nothing_is_no_decision(self):
        group = self.env.ref("bank_base.group_bank_user")
        user = self.employee.with_user(self.administrator)
        user.write({"group_ids": [Command.link(group.id)], "signature": "x"})
        self.assertFalse(self._read(self.employee))

    def test_no_context_switches_it_off(self):
        context = {
            "tracking_disable": True,
            "install_mode": True,
            "module": "base",
            "no_log": True,
            "mail_notrack": True,
        }
        user = self.employee.with_user(self.administrator).with_context(**context)
        user.write({"group_ids": [Command.link(self.group.id)]})
        self.assertEqual(len(self._read(self.employee)), 1)

    def test_an_import_is_logged(self):
        self.env["ir.model.data"].create(
            {
                "name": "t_employee",
                "module": "__test__",
                "model": "res.users",
                "res_id": self.employee.id,
            }
        )
        result = (
            self.env["res.users"]
            .with_user(self.administrator)
            .load(["id", "group_ids/id"], [["__test__.t_employee", AUDITOR]])
        )
        self.assertFalse(result["messages"])
        self.assertEqual(self._read(self.employee)[0]["given"][0][1], AUDITOR)

    def test_the_auditor_has_a_filter_for_it(self):
        self.employee.with_user(self.administrator).group_ids = [
            Command.link(self.group.id)
        ]
        log = self.env["bank.decision"]
        arch = etree.fromstring(log.get_view(view_type="search")["arch"])
        (domain,) = arch.xpath("//filter[@name='rights']/@domain")
        rows = log.search([*literal_eval(domain), ("id", ">", self.last)])
        self.assertEqual(rows.mapped("res_id"), self.employee.ids)

    def test_nobody_gives_himself_a_group_nor_forges_a_row(self):
        user = self.employee.with_user(self.employee)
        with self.assertRaises(AccessError):
            user.write({"group_ids": [Command.link(self.group.id)]})
        with self.assertRaises(AccessError):
            self.group.with_user(self.employee).write({"user_ids": user.ids})
        with self.assertRaises(AccessError):
            self.env["bank.decision"].with_user(self.employee).create(
                {"kind": "group", "actor_id": self.administrator.id}
            )
        self.assertFalse(self._read(self.employee))
