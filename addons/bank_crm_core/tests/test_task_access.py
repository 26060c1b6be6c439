# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestTaskAccess(BankCoreCommon):
    def _plan(self, by, user, document):
        return (
            self.env["mail.activity"]
            .with_user(by)
            .create(
                {
                    "res_model_id": self.env["ir.model"]._get_id(document._name),
                    "res_id": document.id,
                    "user_id": user.id,
                    "summary": "Look at it",
                }
            )
        )

    def _can(self, operation, client=None, user=None):
        client = client or self.client
        return client.with_user(user or self.stranger).has_access(operation)

    def test_a_task_on_a_client_lets_its_holder_read_him(self):
        self.assertFalse(self._can("read"))
        task = self._plan(self.manager, self.stranger, self.client)
        self.assertTrue(self._can("read"))
        self.assertFalse(self._can("write"))
        self.assertFalse(self._can("unlink"))
        self.assertFalse(self._can("read", client=self.colleague_client))
        found = (
            self.env["res.partner"]
            .with_user(self.stranger)
            .search([("branch_id", "!=", False)])
        )
        self.assertEqual(found, self.client | self.other_client)
        task.with_user(self.stranger).action_done()
        self.assertFalse(self._can("read"))

    def test_a_task_on_an_agreement_lets_its_holder_read_it_and_the_client(self):
        agreement = self._create_agreement()
        self.assertFalse(self._can("read", client=agreement))
        # people only read agreements: tasks on them are given by the system
        self._plan(self.env.user, self.stranger, agreement)
        self.assertTrue(self._can("read", client=agreement))
        self.assertFalse(self._can("write", client=agreement))
        self.assertTrue(self._can("read"))
        self.assertFalse(self._can("write"))

    def test_a_lent_card_says_that_sums_are_not_shown(self):
        """Nothing to see is not nothing there: no "0.00" for what is hidden."""
        self._create_agreement()
        own = self.client.with_user(self.manager)
        self.assertFalse(own.card_is_lent)
        self.assertNotIn("lent", [line["code"] for line in own.card_alerts])
        self._plan(self.manager, self.stranger, self.client)
        lent = self.client.with_user(self.stranger)
        self.assertTrue(lent.card_is_lent)
        (line,) = lent.card_alerts
        self.assertEqual((line["code"], line["level"]), ("lent", "info"))
        view = self.env.ref("bank_crm_core.res_partner_view_form_client")
        arch = self.env["res.partner"].get_view(view.id, "form")["arch"]
        for name in ("card_savings", "card_debt", "card_agreement_count"):
            hidden = arch.split(f'name="{name}"')[0].rpartition('invisible="not id or ')
            self.assertTrue(hidden[2].startswith("card_is_lent"), name)

    def test_nobody_lets_himself_in(self):
        with self.assertRaises(AccessError):
            self._plan(self.stranger, self.stranger, self.client)
        self.assertFalse(self._can("read"))

    def test_the_rules_find_a_client_by_two_indexes(self):
        """Ids stand in the query, not a subquery: the planner can join two indexes."""
        self._plan(self.manager, self.stranger, self.client)
        partners = self.env["res.partner"].with_user(self.stranger)
        query = partners._search([("client_kind", "!=", False)])
        self.assertNotIn("mail_activity", str(query.select()))

    def test_who_can_see_a_client(self):
        self._plan(self.manager, self.stranger, self.client)
        explain = self.env["bank.access.explain"].with_user(self.auditor)
        action = explain.action_explain("res.partner", self.client.id)
        lines = explain.browse(action["res_id"]).line_ids
        rights = {line.user_id: line.can_write for line in lines}
        for user, can_write in (
            (self.manager, True),
            (self.colleague, False),
            (self.head, True),
            (self.operator, False),
            (self.stranger, False),
            (self.auditor, False),
        ):
            self.assertEqual(rights.get(user), can_write, user.login)
        self.assertNotIn(self.administrator, rights)
        self.assertNotIn(self.employee, rights)
