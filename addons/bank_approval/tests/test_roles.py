# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

READER = "bank_crm_core.group_crm_client_reader"


@tagged("post_install", "-at_install")
class TestRoles(BaseCommon):
    def _role(self, name):
        return new_test_user(
            self.env, login=f"t_{name}", groups=f"bank_approval.{name}"
        )

    def test_whoever_decides_reads_the_clients_of_his_branches(self):
        for name in (
            "group_approval_underwriter",
            "group_approval_legal_officer",
            "group_approval_committee_member",
            "group_approval_committee_secretary",
            "group_approval_credit_administrator",
        ):
            self.assertTrue(self._role(name).has_group(READER), name)

    def test_a_secretary_has_no_vote_by_it(self):
        secretary = self._role("group_approval_committee_secretary")
        self.assertFalse(
            secretary.has_group("bank_approval.group_approval_committee_member")
        )

    def test_the_right_to_decide_can_be_delegated(self):
        entries = self.env["bank.registry.act"]._get_entries()
        self.assertIn("approval", entries)
        self.assertFalse(self.env["bank.registry.act"]._find_mistakes())
