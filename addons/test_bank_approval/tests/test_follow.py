# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import ApprovalCommon

FOLLOWING = (
    "bank.approval",
    "bank.approval.round",
    "bank.approval.turn",
    "bank.approval.task",
)
# each is a page of the list or all of it
DOMAINS = ([], [("id", "!=", 0)], [("res_model", "=", "test.bank.loan")])


@tagged("post_install", "-at_install")
class TestFollow(ApprovalCommon):
    """Rows about documents are found by whoever reads the documents, nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        values = {"name": "Far", "code": "T-F", "parent_id": cls.office.id}
        other = cls.env["bank.branch"].create(values)
        cls.reader = cls._user("reader", cls.branch)
        cls.manager.branch_ids |= other
        cls.open = cls._send(cls.branch)
        cls.closed = cls._send(other)
        cls.env.flush_all()

    @classmethod
    def _send(cls, branch):
        loans = cls.env["test.bank.loan"].with_user(cls.manager)
        values = {"name": branch.name, "amount": 1, "purpose": "a shop"}
        loan = loans.create({**values, "branch_id": branch.id})
        loan.action_request_approval()
        return loan.sudo()

    def _find_rows(self, name, loan):
        domain = [("res_model", "=", loan._name), ("res_id", "=", loan.id)]
        return self.env[name].search(domain)

    def test_a_search_finds_no_row_of_a_closed_document(self):
        for name in FOLLOWING:
            shown = self._find_rows(name, self.open)
            hidden = self._find_rows(name, self.closed)
            self.assertTrue(shown and hidden)
            rows = self.env[name].with_user(self.reader)
            for domain in DOMAINS:
                with self.subTest(name, domain=domain):
                    found = rows.search(domain)
                    self.assertEqual(found & (shown | hidden), shown)
                    self.assertEqual(rows.search_count(domain), len(found))

    def test_pages_hold_what_all_of_it_holds(self):
        tasks = self.env["bank.approval.task"].with_user(self.reader)
        domain = [("res_id", "in", (self.open | self.closed).ids)]
        found = tasks.search(domain, order="res_id, user_id, id desc")
        pages = [
            tasks.search(domain, offset=n, limit=1, order="res_id, user_id, id desc")
            for n in range(len(found))
        ]
        self.assertEqual([page.id for page in pages], found.ids)
        self.assertGreater(len(found), 1)
        self.assertFalse(tasks.search(domain, offset=len(found), limit=1))

    def test_groups_count_no_row_of_a_closed_document(self):
        tasks = self.env["bank.approval.task"].with_user(self.reader)
        domain = [("res_id", "in", (self.open | self.closed).ids)]
        shown = self._find_rows(tasks._name, self.open)
        groups = tasks.formatted_read_group(domain, ["state"], ["__count"])
        self.assertEqual(sum(group["__count"] for group in groups), len(shown))
        pivot = tasks._read_group(domain, ["res_model"], ["id:count_distinct"])
        self.assertEqual(pivot, [("test.bank.loan", len(shown))])

    def test_no_name_of_a_closed_one_is_found(self):
        requests = self.env["bank.approval"].with_user(self.reader)
        hidden, shown = self.closed.approval_id, self.open.approval_id
        self.assertEqual(requests.name_search(hidden.name, operator="="), [])
        self.assertEqual(
            [row[0] for row in requests.name_search(shown.name, operator="=")],
            shown.ids,
        )

    def test_a_search_by_such_rows_finds_no_closed_one(self):
        """Within the search of another model the rows are judged in the same way."""
        requests = self.env["bank.approval"].with_user(self.reader)
        both = self.closed.approval_id | self.open.approval_id
        among = [("id", "in", both.ids)]
        for domain in ([("task_ids.state", "=", "open")], [("task_ids", "!=", False)]):
            with self.subTest(domain):
                found = requests.search(among + domain)
                self.assertEqual(found, self.open.approval_id)
        tasks = self.env["bank.approval.task"].with_user(self.reader)
        domain = [("approval_id", "any", among), ("turn_id.state", "=", "pending")]
        self.assertEqual(tasks.search(domain).approval_id, self.open.approval_id)

    def test_rows_of_a_model_that_is_gone_are_found_by_nobody(self):
        """What an uninstalled addon has left behind neither shows nor hinders."""
        hidden = self._find_rows("bank.approval.task", self.closed)
        hidden.flush_recordset()
        self.cr.execute(
            "UPDATE bank_approval_task SET res_model = 'no.such.model' "
            "WHERE id = ANY(%s)",
            [hidden.ids],
        )
        hidden.invalidate_recordset()
        for user in (self.reader, self.manager, self.auditor):
            tasks = self.env["bank.approval.task"].with_user(user)
            with self.subTest(user.login):
                for domain in (*DOMAINS, [("res_model", "=", "no.such.model")]):
                    self.assertFalse(tasks.search(domain) & hidden)
                    self.assertEqual(
                        tasks.search_count(domain), len(tasks.search(domain))
                    )
                self.assertFalse(hidden.with_user(user).has_access("read"))

    def test_documents_of_the_rows_that_are_asked_for_are_judged_alone(self):
        """A bank has more documents than anybody has rows before him."""
        tasks = self.env["bank.approval.task"].with_user(self.reader)
        code = tasks._search([("user_id", "=", self.reader.id)], limit=80).select().code
        judged = code.split('FROM "test_bank_loan"', 1)[1]
        self.assertIn('SELECT "bank_approval_task"."res_id"', judged)
        within = judged.split('SELECT "bank_approval_task"."res_id"', 1)[1]
        self.assertIn('"bank_approval_task"."user_id" IN', within)
        self.assertNotIn("LIMIT", within.split(")", 1)[0])
