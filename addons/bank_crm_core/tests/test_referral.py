# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.bank_base.tests.common import count_queries
from odoo.addons.base.models.ir_cron import IrCron

from .common import BankCoreCommon

READER = "bank_crm_core.group_crm_client_reader"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")
class TestReferral(BankCoreCommon):
    """An interest is passed on, taken, decided about and credited."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._create_user("seller", READER, cls.other_branch)
        cls.queue = cls.env["bank.queue"].create(
            {
                "name": "Loans",
                "member_ids": [
                    Command.create({"user_id": user.id})
                    for user in (cls.seller, cls.manager)
                ],
            }
        )
        cls.category.referral_queue_id = cls.queue
        (cls.colleague | cls.head).lang = "en_US"
        cls.referrals = cls.env["bank.referral"]
        # what it becomes is the business of the addons that sell
        model = type(cls.referrals)
        cls.startClassPatcher(patch.object(model, "_after_accepted", lambda rows: None))

    def _refer(self, user=None, **values):
        dialog = (
            self.env["bank.referral.add"]
            .with_user(user or self.colleague)
            .create(
                {
                    "partner_id": self.client.id,
                    "category_id": self.category.id,
                    "note": "Wants a car",
                    **values,
                }
            )
        )
        dialog.action_refer()
        return self.referrals.search([], limit=1, order="id desc")

    def _decide(self, referral, user, accept=True):
        referral = referral.with_user(user)
        if referral.state == "new":
            referral.action_take()
        if accept:
            return referral.action_accept()
        return referral._decline("not_interested", False)

    def _state(self, referral, user):
        states = self.env["bank.referral.state"].with_user(user)
        return states.search([("id", "=", referral.id)])

    def _told(self, user):
        return self.env["mail.message"].search(
            [("partner_ids", "in", user.partner_id.ids)], order="id desc", limit=1
        )

    # ------------------------------------------------------------ the way
    def test_to_the_queue_of_the_line_of_business(self):
        lower = self.category.create(
            {"name": "Cars", "code": "t_cars", "parent_id": self.category.id}
        )
        self.assertEqual(self._refer(category_id=lower.id).queue_id, self.queue)
        other = self.queue.create({"name": "Cars"})
        self.env["bank.routing.rule"].create(
            {
                "name": "Cars",
                "model": "bank.referral",
                "words": "машина, car",
                "queue_id": other.id,
            }
        )
        referral = self._refer()
        self.assertEqual((referral.queue_id, referral.state), (other, "new"))

    def test_taken_and_accepted_and_the_referrer_is_told_and_credited(self):
        referral = self._refer()
        taken = referral.with_user(self.seller)
        self.assertFalse(self.client.with_user(self.seller).has_access("read"))
        self.assertFalse(taken.client_name)
        taken.action_take_next()
        self.assertEqual(taken.client_name, self.client.name)
        self.assertEqual(self.client.activity_ids.user_id, self.seller)
        taken.action_accept()
        self.assertEqual((referral.state, referral.is_credited), ("accepted", True))
        told = self._told(self.colleague).body
        self.assertIn("Accepted", told)
        self.assertNotIn(self.client.name, told)
        # the task is over, and the card with it
        self.assertFalse(self.client.activity_ids)
        self.assertFalse(self.client.with_user(self.seller).has_access("read"))

    def test_declined_with_a_reason(self):
        referral = self._refer()
        with self.assertRaises(AccessError):
            self._decide(referral, self.head)
        referral.with_user(self.seller).action_take()
        dialog = (
            self.env["bank.referral.decline"]
            .with_user(self.seller)
            .create({"referral_id": referral.id, "reason": "has_it", "note": "Two"})
        )
        with self.assertRaises(AccessError):
            referral.with_user(self.manager)._decline("has_it", False)
        with self.assertRaisesRegex(UserError, "why"):
            referral.with_user(self.seller)._decline(False, "No reason")
        dialog.action_decline()
        self.assertEqual(referral.state, "declined")
        self.assertFalse(referral.is_credited)
        state = self._state(referral, self.colleague)
        self.assertEqual((state.state, state.decline_reason), ("declined", "has_it"))
        self.assertIn("Declined", self._told(self.colleague).body)

    def test_lapses_by_the_clock(self):
        waiting, taken = self._refer(), self._refer()
        taken.with_user(self.seller).action_take()
        clocks = self.env["bank.clock"]
        with (
            freeze_time("2026-05-03 09:00:00"),
            patch.object(IrCron, "_commit_progress", return_value=1.0),
        ):
            clocks._cron_watch()
        self.assertEqual((waiting.state, taken.state), ("lapsed", "lapsed"))
        self.assertFalse(self.client.activity_ids)
        self.assertIn("Lapsed", self._told(self.colleague).body)

    def test_withdrawn_by_who_passed_it_on_while_it_waits(self):
        referral = self._refer()
        self._state(referral, self.colleague).action_withdraw()
        self.assertEqual(referral.state, "withdrawn")
        second = self._refer()
        with self.assertRaises(UserError):
            self._state(second, self.head).action_withdraw()
        second.with_user(self.seller).action_take()
        with self.assertRaises(UserError):
            self._state(second, self.colleague).action_withdraw()

    def test_a_prospect_by_name_and_phone(self):
        with self.assertRaises(UserError):
            self._refer(partner_id=False, name="Новый")
        # somebody without any role with clients may do it, too
        referral = self._refer(
            self.employee, partner_id=False, name="Новый Человек", phone="8 916 1"
        )
        self.assertEqual(referral.branch_id, self.branch)
        taken = referral.with_user(self.seller)
        self.assertFalse(taken.client_name or taken.client_phone)
        taken.action_take()
        taken.invalidate_recordset()
        self.assertEqual(
            (taken.client_name, taken.client_phone), ("Новый Человек", "8 916 1")
        )

    def _dialog(self, user=None, **values):
        dialogs = self.env["bank.referral.add"].with_user(user or self.colleague)
        return dialogs.create({"category_id": self.category.id, **values})

    def test_a_prospect_who_is_a_client_already_is_shown(self):
        dialog = self._dialog(name="Пётр", phone="+7 (916) 123-45-67")
        self.assertEqual(dialog.candidate_ids, self.client)
        action = dialog.action_take_candidate()
        self.assertEqual((dialog.partner_id, dialog.name), (self.client, False))
        self.assertEqual(action["res_id"], dialog.id)
        self.assertFalse(dialog.has_candidates)
        # whom he may not see is not shown to him
        self.other_client.phone = "+7 916 555-00-11"
        hidden = self._dialog(name="Чужой Клиент", phone="+7 916 555-00-11")
        self.assertFalse(hidden.candidate_ids)
        self.assertFalse(
            self._dialog(self.employee, name="П", phone="89161234567").candidate_ids
        )

    def test_an_interest_passed_on_already_is_told(self):
        self._refer(self.employee, partner_id=False, name="Н", phone="8 916 000-11-22")
        first = self._refer(self.manager)
        again = self._dialog(name="Новый", phone="+7 (916) 000 11 22")
        self.assertIn("not decided yet", again.already)
        # a dialog that has just been opened says nothing yet
        fresh = again.new({"partner_id": self.client.id})
        self.assertFalse(fresh.already)
        self.assertFalse(self._dialog(name="Новый", phone="8 916 000-11-23").already)
        self.assertIn(str(first.id), self._dialog(partner_id=self.client.id).already)
        # of a client whom he may not see he learns nothing
        self.client.write(
            {"branch_id": self.other_branch.id, "manager_id": self.stranger.id}
        )
        dialog = self.env["bank.referral.add"].with_user(self.colleague)
        dialog = dialog.new(
            {"partner_id": self.client.id, "category_id": self.category.id}
        )
        self.assertFalse(dialog.already)

    def test_passed_on_from_the_card_and_from_the_top_of_the_list(self):
        partners = self.env["res.partner"].with_user(self.colleague)
        card = partners.browse(self.client.id)
        context = card.action_refer()["context"]
        self.assertEqual(context, {"default_partner_id": self.client.id})
        self.assertFalse(partners.action_refer()["context"]["default_partner_id"])
        with self.assertRaises(UserError):
            (card | self.colleague_client.with_user(self.colleague)).action_refer()

    # ------------------------------------------------------------ credit
    def test_nobody_is_credited_for_what_he_takes_himself(self):
        own = self._refer(self.manager)
        self._decide(own, self.manager)
        self.assertEqual((own.state, own.is_credited), ("accepted", False))
        # nor by having it handed over to him
        second = self._refer(self.manager)
        second.with_user(self.seller).action_take()
        second.with_user(self.seller)._hand_over(self.queue, self.manager)
        self._decide(second, self.manager)
        self.assertFalse(second.is_credited)

    def test_a_client_who_recommends_is_credited(self):
        with self.assertRaises(UserError):
            self._refer(referrer_partner_id=self.client.id)
        referral = self._refer(
            self.manager, referrer_partner_id=self.colleague_client.id
        )
        self._decide(referral, self.manager)
        self.assertTrue(referral.is_credited and referral.is_external)
        state = self._state(referral, self.manager)
        # the employee who wrote it down is not, and sees what is his
        self.assertEqual((state.accepted_count, state.credited_count), (1, 0))

    def test_score_by_what_became_of_earlier_ones(self):
        for _n in range(4):
            self._decide(self._refer(self.colleague), self.seller)
            self._decide(self._refer(self.head), self.seller, accept=False)
        good, bad = self._refer(self.colleague), self._refer(self.head)
        # B = C = 4/8; R = (4 + 2.5) / 9 and 2.5 / 9
        self.assertEqual((good.score, bad.score), (63, 37))
        unknown = self._refer(self.operator)
        self.assertEqual(unknown.score, 50)
        # the most promising is taken first
        self.referrals.with_user(self.seller).action_take_next()
        self.assertEqual(good.state, "taken")
        # what one accepts of his own makes nobody an expert
        for _n in range(3):
            self._decide(self._refer(self.manager), self.manager)
        shares = self._refer(self.manager)._read_shares("referrer_id")
        self.assertNotIn(self.manager.id, shares)

    def test_scores_cost_the_same_for_one_and_ten(self):
        rows = self.referrals.concat(*(self._refer() for _n in range(10)))
        one = count_queries(self.env, rows[:1]._rate)
        self.assertEqual(count_queries(self.env, rows._rate), one)
        self.assertLessEqual(one, 7)

    def test_counted_by_referrer(self):
        self._decide(self._refer(), self.seller)
        self._decide(self._refer(), self.seller, accept=False)
        states = self.env["bank.referral.state"]
        fields_read = ["accepted_count:sum", "credited_count:sum", "conversion:avg"]
        [(referrer, *figures)] = states.with_user(self.head)._read_group(
            [("referrer_id", "=", self.colleague.id)], ["referrer_id"], fields_read
        )
        self.assertEqual((referrer, figures), (self.colleague, [1, 1, 50.0]))
        self.assertFalse(states.with_user(self.stranger).search([]))

    # ------------------------------------------------------------ the wall
    def test_who_may_not_see_the_client_sees_only_the_state(self):
        referral = self._refer()
        colleague = referral.with_user(self.colleague)
        self.assertEqual(colleague.client_name, self.client.name)
        self.client.write(
            {"branch_id": self.other_branch.id, "manager_id": self.stranger.id}
        )
        self.env.invalidate_all()
        self.assertFalse(colleague.has_access("read"))
        state = self._state(referral, self.colleague)
        self.assertEqual((state.state, state.client_name), ("new", False))

    def test_an_auditor_reads_what_became_of_each(self):
        referral = self._refer()
        self.assertEqual(self._state(referral, self.auditor).state, "new")

    def test_not_passed_on_past_the_wall(self):
        with self.assertRaises(AccessError):
            self._refer(partner_id=self.other_client.id)
        with self.assertRaises(AccessError):
            self._refer(referrer_partner_id=self.other_client.id)
        # what a task has lent is not passed on
        self.client.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.stranger.id
        )
        with self.assertRaises(AccessError):
            self._refer(self.stranger)

    def test_not_forged(self):
        referral = self._refer()
        for user in (self.colleague, self.seller, self.head, self.administrator):
            with self.assertRaises(AccessError):
                referral.with_user(user).write({"is_credited": True})
            with self.assertRaises(AccessError):
                self.referrals.with_user(user).create(
                    {"category_id": self.category.id, "partner_id": self.client.id}
                )
        for name in ("partner_id", "prospect_phone", "referrer_partner_id"):
            with self.assertRaises(AccessError):
                referral.with_user(self.seller).read([name])
            with self.assertRaises(AccessError):
                self.referrals.with_user(self.seller).search([(name, "!=", False)])

    def test_a_task_is_not_put_onto_a_referral_by_hand(self):
        referral = self._refer()
        tasks = self.env["mail.activity"].with_user(self.manager)
        values = {
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "res_id": self.client.id,
            "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
        }
        forged = tasks.create({**values, "referral_id": referral.id})
        forged |= tasks.with_context(default_referral_id=referral.id).create(values)
        self.assertFalse(forged.sudo().referral_id)
        with self.assertRaises(AccessError):
            forged.write({"referral_id": referral.id})

    def test_follows_the_client_over_the_wall(self):
        referral = self._refer()
        self.client.write(
            {"branch_id": self.other_branch.id, "manager_id": self.stranger.id}
        )
        self.assertEqual(referral.branch_id, self.other_branch)
        self.assertEqual(fields.Date.to_string(referral.date_due), "2026-03-05")
