# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Mechanisms in their smallest form; those that have a test file are not here."""

import io
import json
from pathlib import Path

from openpyxl import load_workbook

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools.pdf import PdfFileReader

from .common import GateCommon

# lines that one screen shows
SCREEN = 60
# models that are no adoption: holes for the fuzzer, a registry for each of its places
OTHERS = {"test_bank_hole.py", "test_bank_registries.py"}


@tagged("post_install", "-at_install")
class TestAdoption(GateCommon):
    def _read_log(self, kind):
        return self.env["bank.decision"].search([("kind", "=", kind)], order="id")

    def test_adopting_a_mechanism_takes_one_screen(self):
        folder = Path(__file__).parents[1]
        sources = [*folder.glob("models/*.py"), *folder.glob("reports/*")]
        long = {
            path.name: len(path.read_text().splitlines())
            for path in sources
            if path.name not in OTHERS and path.is_file()
        }
        self.assertGreater(len(long), 10)
        self.assertFalse({name: n for name, n in long.items() if n > SCREEN})

    # A kind of check

    def test_a_kind_of_check_stops_at_the_gate(self):
        check = self._create_check(name="It has a title", kind="test_title")
        process = self.env["test.bank.process"].create(
            {
                "name": "Titles",
                "stage_ids": [
                    fields.Command.create(
                        {"name": "New", "check_exit_ids": [(6, 0, check.ids)]}
                    ),
                    fields.Command.create({"name": "Done", "sequence": 1}),
                ],
            }
        )
        process.action_publish()
        documents = self._create_documents(2, process_id=process.id)
        documents[0].name = "Untitled"
        with self.assertRaisesRegex(UserError, "It has a title"):
            documents[0].action_next_stage()
        documents[1].action_next_stage()
        self.assertEqual(documents[1].stage_id.name, "Done")
        self.assertEqual(documents[0].stage_id.name, "New")

    def test_what_is_not_tried_on_documents_says_so(self):
        """A model without ``_trial_needed`` knows no documents to try its versions on."""
        process = self.env["test.bank.process"].create({"name": "Untried"})
        with self.assertRaisesRegex(UserError, "not tried on documents"):
            process.action_try_out()
        trials = self.env["bank.process.trial"].search(
            [("res_model", "=", process._name)]
        )
        self.assertFalse(trials)

    # Decision log and delegation

    def _sign(self, order, user):
        order.with_user(user).action_sign()
        return self._read_log("test_order_signed")[-1:]

    def test_an_order_is_signed_by_right_and_logged(self):
        order = self.env["test.bank.order"].create({"name": "Order", "amount": 100})
        with self.assertRaisesRegex(UserError, "Neither you nor"):
            self._sign(order, self.employee)
        row = self._sign(order, self.administrator)
        self.assertEqual(order.state, "signed")
        self.assertEqual(row.actor_id, self.administrator.id)
        self.assertFalse(row.on_behalf_id)
        self.assertEqual((row.res_model, row.res_id), (order._name, order.id))
        self.assertEqual(json.loads(row.payload), {"amount": 100})

    def test_an_order_is_signed_for_who_has_delegated_it(self):
        delegation = (
            self.env["bank.delegation"]
            .with_user(self.administrator)
            .create(
                {
                    "to_user_id": self.employee.id,
                    "act": "test_sign",
                    "amount_limit": 500,
                    "date_end": fields.Date.today(),
                    "reason": "On leave",
                }
            )
        )
        small, large, later = self.env["test.bank.order"].create(
            [{"name": "Order", "amount": amount} for amount in (100, 1000, 100)]
        )
        with self.assertRaises(UserError):
            self._sign(small, self.employee)
        delegation.action_activate()
        row = self._sign(small, self.employee)
        self.assertEqual(row.actor_id, self.employee.id)
        self.assertEqual(row.on_behalf_id, self.administrator.id)
        with self.assertRaises(UserError):
            self._sign(large, self.employee)
        own = self.env["test.bank.order"].with_user(self.employee)
        with self.assertRaises(UserError):
            self._sign(own.create({"name": "Own"}), self.employee)
        delegation.action_revoke()
        with self.assertRaises(UserError):
            self._sign(later, self.employee)

    # Settings

    def test_a_change_of_settings_is_a_decision(self):
        tariffs = self.env["test.bank.tariff"].with_user(self.administrator)
        tariff = tariffs.create({"name": "Card", "percent": 1.5})
        tariff.percent = 2
        tariff.unlink()
        rows = self._read_log("config").filtered(
            lambda row: row.res_model == tariffs._name
        )
        contents = [json.loads(row.payload) for row in rows]
        self.assertEqual(
            [(row["act"], row["fields"]) for row in contents],
            [("create", ["name", "percent"]), ("write", ["percent"]), ("unlink", [])],
        )
        self.assertEqual(set(rows.mapped("actor_id")), {self.administrator.id})

    # Trained models

    def test_a_trained_model_serves_once_it_has_won(self):
        owner = new_test_user(
            self.env, login="model_owner", groups="bank_base.group_bank_model_owner"
        )
        guess = self.env["test.bank.guess"]
        unseen = [("e", "card"), ("f", "loan"), ("g", "loan")]
        rows = [("a", "card"), ("b", "card"), ("c", "loan")]
        for learned, expected in ((rows, "card"), (rows + unseen[1:], "loan")):
            before = guess._guess()
            challenger = guess._train(learned)
            with self.assertRaisesRegex(UserError, "not measured"):
                challenger.with_user(owner).action_promote()
            guess._measure(challenger, unseen)
            self.assertEqual(guess._guess(), before)
            challenger.with_user(owner).action_promote()
            self.assertEqual(guess._guess(), expected)
        worse = guess._train([*rows, ("d", "card")])
        guess._measure(worse, unseen)
        with self.assertRaisesRegex(UserError, "does not beat"):
            worse.with_user(owner).action_promote()

    # Printed matter

    def _create_letters(self):
        branch = self.env["bank.branch"].create({"name": "Desk", "code": "T-D"})
        self.env["bank.letterhead"].create(
            {"branch_id": branch.id, "name": "Bank of Letters"}
        )
        return self.env["test.bank.letter"].create(
            [
                {"name": name, "amount": amount, "branch_id": branch.id}
                for name, amount in (("First", 10), ("Second", 32))
            ]
        )

    def test_letters_are_printed_on_the_paper_of_their_branch(self):
        letters = self._create_letters()
        content, kind = self.env["ir.actions.report"]._render_qweb_pdf(
            "test_bank_base.letter_print", letters.ids
        )
        reader = PdfFileReader(io.BytesIO(content))
        pages = [page.extract_text() for page in reader.pages]
        self.assertEqual((kind, len(pages)), ("pdf", 2))
        for page, name in zip(pages, ("First", "Second")):
            self.assertIn(name, page)
            self.assertIn("Bank of Letters", page)

    def test_letters_are_listed_in_a_spreadsheet(self):
        letters = self._create_letters()
        content, kind = self.env["ir.actions.report"]._render_bank_xlsx(
            "test_bank_base.letter_list", letters.ids
        )
        self.assertEqual(kind, "xlsx")
        rows = list(load_workbook(io.BytesIO(content)).active.values)
        self.assertEqual(
            rows[:3], [("Letter", "Amount"), ("First", 10), ("Second", 32)]
        )

    def test_who_may_not_read_a_letter_prints_none(self):
        letters = self._create_letters()
        reports = self.env["ir.actions.report"].with_user(self.employee)
        for render, name in (
            (reports._render_qweb_pdf, "letter_print"),
            (reports._render_bank_xlsx, "letter_list"),
        ):
            with self.assertRaises(AccessError):
                render(f"test_bank_base.{name}", letters.ids)
