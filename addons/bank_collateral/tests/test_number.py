# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One flat that is entered on two cards does not secure two loans in full."""

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import CollateralCommon

NUMBER = "77:01:0001001:1044"
AGAIN = "already, entered on another card"


@tagged("post_install", "-at_install")
class TestNumber(CollateralCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._create_agreement(balance=1_000_000)
        cls.second = cls._create_agreement(balance=1_000_000)
        cls._value(cls.flat, 2_000_000)
        cls.flat.number = NUMBER
        cls.twin = cls._create_collateral(
            "Home", 2_000_000, number="77 01 0001001 1044"
        )

    def _refuse(self, call, *args, **values):
        with self.assertRaises(ValidationError) as caught:
            call(*args, **values)
        self.assertIn(AGAIN, str(caught.exception))

    def test_one_flat_on_two_cards_is_pledged_once(self):
        pledge = self._pledge(self.flat, self.first)
        self._refuse(self._pledge, self.twin, self.second)
        self._refuse(self._pledge, self.twin, self.second, registered=False)
        # the number comes afterwards
        self.twin.number = False
        other = self._pledge(self.twin, self.second, registered=False)
        self._refuse(self.twin.with_user(self.manager).write, {"number": NUMBER})
        # released, the object may be pledged from the other card
        other.unlink()
        self.twin.number = NUMBER
        self.first.balance = 0
        pledge.with_user(self.officer).action_release()
        self._pledge(self.twin, self.second)

    def test_what_was_proposed_twice_is_not_registered(self):
        """Both were there before numbers were compared."""
        pledge = self._pledge(self.flat, self.first, registered=False)
        self.twin.number = False
        other = self._pledge(self.twin, self.second, registered=False)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bank_collateral SET number_key = %s WHERE id = %s",
            [self.flat.number_key, self.twin.id],
        )
        self.twin.invalidate_recordset(["number_key"])
        self._refuse(other.with_user(self.officer).action_register)
        # one of the two goes
        other.unlink()
        pledge.with_user(self.officer).action_register()

    def test_how_a_number_was_typed_does_not_matter(self):
        for typed, key in (
            ("хта 210900-Y 0000001", "XTA210900Y0000001"),
            ("ХТА210900Y0000001", "XTA210900Y0000001"),
            ("б/н", False),
            ("без номера", False),
            ("12", False),
            (False, False),
        ):
            with self.subTest(typed=typed):
                self.twin.number = typed
                self.assertEqual(self.twin.number_key, key)

    def test_who_enters_it_is_told(self):
        self.assertTrue(self.flat.is_entered_twice)
        form = Form(self.env["bank.collateral"].with_user(self.manager))
        self.assertFalse(form.is_entered_twice)
        form.number = "77-01-0001001-1044"
        self.assertTrue(form.is_entered_twice)
        form.number = "77-01-0001001-1045"
        self.assertFalse(form.is_entered_twice)
