# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestApplicationPolicy(LoanCommon):
    """What is let pass at a gate is decided on with the application."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        policy = cls.env["bank.policy"].create(
            {
                "name": "Limits of the product",
                "text": "Within the limits of the product.",
                "severity_ids": [Command.create({"name": "Grave", "value": 4})],
            }
        )
        policy.action_publish()
        cls.check = cls.env.ref("bank_loan_pipeline.bank_check_loan_limits")
        cls.check.write(
            {
                "override_group_ids": [
                    Command.link(cls.env.ref("bank_crm_core.group_crm_manager").id)
                ],
                "policy_severity_id": policy.severity_ids.id,
            }
        )

    def test_a_check_that_is_let_pass_proposes_an_exception(self):
        application = self._create_application(amount=20_000)
        with self.assertRaises(UserError):
            application.action_next_stage()
        application.action_override_check(self.check.id, "An old client.")
        row = application.exception_ids
        self.assertEqual((row.source, row.severity_value), ("override", 4))
        self.assertEqual(row.mitigation_note, "An old client.")
        self.assertIn("30", row.value_had)
        self._send(application)
        with self.assertRaisesRegex(UserError, "being approved"):
            application.action_override_check(self.check.id, "Again.")
        self._decide(application)
        self.assertEqual(row.state, "accepted")

    def test_a_new_version_of_the_policy_is_the_one_departed_from(self):
        policy = self.check.policy_severity_id.policy_id
        newer = policy.browse(policy.action_new_version()["res_id"])
        newer.action_publish()
        application = self._create_application(amount=20_000)
        application.action_override_check(self.check.id, "An old client.")
        self.assertEqual(application.exception_ids.policy_id, newer)
