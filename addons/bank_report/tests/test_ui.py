# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import new_test_user, tagged

from odoo.addons.bank_base.tests.common import TourCase


@tagged("post_install", "-at_install")
class TestUi(TourCase):
    def test_print_from_the_browser_in_russian(self):
        self.env["res.lang"]._activate_and_install_lang("ru_RU")
        new_test_user(
            self.env,
            login="printing_manager",
            groups="bank_base.group_bank_administrator",
            lang="ru_RU",
        )
        branch = self.env["bank.branch"].create(
            {"name": "Казанское отделение", "code": "T-0016"}
        )
        self.env["bank.letterhead"].create(
            {"branch_id": branch.id, "requisites": "БИК 044525225"}
        )
        self.start_tour(
            f"/odoo/bank-branches/{branch.id}",
            "bank_report_print",
            login="printing_manager",
        )
