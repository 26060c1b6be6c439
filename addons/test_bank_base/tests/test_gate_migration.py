# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestGateMigration(GateCommon):
    def setUp(self):
        super().setUp()
        self.next_version = self.process.copy()
        check_date = self._create_check(
            name="The date is known", domain="[('date', '!=', False)]"
        )
        self.next_version.stage_ids[0].check_exit_ids += check_date
        self.next_version.action_publish()
        self.mapping = dict(zip(self.process.stage_ids, self.next_version.stage_ids))
        self.documents = self._create_documents(3, amount=5)
        self.documents[:2].write({"stage_id": self.offer.id})
        self.documents[0].date = "2026-01-01"

    def _migrate(self, user, documents=None, mapping=None):
        documents = documents or self.documents
        return documents.with_user(user)._migrate_process(
            self.next_version.with_user(user), mapping or self.mapping
        )

    def test_documents_land_where_the_mapping_says(self):
        failures = self._migrate(self.administrator)
        first, second, third = self.documents
        self.assertEqual(first.stage_id, self.mapping[self.offer])
        self.assertEqual(third.stage_id, self.mapping[self.new])
        self.assertEqual(list(failures), second.ids)
        self.assertEqual(second.stage_id, self.offer)
        self.assertEqual(second.process_id, self.process)

    def test_every_move_is_logged(self):
        self._migrate(self.administrator)
        rows = self.env["bank.decision"].search(
            [("kind", "=", "migration"), ("res_id", "in", self.documents.ids)]
        )
        self.assertEqual(len(rows), 2)
        self.assertEqual(set(rows.mapped("actor_id")), {self.administrator.id})

    def test_a_new_one_is_called_so(self):
        processes = self.env["test.bank.process"]
        self.assertEqual(processes.new({}).display_name, "New Version")
        named = processes.new({"name": "Loans", "version": 2})
        self.assertEqual(named.display_name, "Loans, version 2")

    def test_by_right_only(self):
        with self.assertRaises(AccessError):
            self._migrate(self.employee)
        with self.assertRaises(AccessError):
            call_kw(
                self.documents.with_user(self.administrator),
                "_migrate_process",
                [self.documents.ids, self.next_version.id, {}],
                {},
            )

    def test_every_stage_needs_a_place(self):
        with self.assertRaisesRegex(UserError, "Offer"):
            self._migrate(
                self.administrator, mapping={self.new: self.mapping[self.new]}
            )

    def test_the_diagram_shows_stages_and_gates(self):
        diagram = self.process.with_user(self.administrator).diagram
        for text in ("New", "Offer", "Done", "The amount is known"):
            self.assertIn(text, diagram)
