# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .test_statement import StatementCommon

ADDONS = ("mail", "web", "bank_base", "bank_crm_core", "bank_indicators")


@tagged("post_install", "-at_install")
class TestStatementTour(StatementCommon, TourCase):
    def test_a_statement_becomes_indicators_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        modules = self.env["ir.module.module"].search([("name", "in", ADDONS)])
        modules._update_translations(["ru_RU"])
        self.manager.lang = "ru_RU"
        statement = self._read(self._create_statement())
        self.start_tour(
            f"/odoo/action-bank_indicators.bank_statement_action/{statement.id}",
            "bank_statement_tour",
            login=self.manager.login,
            timeout=180,
        )
        self.assertEqual(statement.state, "locked")
