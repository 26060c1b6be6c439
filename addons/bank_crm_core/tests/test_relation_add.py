# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_relation import RelationCommon


@tagged("post_install", "-at_install")
class TestRelationAdd(RelationCommon):
    """People around a client, entered by one line on his card."""

    def _open(self, client=None, user=None):
        action = (client or self.firm).with_user(user or self.manager)
        action = action.action_add_relation()
        lines = self.env["bank.relation.add"].with_user(user or self.manager)
        return lines.with_context(**action["context"])

    def _get_role(self, code, side="from"):
        return f"{self.types[code].id}:{side}"

    def test_officers_become_contacts_with_their_roles(self):
        for code, name, phone in (
            ("director", "Ветров Илья", "8 916 700-00-01"),
            ("chief_accountant", "Счётова Нина", "8 916 700-00-02"),
        ):
            with Form(self._open()) as form:
                form.role = self._get_role(code)
                form.name = name
                form.phone = phone
            form.record.action_save()
        relations = self.firm.with_context(relation_of=self.firm.id).card_relation_ids
        self.assertEqual(
            [(row.side_name, row.other_id.name) for row in relations],
            [("Director", "Ветров Илья"), ("Chief Accountant", "Счётова Нина")],
        )
        people = self.firm.child_ids
        self.assertEqual(
            set(people.mapped("function")), {"Director", "Chief Accountant"}
        )
        self.assertEqual(people.branch_id, self.branch)
        self.assertIn("79167000001", people.phone_ids.mapped("digits"))

    def test_a_contact_s_card_is_kept_though_he_is_no_client(self):
        person = self.env["res.partner"].create(
            {"name": "Ветров Илья", "parent_id": self.firm.id}
        )
        card = "bank_crm_core.res_partner_view_form_client"
        with Form(person.with_user(self.manager), view=card) as form:
            form.email = "vetrov@example.com"
        self.assertEqual(person.email, "vetrov@example.com")
        self.assertFalse(person.client_kind)

    def test_a_known_person_is_offered_and_taken(self):
        self.client.birth_date = "1980-01-01"
        with Form(self._open()) as form:
            form.role = self._get_role("director")
            form.name = self.client.name
            form.phone = "+7 (916) 123-45-67"
            self.assertEqual(form.candidate_ids.ids, self.client.ids)
        form.record.action_choose()
        self.assertEqual(self.firm.card_relation_ids.partner_from_id, self.client)
        self.assertFalse(self.firm.child_ids)

    def test_nobody_is_offered_from_behind_another_wall(self):
        self.other_client.phone = "8 916 999-00-01"
        with Form(self._open()) as form:
            form.role = self._get_role("director")
            form.name = self.other_client.name
            form.phone = "8 916 999-00-01"
            self.assertFalse(form.candidate_ids)
        with self.assertRaises(UserError):
            form.record.action_choose()
        values = {
            "partner_id": self.firm.id,
            "role": self._get_role("director"),
            "other_id": self.other_client.id,
        }
        with self.assertRaises(AccessError):
            self._open().create(values)
        forged = self._open().sudo().create(values).sudo(False)
        with self.assertRaises(AccessError):
            forged.action_save()

    def test_roles_fit_the_kind_of_client(self):
        def roles(client):
            action = client.action_add_relation()
            model = self.env["bank.relation.add"].with_context(**action["context"])
            return dict(model._selection_role())

        company, person = roles(self.firm), roles(self.client)
        director, spouse = self._get_role("director"), self._get_role("spouse")
        self.assertIn(director, company)
        self.assertNotIn(director, person)
        self.assertIn(self._get_role("director", "to"), person)
        self.assertNotIn(self._get_role("director", "to"), company)
        self.assertIn(spouse, person)
        self.assertNotIn(self._get_role("spouse", "to"), person)

    def test_a_company_that_a_person_owns(self):
        line = self._open(self.client).create(
            {"role": self._get_role("founder", "to"), "name": "ООО Новая", "share": 30}
        )
        line.action_save()
        relation = self.client.card_relation_ids
        self.assertEqual(relation.partner_from_id, self.client)
        self.assertTrue(relation.partner_to_id.is_company)
        self.assertEqual(relation.share, 30)

    def test_only_who_keeps_the_card_adds_to_it(self):
        colleague = self._open(user=self.colleague)
        with self.assertRaises(AccessError):
            colleague.create(
                {"role": self._get_role("director"), "name": "X"}
            ).action_save()
        for user in (self.operator, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._open(user=user).create(
                    {"role": self._get_role("director"), "name": "X"}
                )
        with self.assertRaises(AccessError):
            self._open(self.other_firm)
