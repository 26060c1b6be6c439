# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import ApprovalCommon, make_russian


@tagged("post_install", "-at_install")
class TestNotice(ApprovalCommon):
    """Who is told what, when; who decides once for several steps; who is late."""

    def setUp(self):
        super().setUp()
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 1)

    def _mails(self, user):
        return self.env["mail.message"].search(
            [
                ("message_type", "=", "user_notification"),
                ("partner_ids", "in", user.partner_id.ids),
            ]
        )

    def test_whoever_wants_it_is_told_when_it_is_his_turn_and_not_before(self):
        (self.boss1 | self.lawyer).sudo().approval_notice = "each"
        loan = self._sent()
        self.assertEqual(len(self._mails(self.lawyer)), 1)
        self.assertFalse(self._mails(self.boss1))
        self._decide(loan, self.lawyer)
        self._decide(loan, self.guard)
        self.assertIn(loan.sudo().approval_id.name, self._mails(self.boss1).subject)
        self.assertFalse(self._mails(self.boss2))

    def _told(self, loan, user):
        """Return what one is told about a request, without its number."""
        name = loan.sudo().approval_id.name
        mails = self._mails(user).filtered(lambda mail: name in mail.subject)
        self.assertNotIn(loan.name, " ".join(mails.mapped("body")))
        return [mail.subject.replace(name, "N") for mail in mails.sorted("id")]

    def test_whoever_sent_it_hears_how_it_ended_in_his_language(self):
        make_russian(self.env, self.manager)
        loan = self._sent()
        self._decide(loan, self.lawyer, "return", "A paper of T-Bank is missing")
        self.assertEqual(self._told(loan, self.manager), ["Заявка N: Возвращено"])
        loan.approval_id.action_resubmit()
        self._approve_all(loan)
        self.assertEqual(
            self._told(loan, self.manager),
            ["Заявка N: Возвращено", "Заявка N: Одобрено"],
        )

    def test_whoever_leads_it_now_hears_it_and_who_has_done_it_does_not(self):
        (self.manager | self.expert).lang = "en_US"
        loan = self._sent()
        loan.sudo().user_id = self.expert
        self._decide(loan, self.lawyer)
        self._decide(loan, self.guard, "reject", "An old debt")
        for user in (self.manager, self.expert):
            self.assertEqual(self._told(loan, user), ["Request N: Refused"])
        own = self._sent()
        own.approval_id.action_withdraw("Not needed")
        self.assertFalse(self._told(own, self.manager))

    def test_the_digest_tells_once_of_all_that_waits(self):
        loans = self._loan(3)
        loans.action_request_approval()
        self.lawyer.sudo().approval_notice = "none"
        self.env["bank.approval.task"]._cron_digest()
        (mail,) = self._mails(self.guard)
        self.assertIn("3", mail.subject)
        self.assertFalse(self._mails(self.lawyer))
        self.assertFalse(self._mails(self.boss1))
        for loan in loans:
            self.assertIn(loan.sudo().approval_id.name, mail.body)
            self.assertNotIn(loan.name, mail.body)

    def test_whoever_is_asked_twice_on_one_level_decides_once(self):
        self.route.action_retire()
        self._three_levels(1, 1, 2)
        loan = self._sent()
        self._decide(loan, self.boss1, comment="once")
        tasks = loan.sudo().approval_id.task_ids.sorted("id")
        self.assertEqual(tasks.mapped("state"), ["approved", "approved", "open"])
        self.assertEqual(tasks[1].comment, "once")

    def test_on_another_level_he_is_asked_again(self):
        self.route.action_retire()
        self._three_levels(1, 2, 3)
        loan = self._sent()
        self._decide(loan, self.boss1)
        tasks = loan.sudo().approval_id.task_ids.sorted("id")
        self.assertEqual(tasks.mapped("state"), ["approved", "open", "waiting"])

    def _three_levels(self, *levels):
        self.env["bank.approval.route"].create(
            {
                "name": "Levels",
                "model_id": self.model.id,
                "step_ids": [
                    Command.create(
                        {
                            "name": f"Step {number}",
                            "sequence": number,
                            "level": level,
                            "who": "users",
                            "user_ids": [Command.set(self.boss1.ids)],
                        }
                    )
                    for number, level in enumerate(levels)
                ],
            }
        ).action_publish()

    def test_what_is_late_is_brought_before_whoever_the_term_names(self):
        self.env["bank.clock.regime"].search(
            [("code", "=", "approval_step")]
        ).escalation_user_id = self.head
        loan = self._sent()
        turns = loan.sudo().approval_id.turn_ids.filtered("date_due")
        with freeze_time(max(turns.mapped("date_due")) + timedelta(hours=1)):
            self.env["bank.clock"]._cron_watch()
        mails = self._mails(self.head)
        self.assertEqual(len(mails), len(turns))
        for mail in mails:
            self.assertIn(loan.sudo().approval_id.name, mail.subject)
            self.assertIn("lawyer", mail.body)
        self.assertFalse(self._mails(self.boss1))
