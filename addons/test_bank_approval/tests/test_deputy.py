# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ApprovalCommon, make_russian


@tagged("post_install", "-at_install")
class TestDeputy(ApprovalCommon):
    """What a deputy is told, until when he is one, and in whose money his limit is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.manager | cls.lawyer | cls.expert).lang = "en_US"

    def _subjects(self, user):
        mails = self.env["mail.message"].search(
            [
                ("message_type", "=", "user_notification"),
                ("partner_ids", "in", user.partner_id.ids),
            ]
        )
        return mails.mapped("subject")

    def test_a_deputy_is_told_as_whoever_he_stands_in_for(self):
        self._deputy(self.lawyer, self.expert)
        (self.lawyer | self.expert).sudo().approval_notice = "each"
        loan = self._sent()
        name = loan.sudo().approval_id.name
        self.assertEqual(
            self._subjects(self.expert), [f"It is your turn: request {name}"]
        )
        loan.approval_id.action_nudge()
        self.assertIn(f"Waits for your decision: {name}", self._subjects(self.expert))

    def test_a_reminder_speaks_the_language_of_whoever_gets_it(self):
        make_russian(self.env, self.guard)
        loan = self._sent()
        approval = loan.approval_id
        approval.action_nudge()
        name = approval.name
        self.assertIn(f"Ждёт вашего решения: {name}", self._subjects(self.guard))
        self.assertIn(f"Waits for your decision: {name}", self._subjects(self.lawyer))

    def test_the_digest_of_a_deputy_counts_what_he_does_for_others(self):
        self._deputy(self.lawyer, self.expert)
        self.lawyer.sudo().approval_notice = "none"
        self._loan(2).action_request_approval()
        self.env["bank.approval.task"]._cron_digest()
        self.assertEqual(
            self._subjects(self.expert), ["Decisions that wait for you: 2"]
        )
        self.assertFalse(self._subjects(self.lawyer))

    def test_a_deputy_is_not_told_of_what_he_has_begun(self):
        self._deputy(self.lawyer, self.manager)
        self.manager.sudo().approval_notice = "each"
        loan = self._sent()
        loan.approval_id.action_nudge()
        self.assertFalse(self._subjects(self.manager))

    def test_who_is_asked_now_has_not_been_reminded(self):
        loan = self._sent()
        approval = loan.approval_id
        approval.action_nudge()
        self.assertFalse(approval.can_nudge)
        self._task(loan, self.guard).action_delegate(self._new_guard())
        approval.invalidate_recordset()
        self.assertTrue(approval.can_nudge)

    def _new_guard(self):
        """Return one who has come after the request was sent."""
        return self._user(
            "guard3", self.office, "bank_crm_core.group_crm_security_officer"
        )

    def test_a_term_ends_with_the_day_of_the_bank(self):
        self.env.company.resource_calendar_id.tz = "Europe/Moscow"
        with freeze_time("2026-02-27 09:00:00"):
            loan = self._sent()
            self._deputy(self.lawyer, self.expert)  # until the 28th
        task = self._task(loan, self.lawyer).with_user(self.expert)
        with freeze_time("2026-02-28 20:30:00"):
            self.assertTrue(task.can_decide)
            self.assertTrue(loan.with_user(self.expert).has_access("read"))
        self.env.invalidate_all()
        self.env["mail.activity"]._forget_task_documents()
        # half past one on the first of March, in Moscow
        with freeze_time("2026-02-28 22:30:00"):
            with self.assertRaises(AccessError):
                task.action_decide("approve", "so")

    def test_a_decision_lapses_with_the_day_of_the_bank(self):
        self.env.company.resource_calendar_id.tz = "Asia/Vladivostok"
        with freeze_time("2026-02-27 15:00:00"):
            loan = self._sent()
            self._approve_all(loan)
        approval = loan.sudo().approval_id
        # it was the 28th there when it was decided, for thirty days
        self.assertEqual(str(approval.date_lapse), "2026-03-30")
        with freeze_time("2026-03-30 13:00:00"):
            approval._cron_lapse()
            self.assertEqual(approval.state, "approved")
        with freeze_time("2026-03-30 15:00:00"):
            approval._cron_lapse()
            self.assertEqual(approval.state, "lapsed")


@tagged("post_install", "-at_install")
class TestDeputyCompany(ApprovalCommon):
    """A deputy's limit is in the money of the request's company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.env.company
        coin = cls.env["res.currency"].create({"name": "TCN", "symbol": "T"})
        cls.abroad = cls.env["res.company"].create(
            {"name": "Daughter Abroad", "currency_id": coin.id}
        )
        cls.expert.company_ids = [Command.link(cls.abroad.id)]

    def _lend(self, company, limit):
        lent = self._deputy(self.lawyer, self.expert)
        lent.action_revoke()
        values = {"company_id": company.id, "amount_limit": limit}
        lent.sudo().copy(values).action_activate()

    def _decide_from(self, loan, companies):
        task = self._task(loan, self.lawyer).with_user(self.expert)
        chosen = task.with_context(allowed_company_ids=companies.ids)
        chosen.action_decide("approve", "so")

    def test_a_delegation_of_another_company_covers_nothing(self):
        self._lend(self.abroad, 5000)
        loan = self._sent(amount=1000)
        with self.assertRaises(AccessError):
            self._decide_from(loan, self.abroad | self.home)

    def test_whatever_company_is_chosen_the_lawful_one_holds(self):
        self._lend(self.home, 5000)
        self._decide_from(self._sent(amount=1000), self.abroad | self.home)
        with self.assertRaises(AccessError):
            self._decide_from(self._sent(amount=5001), self.abroad | self.home)

    def test_an_amount_without_a_currency_is_the_banks(self):
        self._lend(self.home, 500)
        with self.assertRaises(AccessError):
            self._decide_from(self._sent(amount=501, currency_id=False), self.home)
