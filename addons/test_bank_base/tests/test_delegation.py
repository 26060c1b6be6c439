# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from odoo.addons.bank_base.tests.common import count_queries
from odoo.addons.base.tests.common import BaseCommon

TODAY = "2026-03-10"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestDelegation(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login in ("chief", "deputy", "second", "head", "stranger"):
            user = new_test_user(
                cls.env, login=f"t_{login}", groups="bank_base.group_bank_user"
            )
            setattr(cls, login, user)
        # the right to sign letters
        cls.chief.group_ids |= cls.env.ref("bank_base.group_bank_administrator")
        region = cls.env["bank.branch"].create(
            {"name": "Region", "code": "T-R", "head_id": cls.head.id}
        )
        cls.branch = cls.env["bank.branch"].create(
            {"name": "Branch", "code": "T-B", "parent_id": region.id}
        )
        cls.branch.user_ids = cls.chief | cls.deputy

    def _values(self, **values):
        return {
            "from_user_id": self.chief.id,
            "to_user_id": self.deputy.id,
            "act": "test_sign",
            "date_start": "2026-03-01",
            "date_end": "2026-03-31",
            "reason": "On leave",
            **values,
        }

    def _create(self, user=None, **values):
        model = self.env["bank.delegation"].with_user(user or self.chief)
        return model.create(self._values(**values))

    def _grant(self, user=None, **values):
        delegation = self._create(user, **values)
        delegation.action_activate()
        return delegation

    def _principals(self, user=None, act="test_sign", **options):
        model = self.env["bank.delegation"]
        return model._get_principals(user or self.deputy, act, **options)

    def _read_log(self, kind="delegation"):
        return self.env["bank.decision"].search([("kind", "=", kind)], order="id")

    # Giving

    def test_an_unfinished_draft_is_asked_by_the_form(self):
        fields = {"can_activate": {}, "can_revoke": {}, "act": {}, "state": {}}
        drafts = self.env["bank.delegation"].with_user(self.chief)
        for values in ({"date_end": "2099-03-31"}, {"from_user_id": self.chief.id}):
            with self.subTest(values=values):
                answer = drafts.onchange(values, list(values), fields)
                self.assertFalse(answer["value"].get("can_activate"))

    def test_a_right_given_holds_within_its_dates_and_scope(self):
        self._grant()
        self.assertEqual(self._principals(), self.chief)
        self.assertFalse(self._principals(act="test_greet"))
        self.assertFalse(self._principals(date=date(2026, 4, 1)))
        self.assertFalse(self._principals(date=date(2026, 2, 28)))
        self.assertFalse(self._principals(user=self.second))
        last, first = date(2026, 3, 31), date(2026, 3, 1)
        self.assertEqual(self._principals(date=last), self.chief)
        self.assertEqual(self._principals(date=first), self.chief)

    def test_everything_covers_each_act_that_the_principal_may_do(self):
        self._grant(act="any")
        for act in ("test_greet", "test_sign"):
            self.assertEqual(self._principals(act=act), self.chief)
        self.chief.group_ids -= self.env.ref("bank_base.group_bank_administrator")
        self.assertEqual(self._principals(act="test_greet"), self.chief)
        self.assertFalse(self._principals())

    def test_a_draft_gives_nothing(self):
        self._create()
        self.assertFalse(self._principals())

    def test_nobody_gives_what_he_has_not(self):
        draft = self._create(
            self.deputy, from_user_id=self.deputy.id, to_user_id=self.second.id
        )
        with self.assertRaisesRegex(UserError, "no such right"):
            draft.action_activate()

    def test_the_head_of_a_branch_gives_for_his_people(self):
        delegation = self._grant(self.head)
        self.assertEqual(self._principals(), self.chief)
        self.assertEqual(delegation.create_uid, self.head)

    def test_limit(self):
        self._grant(amount_limit=1000)
        self.assertEqual(self._principals(amount=1000), self.chief)
        self.assertFalse(self._principals(amount=1000.01))

    def test_a_principal_who_left_has_no_deputy(self):
        self._grant()
        self.chief.active = False
        self.assertFalse(self._principals())

    def test_only_working_employees_and_a_year_at_most(self):
        self.second.active = False
        portal = new_test_user(self.env, login="t_portal", groups="base.group_portal")
        for values, reason in (
            ({"to_user_id": self.second.id}, "working employees"),
            ({"to_user_id": portal.id}, "working employees"),
            ({"date_end": "2026-03-09"}, "time is over"),
            ({"date_end": "2027-03-03"}, "a year at most"),
        ):
            draft = self._create(**values)
            self.assertFalse(draft.can_activate)
            with self.assertRaisesRegex(UserError, reason):
                draft.action_activate()
            self.assertEqual(draft.state, "draft")

    # Never back, no chains

    def test_never_back_to_the_initiator(self):
        self._grant()
        self.assertFalse(self._principals(initiator=self.deputy))
        self.assertFalse(self._principals(initiator=self.chief))
        self.assertEqual(self._principals(initiator=self.second), self.chief)

    def test_who_began_a_matter_does_not_choose_who_decides_it(self):
        """He is a deputy who may pass the right on: not in his own matter."""
        self._grant(can_pass_on=True)
        self._grant(
            self.deputy,
            from_user_id=self.deputy.id,
            to_user_id=self.second.id,
            act="any",
        )
        self.assertEqual(self._principals(user=self.second), self.chief)
        began = {"user": self.second, "initiator": self.deputy}
        self.assertFalse(self._principals(**began))
        with self.assertRaises(AccessError):
            self.env["bank.delegation"].with_user(self.second)._record_act(
                "test_sign", "override", [(None, {})], self.chief, None, self.deputy
            )

    def test_who_left_passes_nothing_on(self):
        self._grant(can_pass_on=True)
        self._grant(
            self.deputy,
            from_user_id=self.deputy.id,
            to_user_id=self.second.id,
            act="any",
        )
        self.assertEqual(self._principals(user=self.second), self.chief)
        self.deputy.active = False
        self.assertFalse(self._principals(user=self.second))

    def test_it_is_passed_on_only_where_allowed_and_one_step(self):
        admin = self.env.ref("bank_base.group_bank_administrator")
        (self.deputy | self.second).group_ids |= admin
        first = self._grant()
        self._grant(self.deputy, from_user_id=self.deputy.id, to_user_id=self.second.id)
        self._grant(
            self.second, from_user_id=self.second.id, to_user_id=self.stranger.id
        )
        self.assertEqual(self._principals(user=self.second), self.deputy)
        first.action_revoke()
        self._grant(can_pass_on=True, amount_limit=500)
        self.assertEqual(self._principals(user=self.second), self.deputy | self.chief)
        self.assertEqual(self._principals(user=self.second, amount=600), self.deputy)
        self.assertEqual(self._principals(user=self.stranger), self.second)

    def test_a_circle_leads_nobody_to_himself(self):
        self.deputy.group_ids |= self.env.ref("bank_base.group_bank_administrator")
        self._grant(can_pass_on=True)
        self._grant(self.deputy, from_user_id=self.deputy.id, to_user_id=self.chief.id)
        self.assertEqual(self._principals(user=self.chief), self.deputy)

    def test_the_number_of_queries_is_fixed(self):
        self._grant()
        one = count_queries(self.env, self._principals)
        for number in range(5):
            user = new_test_user(
                self.env,
                login=f"t_many_{number}",
                groups="bank_base.group_bank_administrator",
            )
            self._grant(user, from_user_id=user.id)
        self.env.flush_all()
        self.assertEqual(len(self._principals()), 6)
        self.assertLessEqual(count_queries(self.env, self._principals), one)

    # Ending

    def test_revoked_at_once_by_either_side_or_the_head(self):
        for user in (self.chief, self.deputy, self.head):
            delegation = self._grant()
            with self.assertRaises(UserError):
                delegation.with_user(self.stranger).action_revoke()
            delegation.with_user(user).action_revoke()
            self.assertEqual(delegation.state, "revoked")
            self.assertFalse(self._principals())

    def test_over_with_its_last_day(self):
        delegation = self._grant()
        model = self.env["bank.delegation"]
        with freeze_time("2026-03-31"):
            model._cron_end()
            self.assertEqual(delegation.state, "active")
        with freeze_time("2026-04-01"):
            self.assertFalse(self._principals())
            model._cron_end()
            self.assertEqual(delegation.state, "ended")

    def test_every_step_is_logged_without_words(self):
        before = self._read_log()
        self._grant(reason="Ill with measles").action_revoke()
        steps = [json.loads(row.payload) for row in self._read_log() - before]
        self.assertEqual([step["step"] for step in steps], ["granted", "revoked"])
        self.assertEqual(steps[0]["to"], self.deputy.id)
        self.assertNotIn("measles", str(steps))

    # Acting

    def test_an_act_is_recorded_with_for_whom_it_was_done(self):
        self._grant()
        model = self.env["bank.delegation"].with_user(self.deputy)
        ids = model._record_act("test_sign", "override", [(None, {})], self.chief)
        decision = self.env["bank.decision"].browse(ids)
        self.assertEqual(decision.actor_id, self.deputy.id)
        self.assertEqual(decision.on_behalf_id, self.chief.id)
        with self.assertRaises(AccessError):
            model._record_act("test_sign", "override", [(None, {})], self.second)
        with self.assertRaises(AccessError):
            model.with_user(self.stranger)._record_act(
                "test_sign", "override", [(None, {})], self.chief
            )

    # Forgeries

    def test_nobody_takes_a_right_for_himself(self):
        values = self._values(to_user_id=self.stranger.id)
        stranger = self.env["bank.delegation"].with_user(self.stranger)
        forged = (
            ("create", [values], {}),
            ("create", [{**values, "state": "active"}], {}),
            ("create", [values], {"context": {"default_state": "active"}}),
            ("create", [values], {"context": {"bank_transition_token": True}}),
            ("_get_principals", [self.stranger.id, "test_sign"], {}),
        )
        for method, args, kwargs in forged:
            with self.assertRaises(AccessError, msg=(args, kwargs)):
                call_kw(stranger, method, args, kwargs)

    def test_ones_own_right_is_not_given_past_the_button(self):
        """It would come into force without a step, a check and a row in the log."""
        own = self.env["bank.delegation"].with_user(self.chief)
        before = self._read_log()
        for extra, context in (
            ({"state": "active"}, {}),
            ({}, {"default_state": "active"}),
            ({"state": "active"}, {"bank_transition_token": True}),
        ):
            values = self._values(**extra)
            try:
                ids = call_kw(own, "create", [values], {"context": context})
            except AccessError:
                continue
            self.assertEqual(own.browse(ids).state, "draft")
        self.assertFalse(self._principals())
        self.assertEqual(self._read_log(), before)

    def test_a_draft_of_ones_own_does_not_become_somebody_elses(self):
        draft = self._create(
            self.stranger, from_user_id=self.stranger.id, to_user_id=self.second.id
        )
        with self.assertRaises(AccessError):
            call_kw(draft, "write", [draft.ids, {"from_user_id": self.chief.id}], {})

    def test_the_state_is_not_written(self):
        draft = self._create()
        for context in ({}, {"bank_transition_token": True}):
            with self.assertRaises(AccessError):
                call_kw(
                    draft,
                    "write",
                    [draft.ids, {"state": "active"}],
                    {"context": context},
                )

    def test_what_is_in_force_does_not_change(self):
        delegation = self._grant(amount_limit=10)
        for values in (
            {"amount_limit": 0},
            {"date_end": "2026-12-31"},
            {"act": "any"},
            {"to_user_id": self.second.id},
            {"can_pass_on": True},
        ):
            with self.assertRaises(UserError):
                delegation.write(values)
        with self.assertRaises(UserError):
            delegation.unlink()

    def test_others_do_not_see_it(self):
        delegation = self._grant()
        model = self.env["bank.delegation"]
        auditor = new_test_user(
            self.env, login="t_auditor", groups="bank_base.group_bank_auditor"
        )
        self.env["bank.branch"].create(
            {"name": "Other", "code": "T-O", "head_id": self.second.id}
        )
        for user, seen in (
            (self.chief, True),
            (self.deputy, True),
            (self.head, True),
            (auditor, True),
            (self.second, False),
            (self.stranger, False),
        ):
            found = model.with_user(user).search([("id", "=", delegation.id)])
            self.assertEqual(bool(found), seen)
