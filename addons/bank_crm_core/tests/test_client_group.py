# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from functools import partial

from psycopg2.errors import ExclusionViolation

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tests.common import count_queries

from .test_relation import RelationCommon


@tagged("post_install", "-at_install")
class TestClientGroup(RelationCommon):
    """Totals of a household and of a holding."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deposit = cls._create_product(code="t_deposit", trade="deposit")
        cls.group = cls._create_group(cls.client, cls.colleague_client)

    @classmethod
    def _create_group(cls, head, *others, user=None, **values):
        members = [
            Command.create({"partner_id": head.id, "is_primary_member": True}),
            *(Command.create({"partner_id": other.id}) for other in others),
        ]
        groups = cls.env["bank.client.group"].with_user(user or cls.env.user)
        return groups.create({"name": head.name, "member_ids": members, **values})

    def _get_member(self, client, group=None):
        return (group or self.group).member_ids.filtered(
            lambda row: row.partner_id == client
        )

    def _join(self, agreement, client, role):
        return self.env["bank.agreement.party"].create(
            {"agreement_id": agreement.id, "partner_id": client.id, "role": role}
        )

    def test_a_joint_agreement_is_counted_once(self):
        joint = self._create_agreement(balance=80000, arrears=300)
        self._join(joint, self.colleague_client, "co_owner")
        self._join(joint, self.colleague_client, "guarantor")
        self._create_agreement(self.colleague_client, balance=20000)
        self._create_agreement(product_id=self.deposit.id, balance=7000)
        self._create_agreement(balance=999).sudo()._transition("closed")
        self._create_account(balance=50)
        group = self.group.with_user(self.manager)
        self.assertEqual(group.debt, 100000)
        self.assertEqual(group.arrears, 300)
        self.assertEqual(group.savings, 7050)
        self.assertEqual(group.agreement_count, 3)
        self.assertEqual(group.agreement_ids[:1], joint)
        self.assertEqual(group.guaranteed, 0)
        listed = self.env["bank.agreement"].search(
            group.action_open_agreements()["domain"]
        )
        self.assertEqual(len(listed), 3)
        self.assertIn("Co-Owner: 1", group.role_summary)
        self.assertIn("Guarantor: 1", group.role_summary)

    def test_vouching_for_others_stands_apart(self):
        outside = self._create_client("Должник")
        loan = self._create_agreement(outside, balance=500)
        self._join(loan, self.client, "guarantor")
        self._join(loan, self.colleague_client, "guarantor")
        self.assertEqual((self.group.guaranteed, self.group.debt), (500, 0))

    def test_amounts_in_another_currency_are_converted(self):
        other = self.env.ref("base.EUR")
        if other == self.env.company.currency_id:
            other = self.env.ref("base.USD")
        other.active = True
        self.env["res.currency.rate"].search([("currency_id", "=", other.id)]).unlink()
        self.env["res.currency.rate"].create(
            {"currency_id": other.id, "name": "2020-01-01", "rate": 0.5}
        )
        self._create_agreement(balance=100, currency_id=other.id)
        self.assertEqual(self.group.debt, 200)

    def test_only_counted_members_of_today_add_up(self):
        self._create_agreement(self.colleague_client, balance=20000)
        member = self._get_member(self.colleague_client)
        member.roll_up = False
        self.assertEqual(self.group.debt, 0)
        member.roll_up = True
        self.assertEqual(self.group.debt, 20000)
        member.date_to = "2020-01-01"
        self.assertEqual(self.group.debt, 0)
        self.assertTrue(member.exists())

    def test_what_does_not_add_up_is_the_heads(self):
        self.client.city = "Тверь"
        self.colleague_client.city = "Омск"
        group = self.group.with_user(self.manager)
        self.assertEqual(group.head_id, self.client)
        self.assertEqual(group.head_city, "Тверь")
        self.assertEqual(group.manager_id, self.manager)

    def test_one_head_and_one_main_group_at_a_time(self):
        member = self._get_member(self.client)
        second = self._create_group(self.colleague_client, self.client)
        member.is_primary_group = True
        for values, record in (
            ({"is_primary_member": True}, self._get_member(self.colleague_client)),
            ({"is_primary_group": True}, self._get_member(self.client, second)),
        ):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(ExclusionViolation),
                self.cr.savepoint(),
            ):
                record.write(values)
        member.date_to = "2026-01-31"
        later = self._get_member(self.client, second)
        later.write({"is_primary_group": True, "date_from": "2026-02-01"})
        self.assertEqual(self.client.card_group_ids, later)

    def test_a_group_is_formed_from_relations(self):
        self._relate("spouse", self.client, self.colleague_client)
        contact = self.env["res.partner"].create(
            {"name": "Мама", "parent_id": self.client.id}
        )
        self._relate("parent", contact, self.client)
        self._relate("lawyer", self.client, self.firm)
        action = self.client.with_user(self.manager).action_form_group()
        groups = self.env["bank.client.group"].with_user(self.manager)
        with Form(groups.with_context(**action["context"])) as form:
            form.name = "Семья"
        members = form.record.member_ids
        self.assertEqual(members.partner_id, self.client | self.colleague_client)
        self.assertEqual(form.record.head_id, self.client)

    def test_queries_do_not_grow_with_members_and_agreements(self):
        people = [self._create_client(f"Член {number}") for number in range(30)]
        large = self._create_group(*people)
        for person in people:
            self._create_agreement(person)
            self._join(self._create_agreement(person), people[0], "guarantor")
        self._create_agreement()
        specification = {
            "debt": {},
            "agreement_ids": {"fields": {"number": {}}},
            "role_summary": {},
        }
        costs = []
        for group in (self.group, large):
            read = partial(group.with_user(self.manager).web_read, specification)
            costs.append(count_queries(self.env, read))
        self.assertEqual(*costs)
        self.assertLess(costs[1], 30)

    # The wall

    def test_members_of_other_branches_are_named_and_not_counted(self):
        self._create_agreement(self.other_client, balance=70000)
        self._create_agreement(balance=10)
        group = self._create_group(self.client, self.other_client)
        for user, debt, hidden in (
            (self.manager, 10, 1),
            (self.stranger, 70000, 1),
            (self.auditor, 70010, 0),
        ):
            self.env.invalidate_all()
            seen = group.with_user(user)
            with self.subTest(user=user.login):
                self.assertEqual((seen.debt, seen.hidden_count), (debt, hidden))
        self.client.city = "Тверь"
        self.env.invalidate_all()
        self.assertFalse(group.with_user(self.stranger).head_city)
        foreign = self._create_group(self.other_client)
        self.assertFalse(foreign.with_user(self.manager).has_access("read"))
        self.assertFalse(foreign.member_ids.with_user(self.manager).has_access("read"))

    def test_a_group_is_its_heads_managers(self):
        group = self._create_group(
            self.client, self.colleague_client, user=self.manager
        )
        group.name = "Дом"
        group.with_user(self.head).comment = "Известен"
        for user in (self.colleague, self.operator, self.stranger, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                group.with_user(user).name = "Чужой"
        with self.assertRaises(AccessError):
            group.with_user(self.colleague).member_ids[:1].roll_up = False
        with self.assertRaises(AccessError):
            group.unlink()
        with self.assertRaises(AccessError):
            self._create_group(self.colleague_client, user=self.manager)

    def test_a_group_is_not_forged(self):
        foreign = self._create_group(self.other_client)
        groups = self.env["bank.client.group"].with_user(self.manager)
        members = self.env["bank.client.group.member"].with_user(self.manager)
        with self.assertRaises(AccessError):
            self._create_group(self.client, self.other_client, user=self.manager)
        with self.assertRaises(AccessError):
            members.create({"group_id": foreign.id, "partner_id": self.client.id})
        group = self._create_group(self.client, user=self.manager)
        for record, values in (
            (group, {"manager_id": self.colleague.id}),
            (group.member_ids, {"partner_id": self.other_client.id}),
            (group.member_ids, {"branch_id": self.other_branch.id}),
            (group.member_ids, {"group_id": foreign.id}),
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                record.write(values)
        with self.assertRaises(AccessError):
            groups.create({"name": "X", "branch_id": self.other_branch.id})
        forged = groups.with_context(
            default_manager_id=self.manager.id, default_branch_id=self.other_branch.id
        ).create({"name": "X"})
        self.assertFalse(forged.manager_id or forged.branch_id)
        member = members.with_context(default_branch_id=self.other_branch.id).create(
            {"group_id": forged.id, "partner_id": self.client.id}
        )
        self.assertEqual(member.branch_id, self.branch)
