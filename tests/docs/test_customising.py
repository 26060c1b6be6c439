"""What docs/customising.md shows is an addon that installs: its field, its views."""

import ast
import re

from odoo.fields import Domain
from odoo.tests import TransactionCase, tagged

from tools.base import ROOT

VIEWS = {"card": "form", "list": "list", "search": "search"}
NAMES = re.compile(r"`([a-z_]+)`")


@tagged("post_install", "-at_install")
class TestCustomisingPage(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = (ROOT / "docs" / "customising.md").read_text()
        cls.fields = cls._create_fields()

    @classmethod
    def _get_block(cls, mark):
        pattern = rf"<!-- {mark} -->\n```\w+\n(.*?)\n```"
        return re.search(pattern, cls.page, re.DOTALL)[1]

    @classmethod
    def _create_fields(cls):
        """Make the fields of the sample's model as an administrator could."""
        tree = ast.parse(cls._get_block("model"))
        model = next(node for node in tree.body if isinstance(node, ast.ClassDef))
        calls = {
            node.targets[0].id: node.value
            for node in model.body
            if isinstance(node.value, ast.Call)
        }
        values = []
        for name, call in calls.items():
            kind = call.func.attr.lower()
            options = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
            values.append(
                {
                    "name": f"x_{name}",
                    "model_id": cls.env["ir.model"]._get_id("res.partner"),
                    "field_description": options.get("string", name),
                    "ttype": kind,
                    "selection_ids": [
                        (0, 0, {"value": value, "name": label})
                        for value, label in options.get("selection", ())
                    ],
                }
            )
        return cls.env["ir.model.fields"].create(values)

    def _get_arch(self, mark):
        arch = self._get_block(mark)
        for field in self.fields:
            # a field that is made by hand begins with x_
            arch = re.sub(rf"\b{field.name[2:]}\b", field.name, arch)
        return arch

    def test_the_manifest_can_be_read(self):
        manifest = ast.literal_eval(self._get_block("manifest"))
        self.assertEqual(manifest["depends"], ["bank_crm_core"])

    def test_the_views_stand_in_those_of_the_client(self):
        partners = self.env["res.partner"]
        for mark, kind in VIEWS.items():
            view = self.env.ref(f"bank_crm_core.res_partner_view_{kind}_client")
            if mark == "card":
                view = self.env.ref("bank_crm_core.res_partner_view_form_client")
            self.env["ir.ui.view"].create(
                {
                    "name": f"custom.{mark}",
                    "model": "res.partner",
                    "inherit_id": view.id,
                    "arch": self._get_arch(mark),
                }
            )
            arch = partners.get_view(view.id, kind)["arch"]
            self.assertIn("x_club_level", arch)
        client = partners.create({"name": "Club", "x_club_level": "gold"})
        domain = Domain("x_club_level", "!=", False)
        self.assertIn(client, partners.search(domain))

    def test_the_names_of_the_card_are_there(self):
        view = self.env.ref("bank_crm_core.res_partner_view_form_client")
        arch = self.env["res.partner"].get_view(view.id, "form")["arch"]
        table = self.page.split("| on the card |")[1].split("\n\n")[0]
        names = [name for name in NAMES.findall(table) if name != "figure_"]
        self.assertGreater(len(names), 10)
        for name in names:
            self.assertIn(f'name="{name}"', arch)
