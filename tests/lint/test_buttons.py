# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from lxml import etree

from odoo.tests import TransactionCase, tagged

from tools import odoo


@tagged("post_install", "-at_install")
class TestButtons(TransactionCase):
    """What a button of ours calls takes the records that it is sent."""

    def test_a_button_calls_a_method_of_records(self):
        ours = set(odoo.ours())
        views = self.env["ir.ui.view"].search([("type", "in", ("list", "form"))])
        for view in views.filtered(lambda view: view.xml_id.split(".")[0] in ours):
            model = self.env.get(view.model)
            if model is None:
                continue
            for name in self._get_own_buttons(etree.fromstring(view.arch_db)):
                with self.subTest(view=view.xml_id, button=name):
                    # buttons of rows that another view added are of another model
                    method = getattr(model, name, None)
                    self.assertFalse(
                        getattr(method, "_api_model", False),
                        "the numbers of the records would be its first parameter",
                    )

    def _get_own_buttons(self, arch):
        """Yield names of buttons of the view's own model, not of rows within it."""
        for button in arch.iterfind(".//button[@type='object']"):
            places = [node for node in button.iterancestors() if node.tag == "field"]
            if all(node.get("position") for node in places):
                yield button.get("name")
