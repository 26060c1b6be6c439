# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import LoanCommon
from .test_structure import StructureCommon


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


@tagged("post_install", "-at_install")
class TestCollateralPolicy(StructureCommon):
    """A departure from a policy that one object of the collateral makes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["bank.policy"].create(
            {
                "name": "Collateral",
                "text": "A valuation is younger than a year.",
                "severity_ids": [Command.create({"name": "Light", "value": 1})],
            }
        )
        cls.policy.action_publish()
        cls.env["bank.collateral.pledge"].with_user(cls.manager).create(
            {
                "collateral_id": cls.flat.id,
                "application_id": cls.application.id,
                "registration": "77-1",
            }
        )

    def _propose(self, **values):
        action = self.application.action_propose_exception()
        dialog = self.application.env["bank.policy.propose"].browse(action["res_id"])
        dialog.write(
            {
                "policy_id": self.policy.id,
                "severity_id": self.policy.severity_ids.id,
                "name": "Old valuation",
                **values,
            }
        )
        dialog.action_confirm()
        return self.application.exception_ids

    def test_it_names_the_object_in_what_is_decided_on_and_in_papers(self):
        row = self._propose(collateral_id=self.flat.id)
        self.assertEqual(
            (row.linked_model, row.linked_id), (self.flat._name, self.flat.id)
        )
        self.assertEqual(row.linked_name, self.flat.display_name)
        self.assertIn(self.flat.display_name, row._tell())
        self.assertEqual(row._prepare_part()["linked"], [self.flat._name, self.flat.id])
        dialog = row.action_open_explain()
        dialog = row.env["bank.policy.propose"].browse(dialog["res_id"])
        self.assertEqual(dialog.collateral_id, self.flat)

    def test_an_object_that_does_not_secure_the_loan_is_refused(self):
        other = self.env["bank.collateral"].create(
            {"name": "Shop", "kind_id": self.kind.id, "partner_id": self.client.id}
        )
        with self.assertRaisesRegex(UserError, "does not secure"):
            self._propose(collateral_id=other.id)
        pledge = self.application.pledge_ids
        pledge.sudo().unlink()
        with self.assertRaisesRegex(UserError, "does not secure"):
            self._propose(collateral_id=self.flat.id)

    def test_whoever_does_not_read_the_object_is_told_no_name(self):
        row = self._propose(collateral_id=self.flat.id)
        far = self.env["bank.branch"].create({"name": "Far", "code": "T-FAR"})
        owner = self.client.copy({"branch_id": far.id, "manager_id": False})
        self.flat.sudo().partner_id = owner
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self.flat.with_user(self.manager).read(["name"])
        self.assertFalse(row.with_user(self.manager).linked_name)
