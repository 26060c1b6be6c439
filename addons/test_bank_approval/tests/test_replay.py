# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bank_approval.wizards import bank_approval_replay

from .authority_common import AuthorityCommon


@tagged("post_install", "-at_install")
class TestReplay(AuthorityCommon):
    """A draft is tried on what was sent in the last months."""

    def _replay(self, draft, user=None):
        draft = draft.with_user(user or self.drafter)
        action = draft.action_replay()
        return self.env["bank.approval.replay"].browse(action["res_id"])

    def _new_version(self, version):
        return version.browse(
            version.with_user(self.drafter).action_new_version()["res_id"]
        )

    def _load(self, replay):
        return {
            line.user_id: (line.count_before, line.count_after)
            for line in replay.line_ids
        }

    def test_lower_limits_send_more_to_those_above(self):
        for client, amount in ((self.client, 300), (self.stranger, 900)):
            self._sent(partner_id=client.id, amount=amount)
        draft = self._new_version(self.matrix)
        rows = draft.limit_ids.filtered(lambda row: row.user_id == self.head)
        rows.with_user(self.drafter).exposure_limit = 500
        replay = self._replay(draft)
        self.assertEqual((replay.request_count, replay.moved_count), (2, 1))
        self.assertEqual(self._load(replay), {self.head: (2, 2), self.boss1: (0, 1)})

    def test_nothing_of_it_stays(self):
        loan = self._sent(partner_id=self.client.id, amount=900)
        draft = self._new_version(self.matrix)
        self._replay(draft)
        self.assertEqual((draft.state, self.matrix.state), ("draft", "published"))
        self.env.invalidate_all()
        self.assertEqual((draft.state, self.matrix.state), ("draft", "published"))
        self.assertEqual(self._asked(loan), self.head)

    def test_the_term_comes_from_how_long_those_asked_took(self):
        start = fields.Datetime.now()
        for user, days in ((self.head, 1), (self.boss1, 5)):
            with freeze_time(start):
                loan = self._sent(partner_id=self.client.id, amount=1001)
                if user == self.boss1:
                    self._decide(loan, self.head)
            with freeze_time(start + timedelta(days=days)):
                self._decide(loan, user, "return", "so")
            loan.sudo().approval_id.with_user(self.manager).action_withdraw()
        draft = self._new_version(self.ladder)
        steps = draft.step_ids.with_user(self.drafter)
        steps.filtered(lambda step: step.name == "boss1").user_ids = self.boss2
        self.matrix.action_retire()
        self._matrix({"user_id": self.boss2.id, "exposure_limit": 9000})
        replay = self._replay(draft)
        self.assertEqual(replay.days_before, 0.5 + 5)
        self.assertEqual(replay.days_after, 0.5 + 1)
        self.assertEqual(replay.moved_count, 2)

    def test_the_load_is_told_in_working_hours(self):
        """A night is no work: asked at noon, answered at noon of the next day."""
        start = datetime(2026, 9, 1, 9, 0)
        for number, client in enumerate((self.client, self.stranger)):
            with freeze_time(start):
                loan = self._sent(partner_id=client.id, amount=900)
            with freeze_time(start + timedelta(days=number + 1)):
                self._decide(loan, self.head)
        approvals = self.env["bank.approval"].sudo().search([])
        answers = approvals._read_answers()
        day = self.env.company.resource_calendar_id.hours_per_day
        services = approvals._find_services(answers)
        self.assertEqual(services, {self.head.id: day})
        draft = self._new_version(self.matrix)
        rows = draft.limit_ids.filtered(lambda row: row.user_id == self.head)
        rows.with_user(self.drafter).exposure_limit = 500
        with freeze_time(start + timedelta(days=9)):
            replay = self._replay(draft)
        hours = {
            line.user_id: (line.hours_before, line.hours_after)
            for line in replay.line_ids
        }
        # of boss1 nothing is known: he takes the usual time
        self.assertEqual(
            hours, {self.head: (2 * day, 2 * day), self.boss1: (0, 2 * day)}
        )

    def test_waiting_in_line_is_played(self):
        """Two at once to the same head: the second waits until the first is done."""
        start = fields.Datetime.now()
        for client in (self.stranger, self.client):
            with freeze_time(start):
                loan = self._sent(partner_id=client.id, amount=900)
        with freeze_time(start + timedelta(days=1)):
            self._decide(loan, self.head)
        replay = self._replay(self._new_version(self.matrix))
        self.assertEqual((replay.days_before, replay.days_after), (1, 1))
        self.assertEqual(replay.line_days_before, 1.5)
        self.assertEqual(replay.line_days_after, 1.5)

    def test_what_could_not_be_sent_is_counted(self):
        self._sent(partner_id=self.client.id, amount=900)
        draft = self._new_version(self.matrix)
        draft.limit_ids.with_user(self.drafter).write({"exposure_limit": 1})
        self.assertEqual(self._replay(draft).blocked_count, 1)

    def test_what_has_gone_bad_since_is_counted(self):
        """Of those that would go to others: an addon tells who does not pay."""
        good, bad, small, refused = (
            self._sent(partner_id=self.stranger.id, amount=amount)
            for amount in (900, 901, 100, 902)
        )
        self._decide(refused, self.head, "reject")
        for loan in good | bad | small:
            self._decide(loan, self.head)
        self._decide(bad, self.boss1)
        draft = self._new_version(self.matrix)
        rows = draft.limit_ids.filtered(lambda row: row.user_id == self.head)
        rows.with_user(self.drafter).exposure_limit = 500
        loans = self.env.registry["test.bank.loan"]
        # what was refused is lost by nobody, though another loan of his is
        known = (bad | small | refused).sudo()
        with patch.object(loans, "_find_gone_bad", lambda rows: rows & known):
            replay = self._replay(draft)
        self.assertEqual((replay.moved_count, replay.moved_bad_count), (3, 1))

    def test_more_than_a_trial_takes_are_told(self):
        for client in (self.stranger, self.client):
            self._sent(partner_id=client.id, amount=900)
        draft = self._new_version(self.matrix)
        with patch.object(bank_approval_replay, "LARGEST", 1):
            replay = self._replay(draft)
        self.assertEqual((replay.request_count, replay.left_count), (1, 1))
        self.assertIn("too many for a trial", draft.trial_summary)

    def test_older_requests_are_left_out(self):
        with freeze_time(fields.Datetime.subtract(fields.Datetime.now(), months=7)):
            self._sent(partner_id=self.client.id, amount=900)
        self.assertEqual(self._replay(self._new_version(self.matrix)).request_count, 0)

    def test_only_a_draft_is_tried_by_who_draws(self):
        draft = self._new_version(self.matrix)
        for user in (self.manager, self.auditor):
            with self.assertRaises(AccessError):
                self._replay(draft, user)
        with self.assertRaises(UserError):
            self._replay(self.matrix)
