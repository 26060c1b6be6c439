# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who sees and changes collateral, and what nobody can claim."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CollateralCommon


@tagged("post_install", "-at_install")
class TestSecurity(CollateralCommon):
    def test_who_sees_and_changes_an_object(self):
        for user, reads, writes in (
            (self.manager, True, True),
            (self.colleague, True, False),
            (self.head, True, True),
            (self.officer, True, True),
            (self.auditor, True, False),
            (self.stranger, False, False),
            (self.employee, False, False),
            (self.administrator, False, False),
        ):
            own = self.flat.with_user(user)
            with self.subTest(user=user.login):
                found = own.has_access("read") and own.search([("id", "=", own.id)])
                self.assertEqual(bool(found), reads)
                self.assertEqual(own.has_access("write"), writes)

    def test_a_role_given_later_opens_the_branch(self):
        flat = self.flat.with_user(self.colleague)
        self.assertFalse(flat.has_access("write"))
        group = self.env.ref("bank_collateral.group_collateral_officer")
        self.colleague.group_ids = [Command.link(group.id)]
        self.assertTrue(flat.has_access("write"))

    def test_who_sells_does_not_value(self):
        for user in (self.manager, self.head, self.colleague):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._value(self.flat, 9_000_000, user=user)
        group = self.env.ref("bank_collateral.group_collateral_officer")
        self.manager.group_ids = [Command.link(group.id)]
        with self.assertRaisesRegex(AccessError, "does not value"):
            self._value(self.flat, 9_000_000, user=self.manager)

    def test_who_borrows_for_another_is_not_valued_by_his_manager(self):
        """The flat of a colleague's client secures the loan of the officer's own."""
        group = self.env.ref("bank_collateral.group_collateral_officer")
        self.manager.group_ids = [Command.link(group.id)]
        flat = self._create_collateral("Theirs", partner_id=self.colleague_client.id)
        self._value(flat, 1, user=self.manager)
        self._pledge(flat, self._create_agreement(), registered=False)
        with self.assertRaisesRegex(AccessError, "does not value"):
            self._value(flat, 9_000_000, user=self.manager)

    def test_a_pledge_is_registered_by_another_with_a_number(self):
        pledge = self._pledge(
            self.flat, self._create_agreement(), registered=False, registration=False
        )
        with self.assertRaisesRegex(AccessError, "collateral officers"):
            pledge.action_register()
        group = self.env.ref("bank_collateral.group_collateral_officer")
        self.manager.group_ids = [Command.link(group.id)]
        with self.assertRaisesRegex(UserError, "manager of the client"):
            pledge.action_register()
        own = pledge.with_user(self.officer)
        with self.assertRaisesRegex(UserError, "Enter the number"):
            own.action_register()
        own.registration = "77-1"
        with self.assertRaisesRegex(UserError, "not valued"):
            own.action_register()
        self._value(self.flat, 1_000_000)
        own.action_register()
        self.assertEqual(own.registered_by_id, self.officer)

    def test_a_registered_pledge_is_not_forged(self):
        self._value(self.flat, 1_000_000)
        agreement = self._create_agreement(balance=1)
        pledge = self._pledge(self.flat, agreement)
        other = self._create_agreement()
        for user in (self.manager, self.officer, self.head):
            for values in (
                {"state": "draft"},
                {"agreement_id": other.id},
                {"rank": 2},
                {"share": 1, "prior_claims": 5},
                {"secured_amount": 5},
                {"date_end": "2020-01-01"},
                {"value_booked": 5},
                {"ltv_booked": 5},
                {"registered_by_id": user.id},
                {"partner_id": self.colleague_client.id},
            ):
                with (
                    self.subTest(user=user.login, values=values),
                    self.assertRaises(UserError),
                ):
                    pledge.with_user(user).write(values)
            with self.assertRaises(UserError):
                pledge.with_user(user).unlink()

    def test_values_of_the_caller_do_not_count_at_creation(self):
        pledges = self.env["bank.collateral.pledge"].with_user(self.manager)
        values = {
            "collateral_id": self.flat.id,
            "agreement_id": self._create_agreement().id,
        }
        pledge = pledges.with_context(
            default_state="active", default_value_booked=9, default_ltv_booked=9
        ).create(values)
        self.assertEqual(pledge.state, "draft")
        self.assertFalse(pledge.value_booked)
        with self.assertRaises(AccessError):
            pledges.create({**values, "state": "active"})

    def test_nothing_is_pledged_for_or_by_strangers(self):
        theirs = self._create_collateral("Far", partner_id=self.other_client.id)
        mine = self._create_agreement()
        far = self._create_agreement(self.other_client)
        pledges = self.env["bank.collateral.pledge"].with_user(self.manager)
        for collateral, agreement in ((theirs, mine), (self.flat, far)):
            with self.assertRaises(AccessError):
                pledges.create(
                    {"collateral_id": collateral.id, "agreement_id": agreement.id}
                )
        with self.assertRaises(AccessError):
            self.env["bank.collateral"].with_user(self.manager).create(
                {
                    "name": "His",
                    "kind_id": self.kind.id,
                    "partner_id": self.colleague_client.id,
                }
            )
        self._pledge(self.flat, mine, registered=False)
        with self.assertRaises(UserError):
            self.flat.with_user(self.manager).write({"active": False})

    def test_an_object_does_not_leave_the_wall(self):
        flat = self.flat.with_user(self.manager)
        with self.assertRaises(AccessError):
            flat.write({"partner_id": self.colleague_client.id})

    def test_what_is_fixed_is_not_named_to_strangers(self):
        self._value(self.flat, 9_000_000)
        kind = self.flat.kind_id.copy({"name": "Another", "code": "another"})
        for user in (self.stranger, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError) as no:
                self.flat.with_user(user).write({"kind_id": kind.id})
            self.assertNotIn(self.flat.name, str(no.exception))

    def test_kinds_are_set_up_by_administrators_and_logged(self):
        with self.assertRaises(AccessError):
            self.kind.with_user(self.officer).write({"discount": 0})
        self.kind.with_user(self.administrator).write({"discount": 10})
        with self.assertRaises(AccessError):
            self.kind.with_user(self.administrator).write(
                {"attribute_definition": [{"name": "x", "type": "char"}]}
            )
