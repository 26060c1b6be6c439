# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestProcessTrial(LoanCommon):
    """A process of applications is drawn by one, tried, and put into force by another."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.application = cls._create_application()
        action = cls.application.process_id.with_user(
            cls.administrator
        ).action_new_version()
        drafts = cls.env["bank.application.process"]
        cls.draft = drafts.with_user(cls.administrator).browse(action["res_id"])
        # what is in the database beside the test is not counted
        cls.draft.product_category_ids = [Command.set(cls.category.ids)]

    def _try_out(self):
        action = self.draft.action_try_out()
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_a_draft_says_how_many_applications_its_gates_would_stop(self):
        check = self.env["bank.check"].create(
            {
                "name": "Small ones only",
                "model_id": self.env["ir.model"]._get_id("bank.application"),
                "kind": "domain",
                "domain": "[('amount', '<', 1000)]",
            }
        )
        self.draft._get_stages()[0].check_exit_ids = [Command.set(check.ids)]
        trial = self._try_out()
        line = trial.line_ids[0]
        self.assertEqual((trial.document_count, line.blocked_count), (1, 1))
        self.assertEqual(line.reasons, "Small ones only: 1")
        self.assertNotEqual(self.application.process_id, self.draft)

    def test_a_second_person_puts_it_into_force_once_it_was_tried(self):
        second = self.draft.with_user(self.administrator2)
        with self.assertRaisesRegex(UserError, "look at the result first"):
            second.action_publish()
        self._try_out()
        with self.assertRaisesRegex(UserError, "drawn this version yourself"):
            self.draft.action_publish()
        self.draft._get_stages()[0].probability = 21
        with self.assertRaisesRegex(UserError, "changed after its trial"):
            second.action_publish()
        self._try_out()
        self.assertIn("Would Wait", second.trial_summary)
        second.action_publish()
        self.assertEqual(self.draft.state, "published")
