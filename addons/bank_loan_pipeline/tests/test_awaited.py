# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Papers that are awaited after the issue: by rules, by the decision, for periods."""

import base64
from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Date
from odoo.tests import tagged
from odoo.tools import format_date

from odoo.addons.bank_base.tests.common import TourCase

from .papers_common import SCAN
from .test_issue import IssueCommon
from .test_ui import speak_russian


class AwaitedCommon(IssueCommon):
    """An issued loan with a condition for after the issue and a flat as collateral."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.region.head_id = cls.head
        cls.branch.head_id = cls.head
        cls.verifier = cls._create_user(
            "verifier",
            "bank_document.group_document_officer,bank_crm_core.group_crm_client_reader",
            cls.region,
        )
        cls.credit = cls._create_user(
            "credit",
            "bank_approval.group_approval_credit_administrator,"
            "bank_crm_core.group_crm_client_reader",
            cls.region,
        )
        cls.use = cls.env.ref("bank_loan_pipeline.bank_document_slot_use")
        cls.reports = cls.env.ref("bank_loan_pipeline.bank_document_slot_statements")
        # as for a company, which here the person is
        cls.use.domain = "[('application_id', '!=', False)]"
        cls.reports.domain = "[('application_id', '!=', False)]"

    def setUp(self):
        super().setUp()
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 1)

    def _issue(self, conditions=()):
        deal = self._create_ready_deal()
        application = self._approve(deal, conditions)
        if conditions:
            application.action_next_stage()
        application.action_issue()
        self.application = application
        return deal.agreement_ids

    def _find(self, agreement, slot=None):
        papers = self.env["bank.document"].search(
            [("res_model", "=", "bank.agreement"), ("res_id", "=", agreement.id)],
            order="date_due, id",
        )
        return papers.filtered(lambda row: row.slot_id == slot) if slot else papers

    def _bring(self, agreement, paper, user=None):
        agreement.with_user(user or self.manager).upload_paper(
            "paper.pdf", base64.b64encode(SCAN).decode(), paper_id=paper.id
        )
        return paper

    def _condition(self, days=20):
        due = Date.add(Date.context_today(self.deal), days=days)
        return {"kind": "subsequent", "name": "Insure the flat", "date_due": due}


@tagged("post_install", "-at_install")
class TestAwaited(AwaitedCommon):
    def test_a_place_awaits_its_paper_by_the_clock(self):
        agreement = self._issue()
        paper = self._find(agreement, self.use)
        self.assertEqual(paper.state, "draft")
        self.assertEqual(paper.awaited_user_id, self.client.manager_id)
        self.assertEqual(paper.awaited_from_id, self.client)
        self.assertEqual(paper.awaited_branch_id, self.client.branch_id)
        clock = self.env["bank.clock"]._find_open(paper)
        self.assertEqual(clock.regime_id, self.use.wait_regime_id)
        self.assertEqual(paper.date_due, clock.date_due.date())
        left = paper.date_due - agreement.date_start
        self.assertTrue(30 <= left.days <= 40, left)
        self.assertEqual(agreement.awaited_count, self.application.awaited_count)
        self.assertEqual(agreement.awaited_count, 2)
        action = self.application.with_user(self.manager).action_open_awaited()
        papers = self.env["bank.document"].with_user(self.manager)
        self.assertIn(paper, papers.search(action["domain"]))

    def test_other_agreements_and_places_await_nothing(self):
        self.use.domain = "[('trade', '=', 'deposit')]"
        self.reports.wait_regime_id = False
        self.assertFalse(self._find(self._issue()))

    def test_issuing_twice_awaits_once(self):
        agreement = self._issue([self._condition()])
        papers = self._find(agreement)
        self.assertEqual(len(papers), 3)
        agreement.sudo()._begin()
        self.assertEqual(self._find(agreement), papers)

    def test_a_condition_becomes_a_paper_on_its_day(self):
        agreement = self._issue([self._condition(days=20)])
        paper = self._find(agreement).filtered("condition_id")
        self.assertEqual(paper.name, "Insure the flat")
        self.assertEqual(paper.date_due, self._condition(days=20)["date_due"])
        self._bring(agreement, paper)
        with self.assertRaisesRegex(UserError, "credit administrator accepts"):
            paper.with_user(self.verifier).action_verify()
        self.assertEqual(paper.condition_id.state, "open")
        paper.with_user(self.credit).action_verify()
        self.assertEqual(paper.condition_id.state, "met")
        self.assertIn("Insure the flat", paper.condition_id.proof)
        self.assertTrue(paper.date_met)

    def test_a_proof_without_a_paper_ends_the_waiting(self):
        agreement = self._issue([self._condition()])
        paper = self._find(agreement).filtered("condition_id")
        paper.condition_id.with_user(self.credit).action_clear("Policy No. 5")
        self.assertTrue(paper.date_met)
        self.assertFalse(self.env["bank.clock"]._find_open(paper))

    def test_who_brings_it_does_not_accept_it(self):
        agreement = self._issue()
        paper = self._bring(agreement, self._find(agreement, self.use))
        self.assertFalse(paper.date_met)
        self.assertEqual(agreement.awaited_count, 2)
        with self.assertRaises(UserError):
            paper.with_user(self.manager).action_verify()
        paper.with_user(self.verifier).action_verify()
        self.assertTrue(paper.date_met)
        agreement.invalidate_recordset()
        self.assertEqual(agreement.awaited_count, 1)

    def test_who_asks_for_it_does_not_take_it_away(self):
        agreement = self._issue()
        paper = self._find(agreement, self.use).with_user(self.manager)
        with self.assertRaises(UserError):
            paper.action_withdraw("not needed")
        for name in ("date_due", "date_met", "awaited_user_id", "condition_id"):
            with self.assertRaises(AccessError), self.cr.savepoint():
                paper.write({name: False})
        forged = paper.with_context(default_date_met="2026-01-01").create(
            {
                "res_model": "bank.agreement",
                "res_id": agreement.id,
                "type_id": self.use.type_id.id,
                "date_due": "2026-01-01",
            }
        )
        self.assertFalse(forged.date_due or forged.date_met)
        self.assertEqual(paper.state, "draft")

    def test_the_client_and_the_manager_are_reminded_once(self):
        agreement = self._issue()
        paper = self._find(agreement, self.use)
        self.client.email = "client@example.com"
        duties = self.env["bank.obligation"]
        domain = [
            ("kind_id.event", "=", "paper_due"),
            ("partner_id", "=", self.client.id),
        ]
        early = paper.date_due - timedelta(days=20)
        duties._search_events(early)
        self.assertFalse(duties.search(domain))
        soon = paper.date_due - timedelta(days=10)
        duties._search_events(soon)
        duties._search_events(soon)
        duty = duties.search(domain)
        self.assertEqual(duty.date_due, paper.date_due)
        self.assertEqual(duty.user_id, self.client.manager_id)
        self.assertEqual(duty.notice_state, "pending")
        letter = duty.kind_id.template_id._render_field("body_html", duty.ids)
        self.assertIn(format_date(self.env, paper.date_due), letter[duty.id])
        task = self.env["mail.activity"].search([("obligation_id", "=", duty.id)])
        self.assertEqual(task.user_id, self.client.manager_id)
        with self.assertRaisesRegex(AccessError, "still awaited"):
            duty.with_user(self.manager).action_done()
        self._bring(agreement, paper).with_user(self.verifier).action_verify()
        self.assertEqual(duty.state, "done")
        self.assertFalse(task.active)

    def test_the_head_hears_of_what_is_late(self):
        agreement = self._issue()
        paper = self._find(agreement, self.use)
        with freeze_time(paper.date_due + timedelta(days=2)):
            paper.invalidate_recordset()
            self.assertTrue(paper.is_late)
            late = self.env["bank.document"].search([("is_late", "=", True)])
            self.assertIn(paper, late)
            self.assertIn("was awaited by", self._read_lack(agreement))
            self.env["bank.clock"]._cron_watch()
            task = self.env["mail.activity"].search([("paper_id", "=", paper.id)])
            self.assertEqual(task.user_id, self.head)
            self.assertEqual(
                (task.res_model, task.res_id), (agreement._name, agreement.id)
            )
            self.assertIn(paper.name, task.summary)
            self._bring(agreement, paper)
            self.assertFalse(paper.is_late)
            paper.with_user(self.verifier).action_verify()
            self.assertFalse(task.active)

    def _read_lack(self, agreement):
        agreement.invalidate_recordset()
        rows = agreement.with_user(self.manager).dossier["slots"]
        (row,) = [row for row in rows if row["id"] == self.use.id]
        return row["lack"]

    def test_a_dossier_says_by_when(self):
        agreement = self._issue()
        self.assertIn("awaited by", self._read_lack(agreement))
        self.assertNotIn("was awaited", self._read_lack(agreement))

    @freeze_time("2026-11-30 10:00:00")
    def test_a_paper_of_each_quarter_follows_the_other(self):
        agreement = self._issue()
        paper = self._find(agreement, self.reports)
        self.assertEqual(paper.date_period, date(2026, 12, 31))
        self.assertGreaterEqual(paper.date_due, date(2027, 2, 14))
        self._bring(agreement, paper).with_user(self.verifier).action_verify()
        later = self._find(agreement, self.reports) - paper
        self.assertEqual(later.date_period, date(2027, 3, 31))
        self.assertEqual(later.state, "draft")
        paper.with_user(self.verifier).action_refuse("another company")
        self.assertFalse(paper.date_met)
        self._bring(agreement, paper).with_user(self.verifier).action_verify()
        self.assertEqual(len(self._find(agreement, self.reports)), 2)

    @freeze_time("2026-11-30 10:00:00")
    def test_a_quarter_without_its_paper_does_not_stop_the_next(self):
        agreement = self._issue()
        paper = self._find(agreement, self.reports)
        with freeze_time(paper.date_due + timedelta(days=1)):
            self.env["bank.document"]._cron_await()
            self.env["bank.document"]._cron_await()
        both = self._find(agreement, self.reports)
        self.assertEqual(
            both.mapped("date_period"), [date(2026, 12, 31), date(2027, 3, 31)]
        )
        self.assertFalse(both[0].date_met)

    @freeze_time("2026-11-30 10:00:00")
    def test_nothing_is_awaited_beyond_the_agreement(self):
        self.reports.wait_every = "year"
        agreement = self._issue()
        agreement.sudo().date_end = "2027-06-30"
        paper = self._find(agreement, self.reports)
        self._bring(agreement, paper).with_user(self.verifier).action_verify()
        self.assertEqual(self._find(agreement, self.reports), paper)

    def test_a_closed_agreement_awaits_nothing(self):
        agreement = self._issue()
        paper = self._find(agreement, self.use)
        agreement.sudo()._transition("closed")
        self.env["bank.document"]._cron_await()
        self.assertEqual(paper.state, "withdrawn")
        self.assertFalse(self.env["bank.clock"]._find_open(paper))

    def test_it_follows_the_client_to_another_manager(self):
        agreement = self._issue()
        paper = self._find(agreement, self.use)
        self.client.manager_id = self.colleague
        self.env["bank.document"]._cron_await()
        self.assertEqual(paper.awaited_user_id, self.colleague)

    def test_strangers_see_nothing_of_it(self):
        paper = self._find(self._issue(), self.use)
        papers = self.env["bank.document"].with_user(self.stranger)
        self.assertFalse(papers.search([("id", "=", paper.id)]))

    def test_a_task_is_not_put_onto_a_paper_by_hand(self):
        paper = self._find(self._issue(), self.use)
        client = self.client.with_user(self.manager)
        todo = "mail.mail_activity_data_todo"
        forged = client.with_context(default_paper_id=paper.id)
        task = forged.activity_schedule(todo)
        self.assertFalse(task.sudo().paper_id)
        with self.assertRaisesRegex(AccessError, "filled in by the program"):
            task.paper_id = paper
        with self.assertRaisesRegex(AccessError, "filled in by the program"):
            client.activity_schedule(todo, paper_id=paper.id)

    def test_only_agreements_await_papers(self):
        slot = self.env.ref("bank_loan_pipeline.bank_document_slot_loan_agreement")
        with self.assertRaisesRegex(UserError, "agreements are awaited"):
            slot.wait_regime_id = self.use.wait_regime_id


@tagged("post_install", "-at_install")
class TestAwaitedTour(AwaitedCommon, TourCase):
    def test_what_is_awaited_in_russian(self):
        speak_russian(self.manager)
        self._issue([self._condition()])
        self.start_tour(
            "/odoo/action-bank_loan_pipeline.bank_application_action/"
            f"{self.application.id}",
            "bank_awaited_tour",
            login=self.manager.login,
            timeout=180,
        )
