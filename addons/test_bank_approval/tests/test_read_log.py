# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import HttpCase, tagged

from .common import ApprovalCommon

SHOWN = ("matter", "document_name", "partner_id", "amount")


@tagged("post_install", "-at_install")
class TestReadLog(ApprovalCommon, HttpCase):
    """What is shown of a document by way of its approval stands in the read log."""

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
