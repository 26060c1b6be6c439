# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestSecurity(BankCoreCommon):
    def _can(self, user, operation, client):
        return client.with_user(user).has_access(operation)

    def test_roles_and_clients(self):
        """Who may read, write, unlink: own client, a colleague's, another branch's."""
        matrix = {
            "manager": ("rw-", "r--", "---"),
            "head": ("rwd", "rwd", "---"),
            "operator": ("r--", "r--", "---"),
            "stranger": ("---", "---", "rw-"),
            "auditor": ("r--", "r--", "r--"),
            "administrator": ("---", "---", "---"),
            "employee": ("---", "---", "---"),
        }
        clients = (self.client, self.colleague_client, self.other_client)
        for role, expected in matrix.items():
            user = getattr(self, role)
            for client, rights in zip(clients, expected, strict=True):
                got = "".join(
                    letter if self._can(user, operation, client) else "-"
                    for letter, operation in zip("rwd", ("read", "write", "unlink"))
                )
                with self.subTest(role=role, client=client.name):
                    self.assertEqual(got, rights)

    def test_search_shows_the_branch_only(self):
        ours = self.client | self.colleague_client
        everybody = ours | self.other_client
        seen = {
            "manager": ours,
            "head": ours,
            "operator": ours,
            "stranger": self.other_client,
            "auditor": everybody,
            "administrator": everybody.browse(),
            "employee": everybody.browse(),
        }
        for role, expected in seen.items():
            partners = self.env["res.partner"].with_user(getattr(self, role))
            domain = [("id", "in", everybody.ids)]
            with self.subTest(role=role):
                self.assertEqual(partners.search(domain), expected)
                groups = partners._read_group(domain, ["branch_id"], ["__count"])
                self.assertEqual(sum(count for _b, count in groups), len(expected))

    def test_nobody_is_walled_off_from_people_who_are_no_clients(self):
        partner = self.env["res.partner"].create({"name": "Mail Author"})
        users = (self.manager, self.employee, self.administrator, self.stranger)
        for user in users:
            self.assertTrue(self._can(user, "read", partner))
            self.assertTrue(self._can(user, "read", self.env.company.partner_id))
            self.assertTrue(self._can(user, "read", users[0].partner_id))

    def test_role_in_no_branch_shows_nothing(self):
        self.manager.branch_ids = False
        self.assertFalse(self._can(self.manager, "read", self.client))
        self.manager.branch_ids = [Command.set(self.other_branch.ids)]
        self.assertTrue(self._can(self.manager, "read", self.other_client))

    def test_branch_moved_in_the_tree_moves_the_wall(self):
        self.assertFalse(self._can(self.head, "read", self.other_client))
        self.other_branch.parent_id = self.region
        self.assertTrue(self._can(self.head, "read", self.other_client))
        self.other_branch.parent_id = False
        self.assertFalse(self._can(self.head, "read", self.other_client))

    def test_what_a_client_has_is_seen_as_he_is(self):
        account = self._create_account(self.other_client)
        agreement = self._create_agreement(self.other_client, account_id=account.id)
        records = [
            account,
            agreement,
            agreement.party_ids,
            self.other_client._log_interaction(channel="phone", subject="Hello"),
            self.env["bank.agreement.payment"].create(
                {"agreement_id": agreement.id, "date": "2026-01-01"}
            ),
            self.env["bank.operation"].create(
                {"account_id": account.id, "date": "2026-01-01", "amount": 1}
            ),
            self.env["bank.standing.order"].create(
                {"account_id": account.id, "amount": 1}
            ),
        ]
        phone = self.env["bank.client.phone"].create(
            {"partner_id": self.other_client.id, "number": "+7 495 000-00-03"}
        )
        for record in [*records, phone]:
            for user in (self.manager, self.head, self.employee, self.administrator):
                with self.subTest(model=record._name, user=user.login):
                    self.assertFalse(record.with_user(user).has_access("read"))
            for user in (self.stranger, self.auditor):
                with self.subTest(model=record._name, user=user.login):
                    self.assertTrue(record.with_user(user).has_access("read"))
        for record in records:
            for operation in ("write", "create", "unlink"):
                for user in (self.stranger, self.head, self.auditor):
                    with self.subTest(model=record._name, operation=operation):
                        self.assertFalse(record.with_user(user).has_access(operation))

    def test_manager_enters_clients_of_his_own(self):
        partners = self.env["res.partner"].with_user(self.manager)
        client = partners.create({"name": "New", "client_kind": "person"})
        self.assertEqual(client.manager_id, self.manager)
        self.assertEqual(client.branch_id, self.branch)
        for values in (
            {"manager_id": self.colleague.id},
            {"branch_id": self.other_branch.id, "manager_id": self.stranger.id},
        ):
            with self.assertRaises(AccessError):
                partners.create({"name": "X", "client_kind": "person", **values})
        for user in (self.operator, self.auditor, self.administrator, self.employee):
            with self.assertRaises(AccessError):
                partners.with_user(user).create({"name": "X", "client_kind": "person"})

    def test_head_reassigns_within_his_branches(self):
        client = self.client.with_user(self.head)
        client.manager_id = self.colleague
        self.assertEqual(self.client.manager_id, self.colleague)
        with self.assertRaises(AccessError):
            client.write(
                {"branch_id": self.other_branch.id, "manager_id": self.stranger.id}
            )

    def test_head_deletes_a_card_and_manager_does_not(self):
        client = self._create_client("Mistake")
        with self.assertRaises(AccessError):
            client.with_user(self.manager).unlink()
        client.with_user(self.head).unlink()
        self.assertFalse(client.exists())

    def test_group_rule_of_another_addon_does_not_open_the_wall(self):
        self.env["ir.rule"].create(
            {
                "name": "All partners",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": "[(1, '=', 1)]",
                "groups": [Command.link(self.env.ref("base.group_user").id)],
            }
        )
        self.manager.group_ids += self.env.ref("base.group_partner_manager")
        self.assertFalse(self._can(self.manager, "read", self.other_client))
        self.assertFalse(self._can(self.manager, "write", self.colleague_client))
        self.assertFalse(self._can(self.manager, "unlink", self.client))

    def test_product_administrator_keeps_the_catalogue(self):
        product = self.product.with_user(self.administrator)
        product.rate = 10
        product.action_retire()
        self.assertFalse(self.product.with_user(self.manager).has_access("write"))
        with self.assertRaises(AccessError):
            self.product.with_user(self.manager).action_activate()
