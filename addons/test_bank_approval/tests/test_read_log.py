# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import HttpCase, tagged

from .common import ApprovalCommon
from .test_policy import PolicyCommon

SHOWN = ("matter", "document_name", "partner_id", "amount")


class ReadLog(HttpCase):
    """What is noted of loans while somebody calls the server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        loans = cls.registry["test.bank.loan"]
        cls.classPatch(loans, "_access_logged", True)
        cls.classPatch(loans, "_access_log_client", "partner_id")
        cls.partner = cls.env["res.partner"].create({"name": "Zarya Ltd"})

    def _call(self, record, method, *args, **kwargs):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{record._name}/{method}",
            {
                "model": record._name,
                "method": method,
                "args": [record.ids, *args],
                "kwargs": kwargs,
            },
        )

    def _find_noted(self, user, act):
        """Return ``{(loan id, client id)}`` of what ``act`` has noted for the user."""
        self.env.flush_all()
        self.cr.execute("SELECT COALESCE(max(id), 0) FROM bank_access_log_row")
        last = self.cr.fetchone()[0]
        self.authenticate(user.login, user.login)
        act()
        self.cr.execute(
            "SELECT res_ids, client_ids FROM bank_access_log_row "
            "WHERE id > %s AND user_id = %s AND res_model = 'test.bank.loan'",
            [last, user.id],
        )
        return {
            (loan, client)
            for loans, clients in self.cr.fetchall()
            for loan in loans
            for client in clients
        }


@tagged("post_install", "-at_install")
class TestReadLog(ReadLog, ApprovalCommon):
    """What is shown of a document by way of its approval stands in the read log."""

    def _dialog(self, task, user):
        dialogs = self.env["bank.approval.decide"].with_user(user)
        return dialogs.create({"task_id": task.id})

    def test_each_field_of_the_dialog_is_noted_as_the_document(self):
        loan = self._sent(partner_id=self.partner.id)
        dialog = self._dialog(self._task(loan, self.lawyer), self.lawyer)
        for name in SHOWN:
            with self.subTest(name):
                noted = self._find_noted(
                    self.lawyer, lambda name=name: self._call(dialog, "read", [name])
                )
                self.assertEqual(noted, {(loan.id, self.partner.id)})

    def test_the_form_of_a_new_dialog_is_noted_as_well(self):
        loan = self._sent(partner_id=self.partner.id)
        task = self._task(loan, self.lawyer)
        draft = self.env["bank.approval.decide"]
        names = {name: {} for name in SHOWN}
        values = {"task_id": task.id}
        noted = self._find_noted(
            self.lawyer, lambda: self._call(draft, "onchange", values, [], names)
        )
        self.assertEqual(noted, {(loan.id, self.partner.id)})

    def test_a_name_in_the_list_is_noted(self):
        """Its document's columns are read with the server's rights before."""
        loan = self._sent(partner_id=self.partner.id)
        task = self._task(loan, self.lawyer)
        noted = self._find_noted(
            self.lawyer, lambda: self._call(task, "read", ["document_name"])
        )
        self.assertEqual(noted, {(loan.id, self.partner.id)})

    def test_a_dialog_names_no_row_that_is_closed_to_its_author(self):
        loan = self._sent(partner_id=self.partner.id)
        task, request = self._task(loan, self.lawyer), loan.sudo().approval_id
        for name, values in (
            ("bank.approval.decide", {"task_id": task.id}),
            ("bank.approval.ask", {"task_id": task.id}),
            ("bank.approval.remedy", {"approval_id": request.id}),
        ):
            dialogs = self.env[name].with_user(self.expert)
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    dialogs.create(values)
                with self.assertRaises(AccessError):
                    call_kw(dialogs, "onchange", [[], values, [], {}], {})

    def test_a_dialog_tells_nothing_of_a_task_that_is_closed_to_its_author(self):
        loan = self._sent(partner_id=self.partner.id)
        dialog = self._dialog(self._task(loan, self.lawyer), self.lawyer)
        self.assertEqual(dialog.amount, 1000)
        self._decide(loan, self.lawyer)
        self.env.invalidate_all()
        told = dialog.read(SHOWN)[0]
        self.assertEqual([told[name] for name in SHOWN], [False, False, False, 0])


@tagged("post_install", "-at_install")
class TestDialogReadLog(ReadLog, PolicyCommon):
    """The dialogs of conditions, exceptions, assignments and ways out do the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far = cls.env["bank.branch"].create({"name": "Far", "code": "T-F"})
        cls.credit.branch_ids = cls.branch
        cls.loan = cls.env["test.bank.loan"].with_user(cls.manager).create(
            {
                "name": "Loan",
                "branch_id": cls.branch.id,
                "amount": 1000,
                "purpose": "a shop",
                "partner_id": cls.partner.id,
            }
        )  # fmt: skip
        departure = {"severity_id": cls.slight.id, "name": "Own participation"}
        cls.exception = cls.loan._propose_exception(departure)
        cls.loan.action_request_approval()
        cls.request = cls.loan.sudo().approval_id

    def _open_dialog(self, name, user, **values):
        return self.env[name].with_user(user).create(values)

    def _condition(self):
        task = self.request.task_ids.filtered(lambda row: row.user_id == self.lawyer)
        condition = {"kind": "precedent", "name": "An insurance of the shop"}
        self._decide(self.loan, self.lawyer, conditions=[condition])
        return task.condition_ids

    def _assignment(self):
        return self.env["bank.approval.assignment"].create(
            {
                "res_model": self.loan._name,
                "res_id": self.loan.id,
                "approval_id": self.request.id,
                "company_id": self.request.company_id.id,
                "text": "Insure the shop",
                "author_id": self.boss1.id,
                "user_id": self.boss2.id,
                "controller_id": self.boss1.id,
                "date_given": fields.Datetime.now(),
                "date_due": fields.Date.today(),
                "date_asked": fields.Date.today(),
                "extension_reason": "The insurer is slow",
            }
        )

    def _check_dialog(self, dialog, row, names):
        """Each field is noted as the loan, and none is told once it is closed."""
        user, names = dialog.env.user, [row, *names]
        for name in names:
            with self.subTest(name):
                self.assertTrue(dialog[name])
                noted = self._find_noted(
                    user, lambda name=name: self._call(dialog, "read", [name])
                )
                self.assertEqual(noted, {(self.loan.id, self.partner.id)})
        user.sudo().branch_ids = self.far
        self.env.invalidate_all()
        self.assertFalse(self.loan.with_user(user).has_access("read"))
        told = dialog.read(names)[0]
        self.assertFalse([name for name in names if told[name]])
        named = {row: {"fields": {"display_name": {}}}}
        self.assertFalse(dialog.web_read(named)[0][row])

    def test_the_dialog_of_a_condition(self):
        dialog = self._open_dialog(
            "bank.approval.clear", self.credit, condition_id=self._condition().id
        )
        self._check_dialog(dialog, "condition_id", ["condition_name"])

    def test_the_dialog_of_an_exception(self):
        dialog = self._open_dialog(
            "bank.policy.cure", self.credit, exception_id=self.exception.id
        )
        self._check_dialog(dialog, "exception_id", ["exception_name"])

    def test_the_dialog_of_an_assignment(self):
        dialog = self._open_dialog(
            "bank.approval.assignment.act",
            self.credit,
            assignment_id=self._assignment().id,
            kind="report",
        )
        names = ["assignment_text", "date_asked", "extension_reason"]
        self._check_dialog(dialog, "assignment_id", names)

    def test_the_dialog_of_ways_out(self):
        dialog = self._open_dialog(
            "bank.approval.remedy", self.credit, approval_id=self.request.id
        )
        self._check_dialog(dialog, "approval_id", ["waiting_names", "stuck_note"])

    def test_the_dialog_of_a_decision_names_no_exception_that_is_closed(self):
        task = self._task(self.loan, self.lawyer)
        dialog = self._open_dialog("bank.approval.decide", self.lawyer, task_id=task.id)
        self.assertEqual(dialog.exception_ids, self.exception)
        noted = self._find_noted(
            self.lawyer, lambda: self._call(dialog, "read", ["exception_ids"])
        )
        self.assertEqual(noted, {(self.loan.id, self.partner.id)})
        self._decide(self.loan, self.lawyer)
        self.env.invalidate_all()
        told = dialog.read(["exception_ids"])[0]
        self.assertEqual(told["exception_ids"], [])
