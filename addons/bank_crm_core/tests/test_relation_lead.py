# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_relation import RelationCommon


@tagged("post_install", "-at_install")
class TestRelationLead(RelationCommon):
    """Whom a client's relations make worth talking to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_agreement(cls.firm)
        cls.contact = cls.env["res.partner"].create(
            {"name": "Ветров Илья", "parent_id": cls.firm.id}
        )
        cls.relation = cls._relate("director", cls.contact, cls.firm)

    def _get_leads(self, client=None, user=None):
        self.env.invalidate_all()
        return (client or self.firm).with_user(user or self.manager).card_lead_ids

    def test_the_director_banks_elsewhere(self):
        lead = self._get_leads()
        self.assertEqual(lead.partner_id, self.contact)
        self.assertEqual(
            lead.rule_id, self.env.ref("bank_crm_core.bank_relation_lead_rule_officer")
        )
        client = self._create_client("Уже Клиент")
        self._create_agreement(client)
        self._relate("chief_accountant", client, self.firm)
        self.assertEqual(self._get_leads(), lead)

    def test_the_company_of_a_client_banks_elsewhere(self):
        self._create_agreement(self.client)
        other = self._create_client("ООО Другая", client_kind="company")
        self._relate("founder", self.client, other, share=10)
        self.assertEqual(self._get_leads(self.client).partner_id, other)
        self.assertFalse(self._get_leads(other), "nothing in force with us")

    def test_what_is_over_disappears_and_what_was_decided_stays(self):
        lead = self._get_leads()
        self.relation.date_to = "2020-01-01"
        self.assertFalse(lead.exists())
        self.relation.date_to = False
        self._get_leads().action_dismiss()
        leads = self.env["bank.relation.lead"]
        leads._cron_refresh()
        self.assertFalse(self._get_leads())
        (kept,) = leads.search([("relation_id", "=", self.relation.id)])
        self.assertEqual((kept.state, kept.user_id), ("dismissed", self.manager))

    def test_the_night_finds_what_changed_by_agreements(self):
        self._create_agreement(self.client)
        self._relate("spouse", self.client, self.colleague_client)
        self.assertEqual(self._get_leads(self.client).partner_id, self.colleague_client)
        self._create_agreement(self.colleague_client)
        self.env["bank.relation.lead"]._cron_refresh()
        self.assertFalse(self._get_leads(self.client))

    def test_a_product_of_a_category_that_he_lacks(self):
        self.env["bank.relation.lead.rule"].search([]).active = False
        upper = self.env["bank.product.category"].create({"name": "A", "code": "t_a"})
        self.category.parent_id = upper
        self.env["bank.relation.lead.rule"].create(
            {
                "name": "Has no loan",
                "type_ids": self.types["lawyer"].ids,
                "lack": "category",
                "category_id": upper.id,
            }
        )
        deposit = self._create_product(
            code="t_dep",
            trade="deposit",
            category_id=self.env["bank.product.category"]
            .create({"name": "B", "code": "t_b"})
            .id,
        )
        for client, product in (
            (self.client, deposit),
            (self.colleague_client, self.product),
        ):
            self._create_agreement(client, product_id=product.id)
            self._relate("lawyer", client, self.firm)
        self.env["bank.relation.lead"]._cron_refresh()
        self.assertEqual(self._get_leads().partner_id, self.client)

    def test_a_task_is_planned_once_by_who_keeps_the_client(self):
        lead = self._get_leads()
        for user in (self.colleague, self.operator, self.auditor, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                lead.with_user(user).action_take()
        lead.action_take()
        task = self.firm.activity_ids
        self.assertEqual(task.user_id, self.manager)
        self.assertIn("Ветров Илья", task.summary)
        with self.assertRaises(UserError):
            lead.with_user(self.head).action_dismiss()
        with self.assertRaises(AccessError):
            lead.state = "open"

    def test_nobody_learns_what_somebody_behind_a_wall_lacks(self):
        self._relate("chief_accountant", self.other_client, self.firm)
        rows = self.env["bank.relation.lead"].search(
            [
                ("client_id", "=", self.firm.id),
                ("partner_id", "=", self.other_client.id),
            ]
        )
        self.assertTrue(rows)
        self.assertNotIn(self.other_client, self._get_leads().partner_id)
        self.assertFalse(rows.with_user(self.manager).has_access("read"))
        self.assertFalse(rows.with_user(self.stranger).has_access("read"))
        self.assertTrue(rows.with_user(self.auditor).has_access("read"))
