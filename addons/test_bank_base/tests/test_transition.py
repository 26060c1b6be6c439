# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestTransition(GateCommon):
    def setUp(self):
        super().setUp()
        self.papers = self.env["test.bank.paper"].with_user(self.employee)

    def test_a_step_needs_its_reason_method(self):
        paper = self.papers.create({"name": "Untitled"})
        with self.assertRaisesRegex(UserError, "title"):
            paper.action_send()
        paper.name = "Contract"
        paper.action_send()
        self.assertEqual(paper.state, "sent")

    def test_an_undeclared_step_is_refused(self):
        paper = self.papers.create({"name": "Contract"})
        with self.assertRaises(UserError):
            paper._transition("signed")

    def test_state_cannot_be_forged(self):
        paper = self.papers.create({"name": "Contract"})
        for context in ({}, {"bank_transition_token": True}, {"install_mode": True}):
            kwargs = {"context": context}
            with self.assertRaises(AccessError):
                call_kw(self.papers, "write", [paper.ids, {"state": "signed"}], kwargs)
            with self.assertRaises(AccessError):
                call_kw(
                    self.papers, "create", [{"name": "x", "state": "signed"}], kwargs
                )

    def test_state_cannot_come_from_defaults(self):
        self.env["ir.default"].with_user(self.employee).set(
            "test.bank.paper", "state", "signed", user_id=True
        )
        created = call_kw(
            self.papers,
            "create",
            [{"name": "x"}],
            {"context": {"default_state": "signed"}},
        )
        self.assertEqual(self.papers.browse(created).state, "draft")
