# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.misc import file_path

from .common import ApprovalCommon, make_russian

COVENANT = {"kind": "covenant", "name": "Debt below 3 EBITDA", "period_months": 6}
LOGGER = "odoo.addons.bank_approval.models.assignment.bank_approval_condition"
CREDIT = "bank_approval.group_approval_credit_administrator"


@tagged("post_install", "-at_install")
class TestCovenant(ApprovalCommon):
    """A condition that holds all along becomes a covenant with the decision."""

    def _decided(self, *conditions):
        loan = self._sent()
        self._decide(loan, self.lawyer)
        self._decide(loan, self.guard)
        self._decide(loan, self.boss1, conditions=conditions or [COVENANT])
        self._decide(loan, self.boss2)
        return loan

    def _covenant(self, loan):
        return loan.sudo().approval_id.condition_ids.filtered(
            lambda row: row.kind == "covenant"
        )

    def _after(self, date, months):
        rows = self.env["bank.approval.assignment"]
        return rows._roll_date(fields.Date.add(date, months=months), self.env.company)

    def _pass(self, check):
        check.with_user(self.manager).action_report("Accounts of June: 2.4")
        check.with_user(self.boss1).action_accept()

    def test_it_is_watched_from_the_decision_on(self):
        self.manager.lang = "en_US"
        loan = self._decided()
        covenant = self._covenant(loan)
        self.assertEqual((covenant.state, covenant.period_months), ("open", 6))
        check = covenant.assignment_ids
        self.assertEqual(check.date_due, self._after(self.env.company._get_today(), 6))
        self.assertEqual(
            (check.user_id, check.controller_id), (self.manager, self.boss1)
        )
        self.assertEqual(check.text, "Covenant: Debt below 3 EBITDA")
        seen = covenant.with_user(self.manager)
        self.assertEqual(seen.responsible_id, self.manager)
        self.assertEqual(seen.date_check, check.date_due)

    def test_it_is_watched_from_the_day_of_the_bank_on(self):
        self.env.company.resource_calendar_id.tz = "Asia/Vladivostok"
        # it was the 3rd there when it was decided
        with freeze_time("2026-03-02 15:00:00"):
            check = self._covenant(self._decided()).assignment_ids
        self.assertEqual(
            check.date_due, self._after(fields.Date.to_date("2026-03-03"), 6)
        )

    def test_one_check_follows_another(self):
        covenant = self._covenant(self._decided())
        first = covenant.assignment_ids
        self._pass(first)
        second = covenant.assignment_ids - first
        self.assertEqual((first.state, second.state), ("accepted", "open"))
        self.assertEqual(second.date_due, self._after(first.date_due, 6))
        self.assertEqual(
            (covenant.state, covenant.date_check), ("open", second.date_due)
        )

    def test_it_holds_up_no_issue(self):
        loan = self._decided()
        gate = self.env["bank.check"].create(
            {"name": "Decided", "kind": "approval", "model_id": self.model.id}
        )
        self.assertFalse(gate._find_failures_approval(loan.sudo()))

    def test_no_proof_ends_it(self):
        covenant = self._covenant(self._decided())
        credit = self._user("credit", self.office, CREDIT)
        with self.assertRaisesRegex(AccessError, "all along"):
            covenant.with_user(credit).action_clear("Policy 5 of 1 March")

    def test_nobody_stops_its_checks_while_the_decision_holds(self):
        loan = self._decided()
        check = self._covenant(loan).assignment_ids
        with self.assertRaisesRegex(AccessError, "as long as the decision holds"):
            check.with_user(self.boss1).action_cancel("Trust him")
        day = fields.Date.today() + timedelta(days=31)
        self.env["bank.approval"]._cron_lapse(day)
        self.assertEqual(loan.approval_state, "lapsed")
        self._pass(check)
        self.assertEqual(self._covenant(loan).assignment_ids, check)

    def test_whoever_leads_the_document_is_asked_next(self):
        loan = self._decided()
        covenant = self._covenant(loan)
        loan.sudo().user_id = self.expert
        first = covenant.assignment_ids
        self._pass(first)
        self.assertEqual((covenant.assignment_ids - first).user_id, self.expert)

    def _bare(self):
        """Return a covenant and its check, which only boss1 has ever accepted.

        He leads the loan from now on, and whoever else has decided has left.
        """
        loan = self._decided()
        covenant = self._covenant(loan)
        first = covenant.assignment_ids
        loan.sudo().user_id = self.boss1
        gone = self.lawyer | self.guard | self.boss2
        gone.sudo().active = False
        return covenant, first

    def _find_letters(self, record, user):
        return self.env["mail.message"].search(
            [
                ("model", "=", record._name),
                ("res_id", "=", record.id),
                ("partner_ids", "in", user.partner_id.ids),
            ]
        )

    def test_without_deciders_the_head_accepts_the_check(self):
        covenant, first = self._bare()
        self._pass(first)
        second = covenant.assignment_ids - first
        self.assertEqual(
            (second.user_id, second.controller_id), (self.boss1, self.head)
        )
        self.assertTrue(self._find_letters(second, self.head))
        self.assertFalse(covenant.is_unwatched)
        second.with_user(self.boss1).action_report("Accounts of June: 2.4")
        for user in (self.boss1, self.manager):
            with self.assertRaises(AccessError):
                second.with_user(user).action_accept()
        second.with_user(self.head).action_accept()
        self.assertEqual(second.state, "accepted")

    def test_without_anybody_administrators_are_told_until_there_is_a_head(self):
        covenant, first = self._bare()
        self.office.head_id = False
        self._pass(first)
        self.assertEqual(covenant.assignment_ids, first)
        self.assertTrue(covenant.is_unwatched)
        approval = covenant.approval_id
        for user in (self.drafter, self.drafter2):
            letter = self._find_letters(approval, user)
            self.assertIn(approval.name, letter.subject)
        self.office.head_id = self.head
        self.env["bank.approval"]._cron_lapse()
        second = covenant.assignment_ids - first
        self.assertEqual(
            (covenant.is_unwatched, second.controller_id), (False, self.head)
        )

    def _unchecked(self):
        """Return a covenant as the version before left it: nobody has planned checks."""
        rows = self.env.registry["bank.approval.condition"]
        with patch.object(rows, "_make_covenant", lambda taken: None):
            covenant = self._covenant(self._decided())
        covenant.period_months = 0
        return covenant

    def _update(self):
        """Run what an update from the version before covenants were checked runs."""
        path = file_path("bank_approval/migrations/19.0.1.2.0/post-covenants.py")
        script = {}
        exec(Path(path).read_text(), script)
        self.env.flush_all()
        script["migrate"](self.cr, "19.0.1.1.0")
        self.env.invalidate_all()

    def test_those_decided_before_checks_existed_get_their_first(self):
        old, lapsed = self._unchecked(), self._unchecked()
        watched = self._covenant(self._decided())
        lapsed.approval_id._lapse("term")
        self._update()
        self.assertEqual((old.is_unwatched, old.period_months), (True, 3))
        self.assertFalse((watched | lapsed).filtered("is_unwatched"))
        make_russian(self.env, self.manager)
        self.env["bank.approval"]._cron_lapse()
        check = old.assignment_ids
        # in the words of whoever reports, though it is the clock that gives it
        self.assertEqual(check.text, "Ковенант: Debt below 3 EBITDA")
        self.assertEqual((check.state, check.controller_id), ("open", self.boss1))
        self.assertEqual(check.date_due, self._after(self.env.company._get_today(), 3))
        self.assertFalse(old.is_unwatched)
        self.assertEqual(len(watched.assignment_ids), 1)
        self.assertFalse(lapsed.assignment_ids)
        self._update()
        self.env["bank.approval"]._cron_lapse()
        self.assertEqual(old.assignment_ids, check)

    def test_one_of_them_that_fails_stops_no_other(self):
        first, second = self._unchecked(), self._unchecked()
        self._update()
        rows = self.env.registry["bank.approval.condition"]
        plan = rows._plan_check

        def fail(row, since):
            if row == first:
                raise ValueError
            return plan(row, since)

        with patch.object(rows, "_plan_check", fail), mute_logger(LOGGER):
            self.env["bank.approval"]._cron_lapse()
        self.assertTrue(second.assignment_ids)
        self.assertTrue(first.is_unwatched)

    def test_what_has_lapsed_is_kept_before_covenants_are_looked_at(self):
        """Then each covenant by itself: none waits for the night's last one."""
        lapsing, first, second = self._sent(), self._unchecked(), self._unchecked()
        self._approve_all(lapsing)
        old = first | second
        old.approval_id.date_lapse = False
        self._update()
        seen = []

        def commit(crons, processed=0, remaining=None):
            seen.append((processed, lapsing.approval_state, len(old.assignment_ids)))
            return 1

        self.patch(self.registry["ir.cron"], "_commit_progress", commit)
        self.env["bank.approval"]._cron_lapse(fields.Date.today() + timedelta(days=31))
        self.assertEqual(seen, [(0, "lapsed", 0), (1, "lapsed", 1), (1, "lapsed", 2)])

    def test_an_administrator_gets_one_letter_about_all(self):
        first, second = self._unchecked(), self._unchecked()
        self._update()
        self.office.head_id = False
        gone = self.lawyer | self.guard | self.boss1 | self.boss2
        gone.sudo().active = False
        self.env["bank.approval"]._cron_lapse()
        self.assertTrue(first.is_unwatched and second.is_unwatched)
        for user in (self.drafter, self.drafter2):
            letter = self._find_letters(first.approval_id, user)
            self.assertEqual(len(letter), 1)
            for covenant in (first, second):
                self.assertIn(covenant.approval_id.name, letter.body)
            self.assertFalse(self._find_letters(second.approval_id, user))

    def test_a_sender_who_has_left_is_asked_no_more(self):
        loan = self._decided()
        covenant = self._covenant(loan)
        first = covenant.assignment_ids
        first.with_user(self.manager).action_report("Accounts of June: 2.4")
        self.manager.sudo().active = False
        first.with_user(self.boss1).action_accept()
        self.assertEqual(covenant.assignment_ids, first)
        self.assertTrue(covenant.is_unwatched)
        self.assertTrue(self._find_letters(covenant.approval_id, self.drafter))
        loan.sudo().user_id = self.expert
        self.env["bank.approval"]._cron_lapse()
        second = covenant.assignment_ids - first
        self.assertEqual((covenant.is_unwatched, second.user_id), (False, self.expert))

    def test_a_check_whose_controller_has_left_goes_to_another(self):
        covenant = self._covenant(self._decided())
        check = covenant.assignment_ids
        check.with_user(self.manager).action_report("Accounts of June: 2.4")
        gone = self.boss1 | self.boss2 | self.lawyer
        gone.sudo().active = False
        self.env["bank.approval"]._cron_lapse()
        self.assertEqual(covenant.assignment_ids, check)
        self.assertEqual((check.state, check.controller_id), ("reported", self.guard))
        self.assertEqual(check.activity_ids.user_id, self.guard)
        self.assertTrue(self._find_letters(check, self.guard))
        check.with_user(self.guard).action_accept()
        self.assertEqual(check.state, "accepted")
        self.assertEqual(len(covenant.assignment_ids), 2)

    def test_a_check_whose_responsible_has_left_goes_to_who_leads_it(self):
        loan = self._decided()
        check = self._covenant(loan).assignment_ids
        loan.sudo().user_id = self.expert
        self.manager.sudo().active = False
        self.env["bank.approval"]._cron_lapse()
        self.assertEqual(
            (check.user_id, check.controller_id), (self.expert, self.boss1)
        )
        self.assertEqual(check.activity_ids.user_id, self.expert)

    def test_a_check_without_anybody_is_told_of_and_stays(self):
        check = self._covenant(self._decided()).assignment_ids
        self.office.head_id = False
        gone = self.lawyer | self.guard | self.boss1 | self.boss2
        gone.sudo().active = False
        self.env["bank.approval"]._cron_lapse()
        self.assertEqual((check.state, check.controller_id), ("open", self.boss1))
        letter = self._find_letters(check, self.drafter)
        self.assertIn(check.approval_id.name, letter.body)
        self.office.head_id = self.head
        self.env["bank.approval"]._cron_lapse()
        self.assertEqual(check.controller_id, self.head)

    def test_how_often_is_told_in_whole_months(self):
        loan = self._sent()
        for values in (
            {**COVENANT, "period_months": -1},
            {**COVENANT, "period_months": 61},
            {**COVENANT, "period_months": "6"},
            {**COVENANT, "period_months": True},
            {**COVENANT, "kind": "precedent"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self._decide(loan, self.lawyer, conditions=[values])
        usual = self._decided({"kind": "covenant", "name": "Turnover with us"})
        self.assertEqual(self._covenant(usual).period_months, 3)

    def test_another_addon_takes_it_over(self):
        """What keeps covenants of its own gives them checks of its own."""
        kept = []
        rows = self.env.registry["bank.approval.condition"]
        with patch.object(rows, "_make_covenant", lambda taken: kept.append(taken)):
            loan = self._decided(COVENANT, {"kind": "precedent", "name": "A pledge"})
        covenant = self._covenant(loan)
        self.assertEqual(kept, [covenant])
        self.assertFalse(covenant.assignment_ids)
