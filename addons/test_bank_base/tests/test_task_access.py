# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon


@tagged("post_install", "-at_install")
class TestTaskAccess(BaseCommon):
    """A letter of a branch, an insider who works there, an outsider who does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls.env["bank.branch"].create({"name": "Branch", "code": "T-B"})
        for login in ("insider", "outsider", "other"):
            user = new_test_user(
                cls.env, login=f"t_{login}", groups="bank_base.group_bank_user"
            )
            setattr(cls, login, user)
        cls.auditor = new_test_user(
            cls.env, login="t_auditor", groups="bank_base.group_bank_auditor"
        )
        cls.branch.user_ids = cls.insider
        cls.letters = cls.env["test.bank.letter"].create(
            [
                {"name": f"Letter {number}", "branch_id": cls.branch.id}
                for number in range(2)
            ]
        )
        cls.letter, cls.secret = cls.letters
        cls.free = cls.env["test.bank.letter"].create({"name": "Everybody's"})

    def _plan(self, by, user, letter=None, **values):
        letter = letter or self.letter
        return (
            self.env["mail.activity"]
            .with_user(by)
            .create(
                {
                    "res_model_id": self.env["ir.model"]._get_id(letter._name),
                    "res_id": letter.id,
                    "user_id": user.id,
                    "summary": "Look at it",
                    **values,
                }
            )
        )

    def _can(self, operation="read", letter=None, user=None):
        letter = letter or self.letter
        return letter.with_user(user or self.outsider).has_access(operation)

    def _search(self, user=None):
        letters = self.env["test.bank.letter"].with_user(user or self.outsider)
        return letters.search([("id", "in", self.letters.ids)]).sudo()

    # Lent for the time of the task

    def test_an_open_task_lets_its_holder_read(self):
        self.assertFalse(self._can())
        self.assertFalse(self._search())
        self._plan(self.insider, self.outsider)
        self.assertTrue(self._can())
        self.assertEqual(self._search(), self.letter)
        self.assertFalse(self._can(letter=self.secret))
        self.assertEqual(self.letter.with_user(self.outsider).name, "Letter 0")

    def test_it_lets_him_change_nothing(self):
        self._plan(self.insider, self.outsider)
        for operation in ("write", "unlink"):
            self.assertFalse(self._can(operation))
        with self.assertRaises(AccessError):
            self.letter.with_user(self.outsider).name = "Mine"

    def test_papers_of_the_document(self):
        paper = self.env["ir.attachment"].create(
            {
                "name": "scan.txt",
                "raw": b"x",
                "res_model": self.letter._name,
                "res_id": self.letter.id,
            }
        )
        self.assertFalse(paper.with_user(self.outsider).has_access("read"))
        self._plan(self.insider, self.outsider)
        paper.invalidate_recordset()
        self.assertEqual(paper.with_user(self.outsider).raw, b"x")

    def test_it_ends_with_the_task(self):
        ends = (
            lambda task: task.with_user(self.outsider).action_done(),
            lambda task: task.with_user(self.insider).unlink(),
            lambda task: task.with_user(self.insider).write({"user_id": self.other.id}),
            lambda task: task.with_user(self.insider).write({"res_id": self.free.id}),
        )
        for end in ends:
            task = self._plan(self.insider, self.outsider)
            self.assertTrue(self._can())
            end(task)
            self.assertFalse(self._can())
            self.assertFalse(self._search())

    def test_rolled_back_with_the_task(self):
        savepoint = self.cr.savepoint()
        self._plan(self.insider, self.outsider)
        self.assertTrue(self._can())
        savepoint.close(rollback=True)
        self.assertFalse(self._can())

    def test_access_given_by_a_task_is_logged(self):
        log = self.env["bank.decision"]
        before = log.search([("kind", "=", "task_access")])
        self._plan(self.insider, self.insider)
        self._plan(self.insider, self.outsider, letter=self.free)
        self.assertEqual(log.search([("kind", "=", "task_access")]), before)
        self._plan(self.insider, self.outsider)
        row = log.search([("kind", "=", "task_access")]) - before
        self.assertEqual(row.res_id, self.letter.id)
        self.assertEqual(json.loads(row.payload)["user"], self.outsider.id)

    def test_one_query_a_search(self):
        self._plan(self.insider, self.outsider)
        letters = self.env["test.bank.letter"].with_user(self.outsider)
        letters.search([("amount", ">", 0)])
        self.env.flush_all()
        self.env.invalidate_all()
        letters._read_my_task_ids()
        before = self.cr.sql_log_count
        letters.search([("amount", ">", 0)])
        self.assertEqual(self.cr.sql_log_count - before, 1)

    # Forgeries

    def test_nobody_lets_himself_in(self):
        for user in (self.outsider, self.other):
            with self.assertRaises(AccessError):
                self._plan(self.outsider, user)
            self.assertFalse(self._can())

    def test_nobody_moves_his_task_to_a_closed_document(self):
        own = self._plan(self.outsider, self.outsider, letter=self.free)
        for values in (
            {"res_id": self.letter.id},
            {"res_model_id": own.res_model_id.id, "res_id": self.letter.id},
        ):
            with self.assertRaises(AccessError):
                call_kw(own, "write", [own.ids, values], {})
        self.assertFalse(self._can())

    def test_what_was_lent_is_not_passed_on(self):
        task = self._plan(self.insider, self.outsider)
        with self.assertRaises(AccessError):
            self._plan(self.outsider, self.other)
        with self.assertRaises(AccessError):
            task.with_user(self.outsider).write({"user_id": self.other.id})
        with self.assertRaises(AccessError):
            task.with_user(self.outsider).copy({"user_id": self.other.id})
        self.assertFalse(self._can(user=self.other))

    def test_a_task_that_is_done_is_not_opened_again(self):
        task = self._plan(self.insider, self.outsider)
        task.with_user(self.insider).write({"active": False})
        self.assertFalse(self._can())
        with self.assertRaises(AccessError):
            call_kw(
                task.with_user(self.outsider), "write", [task.ids, {"active": True}], {}
            )

    def test_no_context_gives_more(self):
        letter = self.letter.with_user(self.outsider)
        for context in ({"bank_own_access": False}, {"default_is_my_task": True}):
            with self.assertRaises(AccessError):
                call_kw(letter, "read", [letter.ids, ["name"]], {"context": context})
        with self.assertRaises(AccessError):
            call_kw(letter, "write", [letter.ids, {"is_my_task": True}], {})

    # Who can see this

    def _explain(self, letter=None, by=None):
        explain = self.env["bank.access.explain"].with_user(by or self.auditor)
        action = explain.action_explain("test.bank.letter", (letter or self.letter).id)
        lines = self.env["bank.access.explain"].browse(action["res_id"]).line_ids
        return {line.user_id: line for line in lines}

    def test_everybody_who_can_see_it_and_why(self):
        self.branch.user_ids |= self.auditor
        self._plan(self.insider, self.outsider)
        lines = self._explain()
        self.assertIn("Branch", lines[self.insider].reason)
        role = self.insider.group_ids[-1]
        self.assertIn(f"role: {role.name}", lines[self.insider].reason)
        self.assertTrue(lines[self.insider].can_write)
        self.assertIn("open task", lines[self.outsider].reason)
        self.assertFalse(lines[self.outsider].can_write)
        self.assertNotIn(self.other, lines)

    def test_the_answer_is_what_the_rules_decide(self):
        self.branch.user_ids |= self.auditor
        self._plan(self.insider, self.outsider)
        lines = self._explain()
        for user in self.insider | self.outsider | self.other | self.auditor:
            for operation, name in (("read", "can_read"), ("write", "can_write")):
                said = user in lines and lines[user][name]
                self.assertEqual(said, self._can(operation, user=user), user.login)

    def test_asked_once_for_a_class_of_users(self):
        self.branch.user_ids |= self.auditor
        self._explain()
        self.env.flush_all()

        def count():
            # new users empty the caches: begin with empty ones both times
            self.env.registry.clear_cache()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._explain()
            return self.cr.sql_log_count - before

        one = count()
        users = self.env["res.users"].create(
            [
                {
                    "name": f"Many {number}",
                    "login": f"t_many_{number}",
                    "group_ids": [(6, 0, self.insider.group_ids.ids)],
                    "branch_ids": [(6, 0, self.branch.ids)],
                }
                for number in range(30)
            ]
        )
        self.env.flush_all()
        self.assertLess(count(), one + 10)
        self.assertFalse(users - self.env["res.users"].union(*self._explain()))

    def test_only_the_auditor_and_the_head_ask(self):
        with self.assertRaises(AccessError):
            self._explain(by=self.insider)
        with self.assertRaises(AccessError):
            self._explain(by=self.outsider)
        self.branch.head_id = self.insider
        self.assertIn(self.insider, self._explain(by=self.insider))
