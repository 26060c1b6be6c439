# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from odoo.addons.bank_demo.models.bank_demo_approvals import LOANS, RAISED

from .common import SMALL_BANK, make_folder

PEOPLE = 2 * (len(LOANS) + 10)


@tagged("post_install", "-at_install")
class TestApprovals(TransactionCase):
    """The demo bank has applications in every state, by people who may decide them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = [f'{900001 + place};"806213";1' for place in range(PEOPLE)]
        folder = make_folder(cls, client=[SMALL_BANK["client"][0], *people])
        cls.importer = cls.env["bank.demo.import"]
        cls.report = cls.importer._import_folder(folder)
        cls.manager = cls.env["res.users"].search([("login", "=", "manager")])
        cls.approvals = cls.env["bank.approval"].search(
            [("user_id", "=", cls.manager.id)], order="id"
        )

    def test_every_state_is_there(self):
        states = self.approvals.mapped("state")
        for state in self.approvals._fields["state"].get_values(self.env):
            with self.subTest(state=state):
                # a committee puts off what has no quorum: nobody stays away here
                self.assertEqual(state in states, state != "postponed")

    def test_one_is_late_and_whoever_waits_is_named(self):
        late = self.approvals.filtered("is_late")
        self.assertEqual(late.open_task_ids.user_id.mapped("login"), ["lawyer"])

    def test_a_raise_goes_to_the_authority_that_the_change_needs(self):
        memo = self.approvals.filtered("change_of_id")
        self.assertEqual((memo.amount, memo.state), (RAISED, "pending"))
        self.assertEqual(memo.change_of_id.state, "lapsed")
        self.assertTrue(memo.terms)
        item = memo.task_ids.item_ids
        self.assertEqual(item.meeting_id.state, "invited")

    def test_the_committee_has_met_and_meets_again(self):
        held, coming = self.env["bank.committee.meeting"].search(
            [("committee_id.code", "=", "KK")], order="id"
        )
        self.assertEqual(held.item_ids.mapped("state"), ["conditional", "rejected"])
        self.assertTrue(held.minutes_ids.is_signed)
        self.assertEqual((coming.state, len(coming.item_ids)), ("invited", 2))

    def test_departures_from_policies_stand_in_every_state(self):
        rows = self.env["bank.policy.exception"].search([])
        states = set(rows.mapped("state"))
        known = set(rows._fields["state"].get_values(self.env))
        self.assertEqual(states, known)
        graves = rows.filtered(lambda row: row.source == "requirement")
        self.assertEqual(sorted(graves.mapped("state")), ["accepted", "refused"])
        self.assertTrue(all(row.mitigation_ids for row in graves))

    def test_assignments_are_reported_late_and_asked_longer(self):
        rows = self.env["bank.approval.assignment"].search([])
        self.assertEqual(len(rows), 4)
        self.assertEqual(rows.filtered("is_late").user_id.mapped("login"), ["manager"])
        self.assertEqual(len(rows.filtered(lambda row: row.state == "reported")), 1)
        asked = rows.filtered("date_asked")
        self.assertIn(asked.text, asked.item_id.assignment_text)

    def test_a_deputy_votes_for_who_is_on_leave(self):
        users = {
            login: self.env["res.users"].search([("login", "=", login)])
            for login in ("board3", "board4", "underwriter2")
        }
        principals = self.env["bank.delegation"]._get_principals
        self.assertEqual(principals(users["board4"], "approval"), users["board3"])
        # the underwriter's leave is to come
        self.assertFalse(principals(users["underwriter2"], "approval"))
        domain = [("act", "=", "approval"), ("state", "=", "active")]
        self.assertEqual(self.env["bank.delegation"].search_count(domain), 2)

    def test_nobody_both_begins_and_decides(self):
        routes = self.env["bank.approval.route"].search([("state", "=", "published")])
        ways = self.env["bank.approval.duties"]._prove(routes)
        self.assertEqual([row["text"] for row in ways if row["kind"] == "breach"], [])

    def test_a_book_of_clients_waits_for_the_security_service(self):
        rule = self.env["bank.act.rule"].search([])
        self.assertEqual(
            (rule.state, rule.drafter_ids.login), ("published", "business")
        )
        book = self.env["bank.handover"].search([("state", "=", "draft")])
        request = self.env["bank.act.request"].search([])
        self.assertEqual((request.res_model, request.res_id), (book._name, book.id))
        self.assertEqual(request.approval_id.open_task_ids.user_id.login, "security")
        with self.assertRaisesRegex(UserError, rule.name):
            book.with_user(book.head_id).action_hand_over()

    def test_second_run_sends_no_more(self):
        self.importer._import_folder(make_folder(self), again=True)
        again = self.env["bank.approval"].search([("user_id", "=", self.manager.id)])
        self.assertEqual(again, self.approvals.sorted("id", reverse=True))

    def test_applications_are_scored_and_one_is_passed_by_the_underwriter(self):
        applications = self.env["bank.application"].search(
            [("user_id", "=", self.manager.id)]
        )
        self.assertTrue(all(applications.mapped("scoring_result_id")))
        self.assertGreater(len(set(applications.mapped("score"))), 2)
        card = self.env["bank.scorecard"].search([])
        self.assertEqual(card.drafter_ids.mapped("login"), ["business"])
        self.assertEqual(card.state, "published")
        passed = applications.scoring_result_id.filtered("overridden_id")
        self.assertEqual(passed.user_id.login, "underwriter")
        self.assertEqual(
            (passed.overridden_id.verdict, passed.verdict), ("review", "pass")
        )

    def test_two_clients_owe_elsewhere(self):
        reports = self.env["bank.credit.report"].search([])
        self.assertEqual(reports.mapped("state"), ["received"] * 2)
        self.assertEqual(sorted(reports.mapped("worst_days")), [6, 34])
        applications = reports.application_id
        for application in applications:
            self.assertGreater(application.report_payment, application.debt_month)
        self.assertIn("refuse", applications.mapped("score_verdict"))
