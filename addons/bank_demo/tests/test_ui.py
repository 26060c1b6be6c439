# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.tests import new_test_user, tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import SMALL_BANK, make_folder


@tagged("post_install", "-at_install")
class TestReportInBrowser(TourCase):
    def test_administrator_reads_what_was_skipped_and_why(self):
        broken = [*SMALL_BANK["client"], '900004;"999999";1', '900005;"450204"']
        with patch("odoo.addons.bank_demo.models.bank_demo_setup.USERS", {}):
            self.env["bank.demo.import"]._import_folder(
                make_folder(self, client=broken)
            )
        new_test_user(
            self.env,
            login="demo_administrator",
            groups="bank_base.group_bank_administrator",
            lang=self.env["res.lang"]._get_data(code="ru_RU").code or "en_US",
        )
        self.start_tour(
            "/odoo/demo-imports", "bank_demo_report", login="demo_administrator"
        )
