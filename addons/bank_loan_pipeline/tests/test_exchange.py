# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Applications to and from another pipeline."""

import json

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestExchange(LoanCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.integration = cls._create_user(
            "integration", "bank_base.group_bank_integration", cls.env["bank.branch"]
        )
        cls.client.source_key = "c-1"
        cls.row = {
            "source_key": "p-1",
            "client": "c-1",
            "product": cls.product.code,
            "amount": "250000.50",
            "term_months": 18,
            "rate": 18,
            "purpose": "A car",
            "state": "new",
        }

    def _bring(self, *rows, user=None):
        applications = self.env["bank.application"]
        return applications.with_user(user or self.integration).bring(list(rows))

    def _find(self, key="p-1"):
        return self.env["bank.application"].search([("source_key", "=", key)])

    # In

    def test_a_row_becomes_deal_and_application_of_the_manager(self):
        report = self._bring(self.row)
        self.assertEqual((report["created"], report["refused"]), (1, []))
        application = self._find()
        self.assertEqual(application.partner_id, self.client)
        self.assertEqual(application.user_id, self.client.manager_id)
        self.assertEqual(application.amount, 250000.5)
        self.assertEqual(application.term_months, 18)
        self.assertEqual(application.purpose, "A car")
        self.assertEqual(application.source_state, "new")
        self.assertEqual(application.deal_id.create_uid, self.client.manager_id)

    def test_brought_again_nothing_changes(self):
        self._bring(self.row)
        application = self._find()
        self.assertEqual(self._bring(self.row)["unchanged"], 1)
        self.assertEqual(self._find(), application)
        changed = {**self.row, "amount": 200_000}
        self.assertEqual(self._bring(changed)["updated"], 1)
        self.assertEqual(application.amount, 200_000)

    def test_a_bad_row_is_refused_by_itself(self):
        rows = [
            {**self.row, "client": "nobody"},
            {**self.row, "source_key": ""},
            {**self.row, "amount": -5},
            {**self.row, "amount": "much"},
            {**self.row, "product": "nothing"},
            {**self.row, "currency": "XXX"},
            {**self.row, "stage_id": 5},
            "row",
            self.row,
        ]
        report = self._bring(*rows)
        self.assertEqual(report["created"], 1)
        self.assertEqual([row["row"] for row in report["refused"]], list(range(8)))
        reasons = [row["reason"] for row in report["refused"]]
        self.assertIn("key or INN", reasons[0])
        self.assertIn("unknown column", reasons[6])
        self.assertEqual(len(self._find()), 1)
        deals = self.env["crm.lead"].search([("partner_id", "=", self.client.id)])
        self.assertEqual(deals, self.deal | self._find().deal_id)

    def test_what_is_decided_on_is_not_changed_from_outside(self):
        self._bring(self.row)
        application = self._find().with_user(self.manager)
        self._send(application)
        report = self._bring({**self.row, "amount": 1_000})
        self.assertIn("sent for approval", report["refused"][0]["reason"])
        self._decide(application)
        report = self._bring({**self.row, "amount": 1_000, "state": "approved"})
        self.assertEqual(len(report["refused"]), 1)
        self.assertEqual(application.amount, 250000.5)
        # what the other one says decides nothing
        self._bring({**self.row, "source_key": "p-2", "state": "approved"})
        self.assertEqual(self._find("p-2").approval_state, "none")

    def test_only_another_system_brings_applications(self):
        for user in (self.manager, self.underwriter, self.administrator2):
            with self.assertRaises(AccessError):
                self._bring(self.row, user=user)
        application = self._create_application()
        with self.assertRaises(AccessError):
            application.source_key = "p-9"

    def test_a_client_is_found_by_his_inn(self):
        self.client.write({"source_key": False, "inn": "500100732259"})
        row = {**self.row, "inn": "500100732259"}
        row.pop("client")
        self.assertEqual(self._bring(row)["created"], 1)

    # Out

    def _read_messages(self, application):
        return self.env["bank.outbox"].search(
            [
                ("res_model", "=", "bank.approval"),
                ("res_id", "=", application.sudo().approval_id.id),
            ],
            order="id",
        )

    def test_the_other_pipeline_is_told_with_keys_and_no_names(self):
        application = self._create_application()
        application.sudo().process_id.is_exchanged = True
        self._send(application)
        self._decide(application)
        messages = self._read_messages(application)
        self.assertEqual(
            messages.mapped("event"), ["application.sent", "application.decided"]
        )
        self.assertEqual(set(messages.system_id.mapped("code")), {"pipeline"})
        told = json.loads(messages[1].sudo().payload)
        self.assertEqual(told["state"], "approved")
        self.assertEqual(told["amount"], "300000.00")
        self.assertEqual(told["client"]["key"], "c-1")
        self.assertNotIn(self.client.name, messages[1].sudo().payload)
        messages.with_user(self.integration).confirm(
            [{"key": messages[0].key, "reference": "K-77"}]
        )
        application.invalidate_recordset()
        self.assertIn("K-77", application.message_ids[0].body)

    def test_nobody_is_told_of_other_processes(self):
        application = self._create_application()
        self._send(application)
        self._decide(application)
        self.assertFalse(self._read_messages(application))
