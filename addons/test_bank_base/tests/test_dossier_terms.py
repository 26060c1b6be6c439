# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .dossier_common import DossierCase


@tagged("post_install", "-at_install")
class TestDossierTerms(DossierCase):
    """Papers that end, papers that are kept, papers that are destroyed."""

    def _run(self, model, method):
        """Run a job of the scheduler, whose commits a test does not make."""
        progress = patch.object(
            self.env.registry["ir.cron"], "_commit_progress", lambda *a, **k: 1
        )
        with progress:
            getattr(self.env[model], method)()

    def _watch(self):
        self._run("bank.document", "_cron_watch_terms")

    # Expiry

    def test_what_is_over_is_marked(self):
        paper = self._verify(self._upload())
        paper._write_step({"date_expiry": date.today() - timedelta(days=1)})
        self._watch()
        self.assertEqual(paper.state, "expired")
        row = self.env["bank.decision"].search(
            [("kind", "=", "document"), ("res_id", "=", paper.id)], limit=1
        )
        self.assertEqual(json.loads(row.payload)["verdict"], "expired")

    def test_who_answers_gets_one_task_before_the_end(self):
        self.letter.user_id = self.colleague
        soon = date.today() + timedelta(days=10)
        paper = self._upload()
        paper.date_expiry = soon
        self.assertTrue(paper.is_expiring)
        for _run in range(2):
            self._watch()
        task = self.letter.activity_ids
        self.assertEqual(len(task), 1)
        self.assertEqual(task.user_id, self.colleague)
        self.assertEqual(task.date_deadline, soon)
        paper.date_expiry = soon + timedelta(days=1)
        self._watch()
        self.assertEqual(len(self.letter.activity_ids), 2)

    def test_not_earlier_than_the_type_says(self):
        self.passport.warn_days = 5
        paper = self._upload()
        paper.date_expiry = date.today() + timedelta(days=6)
        self._watch()
        self.assertFalse(self.letter.activity_ids)
        self.assertFalse(paper.is_expiring)

    def test_a_failing_paper_stops_no_other(self):
        papers = [self._upload(), self._upload(slot=self.statement_slot)]
        for paper in papers:
            paper._write_step({"date_expiry": date.today() - timedelta(days=1)})
        broken, other = papers
        expire = type(other)._expire

        def fail(records):
            if broken in records:
                raise ValueError("This paper always fails.")
            return expire(records)

        with (
            patch.object(type(other), "_expire", fail),
            mute_logger("odoo.addons.bank_document.models.bank_document_expiry"),
        ):
            self._watch()
        self.assertEqual(other.state, "expired")
        self.assertEqual(broken.state, "received")

    # Keeping

    def _make_due(self, paper=None):
        """Return a paper whose term of keeping is over."""
        paper = paper or self._upload()
        self.passport.write({"retention_years": 5, "retention_from": "closed"})
        self.letter.date_closed = date.today() - timedelta(days=6 * 366)
        paper.invalidate_recordset()
        return paper

    def test_the_rule_of_the_type_says_how_long(self):
        paper = self._upload()
        self.assertFalse(paper.date_retention)
        self.passport.write({"retention_years": 5, "retention_from": "received"})
        paper.invalidate_recordset()
        self.assertEqual(paper.date_retention.year, date.today().year + 5)
        self.passport.retention_from = "closed"
        paper.invalidate_recordset()
        self.assertFalse(paper.date_retention)
        self.letter.date_closed = date(2020, 2, 29)
        paper.invalidate_recordset()
        self.assertEqual(paper.date_retention, date(2025, 2, 28))
        self.assertTrue(paper.is_retention_over)
        due = self.env["bank.document"].search([("is_retention_over", "=", True)])
        self.assertIn(paper, due)

    def test_a_day_in_the_past_does_not_end_the_keeping(self):
        self.passport.write({"retention_years": 5, "retention_from": "expiry"})
        paper = self._upload()
        self.assertFalse(paper.date_retention)
        paper.with_user(self.clerk).date_expiry = date(1990, 1, 1)
        paper.invalidate_recordset()
        self.assertEqual(paper.date_retention.year, date.today().year + 5)
        self.assertFalse(paper.is_retention_over)
        paper.with_user(self.clerk).date_expiry = date.today() + timedelta(days=730)
        paper.invalidate_recordset()
        self.assertEqual(paper.date_retention.year, date.today().year + 7)

    def _draw_up(self, user=None):
        act = self.env["bank.document.disposal"].with_user(user or self.archivist)
        act = act.create({})
        act.action_collect()
        return act

    def test_two_people_destroy_what_is_over(self):
        paper = self._make_due()
        digest = paper.version_id.sha256
        kept = self._upload(slot=self.statement_slot)
        act = self._draw_up()
        self.assertEqual(act.line_ids.sudo().document_id, paper)
        with self.assertRaisesRegex(UserError, "second archivist"):
            act.action_approve()
        act.with_user(self.second).action_approve()
        self._run("bank.document.disposal", "_cron_dispose")
        self.assertEqual(act.state, "done")
        self.assertEqual(paper.state, "destroyed")
        self.assertEqual(paper.version_id.sha256, digest)
        self.assertFalse(paper.version_id.content)
        found = self.env["bank.document"].search(
            [("text_search", "ilike", "поручительства")]
        )
        self.assertNotIn(paper, found)
        self.assertEqual(kept.state, "received")
        row = self.env["bank.decision"].search(
            [
                ("kind", "=", "document_disposal"),
                ("res_model", "=", "bank.document"),
                ("res_id", "=", paper.id),
            ]
        )
        self.assertEqual(json.loads(row.payload)["sha256"], [digest])

    def test_nothing_under_a_hold_is_destroyed(self):
        paper = self._make_due()
        act = self._draw_up()
        hold = self._hold()
        act.with_user(self.second).action_approve()
        self._run("bank.document.disposal", "_cron_dispose")
        self.assertEqual(act.line_ids.state, "kept")
        self.assertIn("hold", act.line_ids.reason)
        self.assertTrue(paper.version_id.content)
        self.assertFalse(self._draw_up().line_ids)
        hold.with_user(self.legal).action_lift()
        self.assertEqual(self._draw_up().line_ids.sudo().document_id, paper)

    def test_a_hold_over_one_paper(self):
        paper, other = self._upload(), self._upload(slot=self.statement_slot)
        self._hold(document_id=paper.id)
        self.assertTrue(paper.is_held)
        self.assertFalse(other.is_held)

    def _hold(self, user=None, **values):
        holds = self.env["bank.document.hold"].with_user(user or self.legal)
        return holds.create(
            {
                "reason": "Request of the court",
                "res_model": self.letter._name,
                "res_id": self.letter.id,
                **values,
            }
        )

    def test_who_sets_and_lifts_a_hold(self):
        people = (self.clerk, self.officer, self.archivist, self.auditor)
        for user in (*people, self.administrator):
            with self.assertRaises(AccessError):
                self._hold(user=user)
        hold = self._hold(user_id=self.clerk.id, lifted_by_id=self.clerk.id)
        self.assertEqual(hold.user_id, self.legal)
        self.assertFalse(hold.lifted_by_id)
        for user in people:
            with self.assertRaises(UserError), self.cr.savepoint():
                hold.with_user(user).action_lift()
        for values in ({"state": "lifted"}, {"res_id": 0}, {"reason": "x"}):
            with self.assertRaises(AccessError):
                hold.with_user(self.legal).write(values)
        with self.assertRaises(AccessError):
            hold.sudo().unlink()
        hold.with_user(self.legal).action_lift()
        rows = self.env["bank.decision"].search(
            [("kind", "=", "document_hold"), ("res_id", "=", hold.id)]
        )
        acts = [json.loads(row.payload)["act"] for row in rows]
        self.assertEqual(acts, ["lifted", "set"])

    def test_a_hold_is_a_secret(self):
        hold = self._hold()
        paper = self._upload()
        for user in (self.clerk, self.officer):
            with self.assertRaises(AccessError):
                hold.with_user(user).read(["reason"])
            with self.assertRaises(AccessError):
                paper.with_user(user).read(["is_held"])
        paper.with_user(self.archivist).read(["is_held"])

    def test_an_act_is_not_forged(self):
        self._make_due()
        act = self._draw_up()
        for values in (
            {"state": "approved"},
            {"approver_id": self.second.id},
            {"line_ids": [(5, 0, 0)]},
            {"company_id": 1},
        ):
            with self.assertRaises(AccessError):
                act.write(values)
        for user in (self.clerk, self.officer, self.auditor, self.legal):
            with self.assertRaises(UserError), self.cr.savepoint():
                act.with_user(user).action_approve()
            with self.assertRaises(UserError), self.cr.savepoint():
                self._draw_up(user=user)
        with self.assertRaises(AccessError):
            act.line_ids.with_user(self.archivist).write({"state": "destroyed"})
        forged = act.create({"line_ids": [(0, 0, {"document_id": 1})]})
        self.assertFalse(forged.line_ids)

    def test_nothing_is_destroyed_before_its_time(self):
        paper = self._upload()
        with self.assertRaisesRegex(UserError, "not over"):
            paper.sudo()._transition("destroyed")
