# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import tagged

from odoo.addons.bank_crm_core.tests.common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestWallLetter(BankCoreCommon):
    def _create_letter(self, partner, user=None):
        letters = self.env["snailmail.letter"].with_user(user or self.env.user)
        return letters.create(
            {
                "partner_id": partner.id,
                "model": "res.partner",
                "res_id": partner.id,
                "company_id": self.env.company.id,
            }
        )

    def test_an_address_on_a_letter_is_behind_the_wall(self):
        self.other_client.street = "Secret Street 1"
        letter = self._create_letter(self.other_client)
        letter.street = "Secret Street 1"
        for user in (self.manager, self.employee):
            letters = self.env["snailmail.letter"].with_user(user)
            domain = [("street", "ilike", "secret")]
            self.assertFalse(call_kw(letters, "search", [domain], {}))
            with self.assertRaises(AccessError):
                call_kw(letters, "read", [letter.ids, ["street"]], {})
        for user in (self.stranger, self.auditor):
            self.assertEqual(letter.with_user(user).street, "Secret Street 1")

    def test_letters_to_others_are_read_as_before(self):
        letter = self._create_letter(self.env.company.partner_id)
        self.assertTrue(letter.with_user(self.employee).has_access("read"))

    def test_nobody_writes_to_a_client_beyond_the_wall(self):
        with self.assertRaises(AccessError):
            self._create_letter(self.other_client, self.manager)
