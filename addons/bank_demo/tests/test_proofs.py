# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import TransactionCase, tagged

from odoo.addons.bank_demo.models.bank_demo_approvals import LOANS

from .common import SMALL_BANK, make_folder

PEOPLE = 2 * (len(LOANS) + 10)
PICTURED = ("bank.credit.memo", "bank.application.validation", "bank.analysis.line")


@tagged("post_install", "-at_install")
class TestProofs(TransactionCase):
    """The screens of what a decision rests on have something to show."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = [f'{900001 + place};"806213";1' for place in range(PEOPLE)]
        cls.folder = make_folder(cls, client=[SMALL_BANK["client"][0], *people])
        cls.importer = cls.env["bank.demo.import"]
        cls.importer._import_folder(cls.folder)
        users = cls.env["res.users"].search([("login", "in", ("manager", "legal"))])
        cls.users = {user.login: user for user in users}
        cls.applications = cls.env["bank.application"].search(
            [("user_id", "=", cls.users["manager"].id)]
        )

    def test_the_legal_officer_has_given_an_opinion_in_a_route(self):
        tasks = self.env["bank.approval.task"].search(
            [("user_id", "=", self.users["legal"].id)]
        )
        self.assertEqual(tasks.step_id.mapped("kind"), ["opinion"])
        self.assertEqual(tasks.mapped("state"), ["advised"])

    def test_tables_of_validation_wait_and_are_complete(self):
        filled = self.applications.filtered("validation_ids")
        states = sorted(filled.mapped("validation_state"))
        self.assertEqual(states, ["complete", "open"])
        rows = filled.validation_ids
        self.assertIn(self.users["legal"], rows.user_id)
        self.assertIn("failed", rows.mapped("result"))

    def test_an_application_has_lights(self):
        told = {
            row["light"]
            for application in self.applications
            for row in application._analyse()[application.id]
        }
        self.assertTrue(told - {"grey"})

    def test_a_refusal_was_told_in_a_letter(self):
        refused = self.applications.filtered("date_refusal_told")
        self.assertEqual(len(refused), 1)
        self.assertEqual(len(refused.refusal_ids), 2)
        kinds = refused.document_ids.type_id.mapped("code")
        self.assertIn("refusal_letter", kinds)

    def test_a_second_run_changes_nothing(self):
        before = {name: self.env[name].search([]) for name in PICTURED}
        self.importer._import_folder(self.folder, again=True)
        for name, rows in before.items():
            self.assertEqual(self.env[name].search([]), rows)
