# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, new_test_user, tagged

# ends when the screen has what it must have; an error in the console ends it badly
WAIT = """
const wanted = %r;
const timer = setInterval(() => {
    if (wanted.every((selector) => document.querySelector(selector))) {
        clearInterval(timer);
        console.log("test successful");
    }
}, 100);
"""


@tagged("post_install", "-at_install")
class TestScreens(HttpCase):
    """Screens of formulas and terms open in a browser for whoever uses them."""

    def test_screens_of_formulas_and_terms(self):
        new_test_user(
            self.env,
            login="screens",
            groups="bank_base.group_bank_administrator,bank_base.group_bank_auditor",
        )
        formula = self.env["bank.formula"].create(
            {
                "name": "Always",
                "code": "always",
                "model_id": self.env["ir.model"]._get_id("test.bank.case"),
                "text": "1 = 1",
            }
        )
        regime = self.env["bank.clock.regime"].search([], limit=1)
        screens = {
            f"bank-formulas/{formula.id}": [
                ".o_field_widget[name=text] textarea",
                "button[name=action_put_into_force]",
                ".o-mail-Chatter",
            ],
            "bank-formula-names": [".o_list_view"],
            f"bank-terms/{regime.id}": [".o_field_widget[name=law] input"],
            "bank-terms": [".o_data_row"],
            "bank-running-terms": [".o_list_view"],
        }
        for path, selectors in screens.items():
            self.browser_js(f"/odoo/{path}", WAIT % selectors, login="screens")
