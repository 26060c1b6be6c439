# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The register of credit contracts."""

from ast import literal_eval

from odoo.tests import tagged

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestCreditContracts(LoanCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.action = cls.env["ir.actions.act_window"]._for_xml_id(
            "bank_loan_pipeline.bank_agreement_action_register"
        )
        cls.loan = cls._create_agreement()
        cls.saving = cls._create_agreement(product_id=cls.other_product.id)
        far = cls._create_client(
            "Far", branch_id=cls.other_branch.id, manager_id=cls.stranger.id
        )
        cls.far_loan = cls._create_agreement(client=far)
        cls.loan.sudo().write({"arrears": 500})

    def _list(self, user, *filters):
        agreements = self.env["bank.agreement"].with_user(user)
        view = agreements.get_view(self.action["search_view_id"][0], "search")["arch"]
        domain = literal_eval(self.action["domain"])
        own = [("id", "in", (self.loan | self.saving | self.far_loan).ids)]
        for name in filters:
            text = view.split(f'name="{name}"')[1].split('domain="')[1].split('"')[0]
            text = text.replace("&gt;", ">").replace("&#39;", "'")
            domain += literal_eval(text.replace("uid", str(user.id)))
        return agreements.search(own + domain)

    def test_loans_only_and_behind_the_wall(self):
        self.assertEqual(self._list(self.manager), self.loan)
        self.assertEqual(self._list(self.auditor), self.far_loan | self.loan)
        self.assertFalse(self._list(self.stranger) & self.loan)

    def test_mine_and_late(self):
        self.assertEqual(self._list(self.manager, "mine", "in_arrears"), self.loan)
        self.assertFalse(self._list(self.colleague, "mine"))
        self.assertEqual(self._list(self.auditor, "in_arrears"), self.loan)

    def test_every_view_shows_what_the_register_promises(self):
        views = {kind: view_id for view_id, kind in self.action["views"]}
        agreements = self.env["bank.agreement"].with_user(self.manager)
        arch = agreements.get_view(views["list"], "list")["arch"]
        for name in ("balance", "arrears", "date_next_payment", "coverage", "deal_id"):
            self.assertIn(f'name="{name}"', arch)
        for kind in ("pivot", "graph"):
            self.assertIn("measure", agreements.get_view(views[kind], kind)["arch"])
