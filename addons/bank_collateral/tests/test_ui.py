# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import CollateralCommon

ADDONS = (
    "mail",
    "web",
    "bank_base",
    "bank_crm_core",
    "bank_document",
    "bank_collateral",
)


@tagged("post_install", "-at_install")
class TestCollateralTour(CollateralCommon, TourCase):
    def test_a_flat_is_valued_and_pledged_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        modules = self.env["ir.module.module"].search([("name", "in", ADDONS)])
        modules._update_translations(["ru_RU"])
        (self.manager | self.officer).lang = "ru_RU"
        agreement = self._create_agreement(balance=600_000)
        self._walk("bank_crm_core.bank_agreement_action", agreement, "pledge")
        pledge = agreement.pledge_ids
        self.assertEqual(pledge.collateral_id, self.flat)
        self._walk("bank_collateral.bank_collateral_action", self.flat, "value")
        self.assertEqual(self.flat.market_value, 1_000_000)
        self._walk("bank_collateral.bank_collateral_pledge_action", pledge, "register")
        self.assertEqual(pledge.state, "active")
        self.assertEqual(agreement.coverage_value, 800_000)

    def _walk(self, action, record, name):
        user = self.manager if name == "pledge" else self.officer
        self.start_tour(
            f"/odoo/action-{action}/{record.id}",
            f"bank_collateral_{name}_tour",
            login=user.login,
            timeout=180,
        )
