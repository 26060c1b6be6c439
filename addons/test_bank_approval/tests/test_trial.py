# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .authority_common import AuthorityCommon


@tagged("post_install", "-at_install")
class TestTrial(AuthorityCommon):
    """A route or limits come into force only after a trial of just this draft."""

    def _draft(self, version):
        action = version.with_user(self.drafter).action_new_version()
        return version.browse(action["res_id"])

    def _try(self, draft, user=None, months=6):
        """Try the draft; a shorter time is what the dialog lets somebody choose."""
        action = draft.with_user(user or self.drafter).action_replay()
        replay = self.env["bank.approval.replay"].browse(action["res_id"])
        if months != replay.months:
            replay.with_user(user or self.drafter).months = months
            replay.with_user(user or self.drafter).action_run()
        return replay

    def _publish(self, draft):
        draft.with_user(self.drafter2).action_publish()
        return draft.state

    def test_neither_comes_into_force_untried(self):
        self._sent(partner_id=self.client.id, amount=900)
        for version in (self.ladder, self.matrix):
            draft = self._draft(version)
            self.assertIn(
                "last six months", draft.with_user(self.drafter2).publish_blocker
            )
            with self.assertRaisesRegex(UserError, "last six months"):
                self._publish(draft)
            self._try(draft)
            self.assertEqual(self._publish(draft), "published")

    def test_another_stroke_of_the_pen_is_tried_anew(self):
        self._sent(partner_id=self.client.id, amount=900)
        draft = self._draft(self.ladder)
        self._try(draft)
        draft.step_ids[0].with_user(self.drafter).user_ids = self.expert
        with self.assertRaisesRegex(UserError, "changed after its trial"):
            self._publish(draft)
        limits = self._draft(self.matrix)
        self._try(limits)
        limits.limit_ids[0].with_user(self.drafter).exposure_limit = 7
        with self.assertRaisesRegex(UserError, "changed after its trial"):
            self._publish(limits)

    def test_what_was_found_stands_before_the_second_person(self):
        loan = self._sent(partner_id=self.client.id, amount=900)
        self._decide(loan, self.head)
        draft = self._draft(self.ladder)
        draft.step_ids[0].with_user(self.drafter).user_ids = self.boss2
        replay = self._try(draft)
        self.assertEqual((replay.moved_count, replay.moved_approved_count), (1, 1))
        self.assertEqual(draft.trial_user_id, self.drafter)
        self.assertEqual(draft.trial_result["moved_count"], 1)
        seen = draft.with_user(self.drafter2)
        self.assertIn("Would Go to Others", seen.trial_summary)
        self.assertNotIn("once more", seen.trial_summary)
        draft.step_ids[0].with_user(self.drafter).user_ids = self.boss1
        seen.invalidate_recordset()
        self.assertIn("once more", seen.trial_summary)

    def test_a_look_at_one_month_is_no_trial(self):
        """Whoever has something to hide looks at the month in which nothing was sent."""
        self._sent(partner_id=self.client.id, amount=900)
        draft = self._draft(self.ladder)
        self._try(draft)
        draft.step_ids[0].with_user(self.drafter).user_ids = self.expert
        replay = self.env["bank.approval.replay"].with_user(self.drafter)
        values = {"res_model": draft._name, "res_id": draft.id, "months": 1}
        replay.create(values).action_run()
        with self.assertRaisesRegex(UserError, "changed after its trial"):
            self._publish(draft)

    def test_where_nothing_was_sent_there_is_nothing_to_try_it_on(self):
        self.env["bank.approval"].search([]).date_requested = "2000-01-01 00:00:00"
        draft = self._draft(self.ladder)
        seen = draft.with_user(self.drafter2)
        self.assertIn("nothing to try it on", seen.trial_summary)
        self.assertFalse(seen.publish_blocker)
        self.assertEqual(self._publish(draft), "published")

    def test_a_route_looks_back_on_documents_of_its_kind(self):
        self.env["bank.approval"].search([]).date_requested = "2000-01-01 00:00:00"
        self._sent(partner_id=self.client.id, amount=900)
        draft = self._draft(self.ladder)
        self.assertTrue(draft._has_past())
        draft.model_id = self.env["ir.model"]._get("bank.act.request")
        self.assertFalse(draft._has_past())

    def test_a_retired_version_is_tried_before_it_comes_back(self):
        self._sent(partner_id=self.client.id, amount=900)
        self.matrix.action_retire()
        with self.assertRaisesRegex(UserError, "last six months"):
            self._publish(self.matrix)
        self._try(self.matrix)
        self.assertEqual(self._publish(self.matrix), "published")

    def test_nobody_writes_a_trial_by_hand(self):
        draft = self._draft(self.ladder).with_user(self.drafter)
        for values in (
            {"trial_hash": draft._get_draft_hash()},
            {"trial_result": {"moved_count": 0}},
            {"trial_user_id": self.drafter2.id},
        ):
            with self.assertRaises(AccessError):
                draft.write(values)
