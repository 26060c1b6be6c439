# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.base.models.ir_cron import IrCron

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestApplicationTeam(LoanCommon):
    """The team of an application: by hand, by a stage, told when a condition is met."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.analyst = cls.env.ref("bank_crm_core.bank_team_role_analyst")
        cls.papers = cls.env.ref("bank_crm_core.bank_team_role_papers")
        cls.application = cls._create_application()
        cls.check = cls.env["bank.check"].create(
            {
                "name": "More than a million",
                "model_id": cls.env["ir.model"]._get_id("bank.application"),
                "domain": "[('amount', '>', 500000)]",
            }
        )
        cls.alert = cls.env["bank.team.alert"].create(
            {
                "name": "A large application",
                "body": "Look at it today.",
                "check_id": cls.check.id,
                "role_ids": [Command.set(cls.analyst.ids)],
            }
        )

    def _add(self, role, user):
        members = self.env["bank.team.member"].with_user(self.manager)
        application = self.application.with_user(self.manager)
        [(*_row, why)] = members._add(application, [(role, user)], origin="hand")
        self.assertFalse(why)

    def _told(self, user):
        return self.env["mail.message"].search(
            [
                ("model", "=", "bank.application"),
                ("res_id", "=", self.application.id),
                ("subject", "=", "A large application"),
                ("notified_partner_ids", "in", user.partner_id.ids),
            ]
        )

    def _run_cron(self):
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.env["bank.team.alert"]._cron_tell()

    def test_a_stage_adds_the_document_administrator(self):
        team = self.env["bank.team"].create(
            {
                "name": "Papers",
                "line_ids": [
                    Command.create(
                        {"role_id": self.papers.id, "user_id": self.colleague.id}
                    )
                ],
            }
        )
        process = self.application.process_id.sudo().copy()
        process.stage_ids.sorted("sequence")[1].entry_team_id = team
        self.application.process_id.sudo().action_retire()
        process.action_publish()
        deal = self._create_deal(amount=300_000, term_months=24)
        application = self._create_application(deal)
        self.assertFalse(application.team_member_ids)
        application.action_next_stage()
        self.assertEqual(application.team_member_ids.user_id, self.colleague)
        self.assertEqual(application.team_member_ids.origin, "stage")

    def test_the_team_is_told_once_when_the_condition_is_met(self):
        self._add(self.analyst, self.colleague)
        self._add(self.papers, self.head)
        self._run_cron()
        self.assertFalse(self._told(self.colleague))
        self.application.amount = 800_000
        self._run_cron()
        self.assertEqual(len(self._told(self.colleague)), 1)
        self.assertFalse(self._told(self.head))
        self._run_cron()
        self.assertEqual(len(self._told(self.colleague)), 1)

    def test_a_move_tells_at_once(self):
        self._add(self.analyst, self.colleague)
        self.alert.check_id.domain = "[('amount', '>', 100000)]"
        self.application.action_next_stage()
        self.assertEqual(len(self._told(self.colleague)), 1)

    def test_an_alert_that_is_put_aside_tells_nobody(self):
        """Which alerts there are is kept between moves; it follows the settings."""
        self._add(self.analyst, self.colleague)
        self.alert.check_id.domain = "[('amount', '>', 100000)]"
        alerts = self.env["bank.team.alert"]
        self.assertIn(self.alert.id, alerts._get_alert_ids("bank.application"))
        self.alert.active = False
        self.application.action_next_stage()
        self.assertFalse(self._told(self.colleague))
        self.alert.active = True
        self.assertIn(self.alert.id, alerts._get_alert_ids("bank.application"))
        self.alert.unlink()
        self.assertNotIn(self.alert.id, alerts._get_alert_ids("bank.application"))

    def test_who_may_not_read_it_is_not_told(self):
        self._add(self.analyst, self.colleague)
        self.colleague.branch_ids = self.other_branch
        self.application.amount = 800_000
        self._run_cron()
        self.assertFalse(self._told(self.colleague))

    def test_a_condition_on_other_documents_is_refused(self):
        other = self.check.copy(
            {"model_id": self.env["ir.model"]._get_id("res.partner"), "domain": "[]"}
        )
        with self.assertRaises(ValidationError):
            self.alert.check_id = other
