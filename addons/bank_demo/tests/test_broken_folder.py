# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import contextlib
from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

from .common import SMALL_BANK, change_row, make_folder


@tagged("post_install", "-at_install")
class TestBrokenFolder(TransactionCase):
    """What is broken is named; what is not is imported."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.importer = cls.env["bank.demo.import"]
        # hashing passwords is slow, and no employee is needed here
        cls.startClassPatcher(
            patch("odoo.addons.bank_demo.models.bank_demo_setup.USERS", {})
        )

    def _import(self, **changes):
        report = self.importer._import_folder(make_folder(self, **changes))
        for line in report.line_ids:
            self.assertEqual(line.row_count, line.imported_count + line.skipped_count)
        return report

    def _count(self, model, file):
        numbers = [line.partition(";")[0] for line in SMALL_BANK[file][1:]]
        keys = [f"berka-{file}-{number}" for number in numbers]
        return self.env[model].search_count([("source_key", "in", keys)])

    def test_broken_rows_are_listed_and_the_rest_is_there(self):
        report = self._import(
            client=[*SMALL_BANK["client"], '900004;"999999";1', '900001;"706213";1'],
            loan=change_row("loan", 1, "901001;900099;930705;96396;12;8033.00;B"),
            order=b"who;knows\n1;2\n",
            card=None,
        )
        lines = {line.file: line for line in report.line_ids}
        self.assertEqual(lines["client"].skipped_count, 2)
        self.assertEqual(lines["order"].problem, "header")
        self.assertEqual(lines["card"].problem, "missing")
        self.assertEqual(
            report.skip_ids.mapped(lambda row: (row.line_id.file, row.row_number)),
            [("client", 5), ("client", 6), ("loan", 2), ("order", 2)],
        )
        skipped = report.skip_ids[0]
        self.assertEqual(
            (skipped.reason, skipped.column, skipped.value),
            ("date", "birth_number", "999999"),
        )
        self.assertEqual(self._count("res.partner", "client"), 3)
        self.assertEqual(self._count("bank.agreement", "loan"), 1)
        self.assertEqual(self._count("bank.operation", "trans_test"), 6)
        self.assertEqual(lines["loan"].amount, 24000)
        summary = report._get_summary()
        self.assertIn("line 5", summary)

    def test_folder_that_is_not_there_is_eight_missing_files(self):
        report = self.importer._import_folder("/nowhere/at/all")
        self.assertEqual(report.line_ids.mapped("problem"), ["missing"] * 8)
        self.assertEqual((report.state, report.row_count), ("done", 0))

    def test_payment_of_a_loan_is_found_among_the_operations(self):
        self._import()
        loan = self.env["bank.agreement"].search(
            [("source_key", "=", "berka-loan-901002")]
        )
        facts = loan.payment_ids.filtered(lambda row: row.kind == "fact")
        self.assertEqual(facts.mapped("amount"), [2000])
        operation = self.env["bank.operation"].search([("agreement_id", "=", loan.id)])
        self.assertEqual((operation.kind, operation.amount), ("loan", -2000))

    def test_row_that_the_database_refuses_is_skipped_and_taken_off(self):
        taken = self.env["bank.account"]
        original = type(taken)._upsert

        def refuse_first(model, rows):
            result = original(model, rows[1:])
            refusal = {"row": 0, "source_key": rows[0]["source_key"], "reason": "full"}
            return {**result, "refused": [refusal]}

        with patch.object(type(taken), "_upsert", refuse_first):
            report = self._import()
        line = report.line_ids.filtered(lambda line: line.file == "account")
        self.assertEqual((line.imported_count, line.skipped_count), (1, 1))
        refused = report.skip_ids.filtered(lambda row: row.line_id == line)
        self.assertEqual((refused.row_number, refused.reason), (2, "refused"))
        # what hangs on it is refused by the feeds in their turn
        self.assertLess(
            sum(report.line_ids.mapped("imported_count")), report.row_count - 1
        )

    def test_interrupted_import_goes_on_after_the_last_finished_step(self):
        folder = make_folder(self)
        model = type(self.importer)
        # not assertRaises, which would roll the finished steps back, too
        with (
            patch.object(model, "_load_loans", side_effect=ConnectionError),
            contextlib.suppress(ConnectionError),
        ):
            self.importer._import_folder(folder)
        report = self.importer.search([], limit=1)
        self.assertEqual((report.state, report.step), ("running", "accounts"))
        with patch.object(model, "_load_clients", side_effect=AssertionError):
            self.assertEqual(self.importer._import_folder(folder), report)
        self.assertEqual(report.state, "done")
        self.assertEqual(report.updated_count, 0)
        self.assertEqual(self._count("bank.agreement", "loan"), 2)

    def test_every_slice_is_a_step_that_stays(self):
        kept = []
        model = type(self.importer)
        with (
            patch("odoo.addons.bank_demo.models.bank_demo_import.SLICE", 2),
            patch.object(model, "_keep", lambda report: kept.append(report)),
        ):
            self._import()
        self.assertGreater(len(kept), 20)
        self.assertEqual(self._count("bank.operation", "trans_test"), 6)

    def test_bank_in_use_keeps_its_currency(self):
        self._import()
        euro = self.env.ref("base.EUR")
        self.env.company.write({"currency_id": euro.id, "name": "My Company"})
        self._import(card=None)
        self.assertEqual(self.env.company.currency_id, euro)
        self.assertEqual(self.env.company.name, "My Company")
