# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.bank_crm_core.models.outside.bank_outside_service import PARAMETER
from odoo.addons.bank_crm_core.tests.common import BankCoreCommon
from odoo.addons.iap.tools import iap_tools


@tagged("post_install", "-at_install")
class TestLetterClosed(BankCoreCommon):
    """Name, address and text of a letter do not leave for the paid service."""

    def setUp(self):
        super().setUp()
        self.client.write(
            {
                "street": "Secret Street 1",
                "city": "Moscow",
                "zip": "101000",
                "country_id": self.env.ref("base.ru").id,
            }
        )
        patcher = patch.object(iap_tools, "iap_jsonrpc", side_effect=KeyError("left"))
        self.asked = patcher.start()
        self.addCleanup(patcher.stop)
        self.letter = self.env["snailmail.letter"].create(
            {
                "partner_id": self.client.id,
                "model": "res.partner",
                "res_id": self.client.id,
                "company_id": self.env.company.id,
            }
        )

    def test_a_letter_stays_and_says_why(self):
        self.letter._snailmail_print()
        self.assertEqual(self.letter.state, "error")
        self.assertIn(PARAMETER, self.letter.info_msg)
        with self.assertRaises(UserError):
            self.letter._snailmail_print_valid_address()
        self.asked.assert_not_called()

    def test_the_administrator_opens_it(self):
        self.env["ir.config_parameter"].set_param(PARAMETER, "snailmail")
        letters = self.env.registry["snailmail.letter"]
        self.patch(
            letters, "_snailmail_create", lambda letter, route: {"documents": []}
        )
        with self.assertRaisesRegex(KeyError, "left"):
            self.letter._snailmail_print_valid_address()
