# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import BankCoreCommon

PASSWORD = "manager-manager"


@tagged("post_install", "-at_install")
class TestAccessLog(BankCoreCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.manager.password = PASSWORD
        self.authenticate(self.manager.login, PASSWORD)
        self.log = self.env["bank.access.log"].with_user(self.auditor)

    def _call(self, model, method, *args, **kwargs):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def _find(self, client=None):
        client = client or self.client
        return self.log.search([("client_id", "=", client.id)])

    def test_a_client_opened(self):
        self._call("res.partner", "read", self.client.ids, ["name"])
        row = self._find()
        self.assertEqual((row.act, row.user_id), ("open", self.manager))
        action = self.client.with_user(self.auditor).action_view_access_log()
        self.assertEqual(self.log.search(action["domain"]), row)

    def test_a_contact_counts_as_his_client(self):
        contact = self.env["res.partner"].create(
            {"name": "Accountant", "parent_id": self.client.id}
        )
        self._call("res.partner", "read", contact.ids, ["name"])
        self.assertEqual(self._find().res_id, contact.id)

    def test_colleagues_do_not_stand_in_it(self):
        before = self.log.search_count([])
        self._call("res.partner", "read", self.head.partner_id.ids, ["name"])
        self.assertEqual(self.log.search_count([]), before)

    def test_what_a_client_has(self):
        agreement = self._create_agreement()
        self._call("bank.agreement", "read", agreement.ids, ["number"])
        self.assertEqual(self._find().filtered("res_id").res_id, agreement.id)
        payment = self.env["bank.agreement.payment"].create(
            {"agreement_id": agreement.id, "date": "2026-03-01", "amount": 5.0}
        )
        self._call("bank.agreement.payment", "read", payment.ids, ["date"])
        self.assertIn("bank.agreement.payment", self._find().mapped("res_model"))

    def test_account_numbers_of_clients_only(self):
        number, own = self.env["res.partner.bank"].create(
            [
                {"acc_number": "40817810", "partner_id": self.client.id},
                {
                    "acc_number": "30101810",
                    "partner_id": self.env.company.partner_id.id,
                },
            ]
        )
        before = self.log.search_count([])
        self._call("res.partner.bank", "read", own.ids, ["acc_number"])
        self.assertEqual(self.log.search_count([]), before)
        self._call("res.partner.bank", "read", number.ids, ["acc_number"])
        self.assertEqual(self._find().res_model, "res.partner.bank")

    def test_a_confidential_note_read_by_an_auditor(self):
        meeting = self.client._log_interaction(channel="meeting", subject="Visit")
        note = self.env["bank.interaction.summary"].create(
            {
                "interaction_id": meeting.id,
                "author_id": self.manager.id,
                "confidentiality": "named",
                "body": "Is about to leave his wife",
            }
        )
        self.auditor.password = PASSWORD
        self.authenticate(self.auditor.login, PASSWORD)
        read = self._call("bank.interaction.summary", "read", note.ids, ["body"])
        self.assertEqual(read[0]["body"], note.body)
        row = self._find().filtered(lambda row: row.res_model == note._name)
        self.assertEqual((row.act, row.user_id), ("open", self.auditor))

    def test_found_by_any_search(self):
        for model, method, args in (
            ("res.partner", "name_search", ["Щербаков"]),
            ("res.partner", "web_name_search", ["Щербаков", {"display_name": {}}]),
            ("res.partner", "search_read", [[["name", "ilike", "Щербаков"]], ["id"]]),
            ("bank.client.search", "lookup", ["Щербаков"]),
        ):
            with self.subTest(method=method):
                before = len(self._find())
                self._call(model, method, *args)
                self.assertEqual(len(self._find()), before + 1)

    def test_only_the_auditor_asks_who_looked(self):
        with self.assertRaises(AccessError):
            self.client.with_user(self.manager).action_view_access_log()
